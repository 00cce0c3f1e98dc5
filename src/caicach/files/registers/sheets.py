"""The sheets of a file that hold rows of one kind."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from caicach.core.documents import Label
from caicach.core.issues import Issue, Said, has_faults, issue
from caicach.files.tables import (
    Header,
    Table,
    Vocabulary,
    find_header,
    read_bytes,
    read_tables,
)


class Sheet(NamedTuple):
    """A table with its header; spoiled: rows in which a cell was found unusable."""

    table: Table
    header: Header
    spoiled: frozenset[int]


def open_sheets(
    source: Path | bytes, file_name: str | None, vocabulary: Vocabulary, heads: Mapping[str, Label]
) -> tuple[list[Sheet], list[Issue]]:
    """Return the sheets that have the needed columns, with every fault and note.

    file_name: as shown in faults; the path where it is not given. heads: names the columns.
    """
    file = file_name or (str(source) if isinstance(source, Path) else "–")
    content, issues = (source, []) if isinstance(source, bytes) else read_bytes(source, file)
    if content is None:
        return [], issues
    _, tables, more = read_tables(content, file)
    issues = [*issues, *more]
    if not tables and not has_faults(issues):
        issues.append(issue("file-not-a-table", file))
    found = [(table, *find_header(table, vocabulary)) for table in tables]
    sheets = [_sheet(table, header) for table, header, _ in found if header]
    for table, header, own in found:
        issues += own if header else _not_read(table, vocabulary, heads, alone=not sheets)
    for sheet in sheets:
        issues += _notes(sheet)
    return sheets, issues


def _sheet(table: Table, header: Header) -> Sheet:
    return Sheet(table, header, table.rows_spoiled(header.columns.values()))


def _not_read(
    table: Table, vocabulary: Vocabulary, heads: Mapping[str, Label], *, alone: bool
) -> list[Issue]:
    """A sheet without the columns is a fault only where no other sheet has them."""
    first = next(iter(table.rows), None)
    if first is None:
        return []
    if not alone:
        return [issue("sheet-not-read", f"{table.file} [{table.sheet}]")]
    needed = [heads[name] for name in vocabulary.needed]
    words = Said(
        ", ".join(each.vi for each in needed), ", ".join(each.text("en") for each in needed)
    )
    return [issue("register-columns-missing", table.place(first[0]), needed=words)]


def _notes(sheet: Sheet) -> list[Issue]:
    table, header, _ = sheet
    where = f"{table.file} [{table.sheet}]"
    issues = list(table.flaws_in(header.columns.values(), header.row + 1))
    if table.hidden_rows:
        values = {"count": len(table.hidden_rows), "first": table.hidden_rows[0]}
        issues.append(issue("hidden-rows-read", where, **values))
    if table.hidden:
        issues.append(issue("hidden-sheet-read", where))
    return issues
