"""SQL over the lists inside a record: is there an entry that, how many, which ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from caicach.engine.profiles.check_fields import kind_of, members_of
from caicach.engine.profiles.feed import Condition, Feed, Field
from caicach.engine.profiles.sql_text import listed, quoted
from caicach.engine.profiles.values import clean, flag_value, moment


class Cells(Protocol):
    """Where the cells of a record stand in the engine's relation."""

    @property
    def relation(self) -> str: ...
    @property
    def digest(self) -> str: ...
    def texts(self, sources: Sequence[str]) -> list[str]: ...
    def entries(self, source: str) -> str: ...
    def member(self, entry: str, source: str) -> str: ...
    def is_absent(self, source: str) -> str: ...
    def lost(self) -> Iterator[str]: ...


def any_value(cells: Cells, field: Field) -> str:
    """Return whether an entry meets `where`, by the rules of `count_value`."""
    return f"{count_value(cells, field)} > 0"


def count_value(cells: Cells, field: Field) -> str:
    """Return how many entries meet `where`; a record without the list is as `absent` says.

    What stands in the place of the list and is none gives None whatever `absent` says.
    """
    source = field.any_ or field.count or field.list_ or ""
    found = f"len({_kept(cells, cells.entries(source), field.where)})"
    if field.absent == "unknown":
        return found
    return f"coalesce({found}, CASE WHEN {cells.is_absent(source)} THEN 0 END)"


def _kept(cells: Cells, entries: str, where: Mapping[str, Condition]) -> str:
    tests = [_condition(cells, cells.member("x", source), test) for source, test in where.items()]
    return f"list_filter({entries}, lambda x: {' AND '.join(['x IS NOT NULL', *tests])})"


def _condition(cells: Cells, member: str, test: Condition) -> str:
    """Compare as printed first: folding each member of each list would cost more than parsing."""
    said: list[str] = []
    if test.in_ is not None:
        said.append(f"{member} IN ({_spellings(test.in_)})")
    if test.not_in is not None:
        said.append(f"coalesce({member} NOT IN ({_spellings(test.not_in)}), true)")
    if test.above is not None:
        plain = f"try_cast({member} AS DOUBLE)"
        comma = f"try_cast(replace({member}, ',', '.') AS DOUBLE)"
        # 1.500.000 đ: marks between thousands, and the currency behind
        digits = f"try_cast(regexp_replace({member}, '[^0-9-]', '', 'g') AS DOUBLE)"
        said.append(f"coalesce({plain}, {comma}, {digits}) > {test.above}")
    if test.filled is not None:
        filled = f"coalesce({member} >= '!' OR trim({member}) <> '', false)"
        said.append(filled if test.filled else f"NOT {filled}")
    if test.among is not None:
        entries, _, other = test.among.partition(".")
        others = f"list_transform({cells.entries(entries)}, lambda y: {cells.member('y', other)})"
        said.append(f"coalesce({member} <> '' AND list_contains({others}, {member}), false)")
    return " AND ".join(said) or "true"


def _spellings(texts: Sequence[str]) -> str:
    """Vendors write true, True and TRUE."""
    return listed(dict.fromkeys(s for t in texts for s in (t, t.lower(), t.upper(), t.title())))


def structs_of(cells: Cells, field: Field, feed: Feed, type_: pa.DataType) -> str:
    """Return the list of structs for a column; None where the record or file has no list."""
    members = members_of(type_)
    if field.list_ is not None:
        made = _struct(feed, members, {n: _in_entry(cells, s) for n, s in field.of.items()})
        kept = _kept(cells, cells.entries(field.list_), field.where)
        return f"list_transform({kept}, lambda x: {made})"
    rows = [_in_row(cells, row) for row in field.rows or ()]
    structs = [_struct(feed, members, row) for row in rows if row]
    if not structs:
        return "NULL"
    filled = " OR ".join(f"x.{quoted(name)} IS NOT NULL" for name in members)
    return f"list_filter([{', '.join(structs)}], lambda x: {filled})"


def structs_wrong(cells: Cells, field: Field, feed: Feed, type_: pa.DataType) -> str | None:
    """Return the condition that an entry has a date that cannot be read."""
    dated = [name for name, of in members_of(type_).items() if kind_of(of) == "date"]
    if field.list_ is None:
        rows = [_in_row(cells, row) for row in field.rows or ()]
        found = [_unread(row[name], feed) for row in rows for name in dated if name in row]
        return " OR ".join(found) or None
    read = [_in_entry(cells, field.of[name]) for name in dated if name in field.of]
    if not read:
        return None
    unread = " OR ".join(_unread(each, feed) for each in read)
    return f"len(list_filter({cells.entries(field.list_)}, lambda x: {unread})) > 0"


def _unread(cell: str, feed: Feed) -> str:
    return f"({clean(cell)} IS NOT NULL AND ({moment(cell, feed.dates)}) IS NULL)"


def _in_entry(cells: Cells, sources: Sequence[str]) -> str:
    return _first([cells.member("x", source) for source in sources])


def _in_row(cells: Cells, row: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {name: cells.texts(sources) for name, sources in row.items()}
    return {name: _first(texts) for name, texts in found.items() if texts}


def _first(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"coalesce({', '.join(map(clean, texts))})"


def _struct(feed: Feed, members: Mapping[str, pa.DataType], cells: Mapping[str, str]) -> str:
    parts = [
        f"{quoted(name)}: {_member(feed, cells.get(name), of)}" for name, of in members.items()
    ]
    return f"{{{', '.join(parts)}}}"


def _member(feed: Feed, cell: str | None, type_: pa.DataType) -> str:
    if kind_of(type_) == "flag":
        flags = feed.flags
        return flag_value(f"lower({clean(cell)})", flags.yes, flags.no) if cell else "NULL::BOOLEAN"
    sql_type = "DATE" if pa.types.is_date32(type_) else "TIMESTAMP"
    return f"({moment(cell, feed.dates)})::{sql_type}" if cell else f"NULL::{sql_type}"
