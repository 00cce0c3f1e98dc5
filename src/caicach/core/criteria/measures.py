"""Indicators a criterion may be measured by."""

from functools import cache
from importlib.resources import files

from pydantic import Field

from caicach.core.documents import Shape, Text, Words, parse, read_document


class KnownMeasure(Shape):
    """An indicator's name and unit; how it is computed belongs to the engine."""

    id: Text
    label: Words
    unit: Text


class MeasureList(Shape):
    """All indicators that criteria may name."""

    measures: tuple[KnownMeasure, ...] = Field(min_length=1)


@cache
def read_measures() -> dict[str, KnownMeasure]:
    """Return the known indicators by id. Raises ValueError when the shipped list is broken."""
    path = files("caicach.standards").joinpath("indicators", "measures.yaml")
    document, issues = read_document(path.read_text("utf-8"), "indicators/measures.yaml")
    loaded, more = parse(document, MeasureList) if document else (None, [])
    if loaded is None or issues or more:
        raise ValueError("; ".join(map(str, [*issues, *more])))
    return {each.id: each for each in loaded.measures}


def known_measures() -> frozenset[str]:
    """Return the ids of all known indicators."""
    return frozenset(read_measures())
