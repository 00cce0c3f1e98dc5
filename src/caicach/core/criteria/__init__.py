"""Criteria sets as data: editions, their checks, their cases."""

from caicach.core.criteria.cases import Outcome, run_cases
from caicach.core.criteria.edition import Band, Edition, Node, Source
from caicach.core.criteria.outline import Branch, outline
from caicach.core.criteria.shelf import (
    EditionNotFoundError,
    Loaded,
    load_edition,
    load_shipped,
    read_shipped,
    shipped_cases,
    shipped_names,
)

__all__ = [
    "Band",
    "Branch",
    "Edition",
    "EditionNotFoundError",
    "Loaded",
    "Node",
    "Outcome",
    "Source",
    "load_edition",
    "load_shipped",
    "outline",
    "read_shipped",
    "run_cases",
    "shipped_cases",
    "shipped_names",
]
