"""The header of a table: which of its columns a profile reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.issues import Issue, issue
from caicach.engine.profiles.check_fields import sources_of
from caicach.engine.profiles.columns import NEEDED
from caicach.engine.profiles.feed import Feed, Field
from caicach.files.tables import Row as SheetRow
from caicach.files.tables import Table, Vocabulary, find_header, fold

PASSED_IN_SILENCE = frozenset({"column-unknown", "column-unknown-near"})
"""Exports have many columns that no profile wants; `profiles check` lists them."""


@dataclass(frozen=True, slots=True)
class Heads:
    """row: where the header stands. columns: place of each source. texts: all heads as printed."""

    row: int
    columns: dict[str, int]
    texts: tuple[str, ...]


def find_heads(
    feed: Feed, rows: Sequence[SheetRow], file: str, sheet: str | None = None
) -> tuple[Heads | None, list[Issue]]:
    """Return the header among the first rows, or None with what is missing or doubled in it."""
    certain: dict[str, str] = {}
    for field in feed.fields.values():
        for source in sources_of(field):
            certain.setdefault(fold(source), source)
    table = Table(file, list(rows), sheet=sheet)
    header, issues = find_header(table, Vocabulary((), certain))
    issues = [each for each in issues if each.code not in PASSED_IN_SILENCE]
    if header is None:
        return None, [_with_needed(each, feed) for each in issues]
    columns = dict(header.columns)
    missing = list(_missing(feed, columns))
    if missing:
        seen = ", ".join(text for text in header.texts if text)[:300] or "–"
        where = table.place(header.row)
        issues.append(issue("column-missing", where, columns=", ".join(missing), seen=seen))
        return None, issues
    return Heads(header.row, _by_every_name(feed, columns), header.texts), issues


def _with_needed(told: Issue, feed: Feed) -> Issue:
    """Where no row looks like a header, say what one must have."""
    if told.code != "header-missing":
        return told
    needed = ", ".join(f"“{each}”" for each in _missing(feed, {}))
    return issue(told.code, told.where, **{**dict(told.values), "needed": needed})


def _by_every_name(feed: Feed, found: dict[str, int]) -> dict[str, int]:
    """One head may be named by several columns, each spelling it in its own way."""
    places = {fold(source): place for source, place in found.items()}
    names = (source for field in feed.fields.values() for source in sources_of(field))
    return {name: places[fold(name)] for name in names if fold(name) in places}


def _missing(feed: Feed, found: dict[str, int]) -> Iterator[str]:
    """Yield the first name of each column without which no row can be used."""
    folded = {fold(source) for source in found}
    for name in NEEDED[feed.table]:
        sources = _sources(feed.fields[name])
        if sources and not folded & {fold(each) for each in sources}:
            yield sources[0]


def _sources(field: Field) -> list[str]:
    return list(field.from_ or ())
