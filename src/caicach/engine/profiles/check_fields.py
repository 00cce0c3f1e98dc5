"""What is wrong with single fields of a profile, and with sources that two of them share."""

from collections.abc import Iterator

import pyarrow as pa

from caicach.core.documents import Document
from caicach.core.issues import Issue, issue
from caicach.engine.profiles.columns import TOKENS, mappable
from caicach.engine.profiles.feed import Feed, Field
from caicach.engine.profiles.source_path import steps_of

MADE_OF_ENTRIES = ("any", "count", "list")
FITS: dict[str, tuple[str, ...]] = {
    "text": ("from", "always"),
    "flag": ("from", "always", "any", "either"),
    "count": ("from", "always", "count"),
    "number": ("from", "always"),
    "date": ("from",),
    "structs": ("list", "rows"),
}
"""How a column of each kind may be filled."""


def kind_of(type_: pa.DataType) -> str:
    """Return the kind of a column, by which its values are read."""
    if pa.types.is_boolean(type_):
        return "flag"
    if pa.types.is_integer(type_):
        return "count"
    if pa.types.is_floating(type_):
        return "number"
    if pa.types.is_list(type_):
        return "structs"
    return "text" if pa.types.is_string(type_) else "date"


def members_of(type_: pa.DataType) -> dict[str, pa.DataType]:
    """Return the members of the structs in a list column."""
    return {each.name: each.type for each in type_.value_type}


def check_field(feed: Feed, name: str, document: Document) -> Iterator[Issue]:
    """Yield the faults of one mapped column; unknown columns are told elsewhere."""
    type_ = mappable(feed.table).get(name)
    if type_ is None:
        return
    field = feed.fields[name]
    where = document.where(("fields", name))
    if len(field.ways) != 1:
        yield issue("field-ways", where, column=name, ways=", ".join(field.ways) or "–")
        return
    way = field.ways[0]
    fitting = FITS[kind_of(type_)]
    if way not in fitting:
        yield issue("field-way-unfit", where, column=name, way=way, known=", ".join(fitting))
    elif kind_of(type_) == "structs":
        yield from _structs(field, members_of(type_), name, where)
    for part in field.parts():
        yield from _part(feed, part, name, where)
    yield from _protection(field, name, where)
    if field.codes and (field.codes not in feed.codes or name not in TOKENS):
        yield issue("code-list-missing", where, name=field.codes)


def _part(feed: Feed, field: Field, name: str, where: str) -> Iterator[Issue]:
    ways = field.ways
    if len(ways) != 1:
        yield issue("field-ways", where, column=name, ways=", ".join(ways) or "–")
    elif feed.form == "table" and ways[0] in MADE_OF_ENTRIES:
        yield issue("field-needs-json", where, column=name, way=ways[0])
    if field.where and (not ways or ways[0] not in MADE_OF_ENTRIES):
        yield issue("field-where-unfit", where, column=name)
    if field.absent == "empty" and (not ways or ways[0] not in ("any", "count")):
        yield issue("field-absent-unfit", where, column=name)


def _structs(
    field: Field, members: dict[str, pa.DataType], name: str, where: str
) -> Iterator[Issue]:
    given = [field.of] if field.list_ else list(field.rows or ())
    if not all(given) or not given:
        yield issue("field-of-missing", where, column=name, known=", ".join(members))
    for each in sorted({member for one in given for member in one} - set(members)):
        yield issue("member-unknown", where, value=each, column=name, known=", ".join(members))


def _protection(field: Field, name: str, where: str) -> Iterator[Issue]:
    """Identity numbers enter the facts as pseudonyms or not at all."""
    if name == "applicant" and field.as_ not in (None, "identity"):
        yield issue("applicant-unprotected", where, value=field.as_)
    if name == "applicant" and field.from_ is None and len(field.ways) == 1:
        yield issue("applicant-unprotected", where, value=field.ways[0])


def sources_of(field: Field) -> Iterator[str]:
    """Yield every source field that a column reads, lists by their name."""
    for part in field.parts():
        yield from part.from_ or ()
        yield from (each for each in (part.any_, part.count, part.list_) if each)
        yield from (each for row in part.rows or () for names in row.values() for each in names)


def check_sources(feed: Feed, document: Document) -> Iterator[Issue]:
    """Yield sources that are no paths, are mapped twice, or are both left out and mapped."""
    taken: dict[str, str] = {}
    for name, field in feed.fields.items():
        where = document.where(("fields", name))
        for source in sources_of(field):
            if feed.form == "json" and steps_of(source) is None:
                yield issue("source-path-unreadable", where, value=source)
            if source in feed.left_out:
                yield issue("source-left-out", where, value=source, column=name)
        for source in field.from_ or ():
            first = taken.setdefault(source, name)
            if first != name:
                yield issue("source-mapped-twice", where, value=source, column=name, first=first)
