"""The indices that targets may name: those watched over the years, and those of an office."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from caicach.core.documents import Label, Shape, Text, Words, parse, read_document
from caicach.core.indices import index_series

PLACE = ("plans", "indices.yaml")


class NamedIndex(Shape):
    """An index that an office or a ministry publishes. note: what it is, and of whom."""

    id: Text
    label: Words
    note: Words | None = None


class IndexNames(Shape):
    """The file that names them."""

    indices: Annotated[tuple[NamedIndex, ...], Field(min_length=1)]


@cache
def known_indices() -> Mapping[str, Label]:
    """Return the label of every index a target may be bound to, by id."""
    text = files("caicach.standards").joinpath(*PLACE).read_text("utf-8")
    document, issues = read_document(text, "/".join(PLACE))
    names = None
    if document is not None:
        names, more = parse(document, IndexNames)
        issues += more
    if names is None:
        raise ValueError("\n".join(map(str, issues)))
    watched = {each.id: each.label for each in index_series()}
    return watched | {each.id: each.label for each in names.indices}
