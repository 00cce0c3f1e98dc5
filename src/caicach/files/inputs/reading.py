"""Files of a round read into one set of inputs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.scoring import Inputs
from caicach.files.inputs.codes import CodeBook
from caicach.files.inputs.collector import Collector
from caicach.files.inputs.columns import FIGURES, VOCABULARY
from caicach.files.inputs.json_form import read_json
from caicach.files.inputs.long_form import read_long_form
from caicach.files.tables import (
    Header,
    Table,
    TableBrokenError,
    find_header,
    read_bytes,
    read_tables,
)
from caicach.files.workbook.unfold import is_workbook_sheet, unfold


def read_inputs(paths: Sequence[Path], edition: Edition) -> tuple[Inputs, list[Issue]]:
    """Return everything handed in by all files, with every fault, warning and note.

    With a fault among the issues the inputs are incomplete and must not be scored.
    """
    collector, codes = Collector(edition), CodeBook.of(edition)
    for path in paths:
        content, issues = read_bytes(path, str(path))
        collector.issues += issues
        if content is not None:
            _read_content(content, str(path), collector, codes)
    return _gathered(collector, ", ".join(map(str, paths)))


def read_content(content: bytes, name: str, edition: Edition) -> tuple[Inputs, list[Issue]]:
    """Return the same from the content of one file. name: as shown in faults."""
    collector = Collector(edition)
    _read_content(content, name, collector, CodeBook.of(edition))
    return _gathered(collector, name)


def _gathered(collector: Collector, names: str) -> tuple[Inputs, list[Issue]]:
    inputs = collector.inputs()
    if not inputs.agencies and not any(each.severity == "fault" for each in collector.issues):
        collector.issues.append(issue("inputs-empty", names))
    return inputs, collector.issues


def _read_content(content: bytes, file: str, collector: Collector, codes: CodeBook) -> None:
    kind, tables, issues = read_tables(content, file)
    collector.issues += issues
    if kind == "json":
        tables, issues = read_json(content, file)
        collector.issues += issues
    try:
        _read_tables(tables, collector, codes)
    except TableBrokenError as error:
        collector.issues.append(error.issue)


def _read_tables(tables: Sequence[Table], collector: Collector, codes: CodeBook) -> None:
    """Of several sheets, all that have the needed columns are read; the others are named."""
    unread: list[tuple[Table, list[Issue]]] = []
    for table in _unfolded(tables, collector):
        header, issues = find_header(table, VOCABULARY)
        if header is None:
            unread.append((table, issues))
        else:
            collector.issues += issues
            _read_table(table, header, collector, codes)
    collector.issues += _not_read(unread, whole=len(unread) == len(tables))
    if tables and all(_is_empty(table) for table in tables):
        collector.issues.append(issue("sheets-empty", tables[0].file))


def _unfolded(tables: Iterable[Table], collector: Collector) -> list[Table]:
    """Sheets of a wide workbook take the long form; where one is there, no other is looked at."""
    wide = [table for table in tables if is_workbook_sheet(table)]
    if not wide:
        return list(tables)
    unfolded = [unfold(table, collector.edition) for table in wide]
    collector.issues += [found for _, issues in unfolded for found in issues]
    return [table for table, _ in unfolded]


def _read_table(table: Table, header: Header, collector: Collector, codes: CodeBook) -> None:
    columns = header.columns
    if not any(name in columns for name in FIGURES):
        seen = ", ".join(each for each in header.texts if each)
        where = table.place(header.row)
        collector.issues.append(
            issue("column-missing", where, columns=" | ".join(FIGURES), seen=seen)
        )
        return
    collector.issues += table.flaws_in(columns.values(), header.row + 1)
    if table.hidden_rows:
        values = {"count": len(table.hidden_rows), "first": table.hidden_rows[0]}
        collector.issues.append(
            issue("hidden-rows-read", f"{table.file} [{table.sheet}]", **values)
        )
    if table.hidden:
        collector.issues.append(issue("hidden-sheet-read", f"{table.file} [{table.sheet}]"))
    read_long_form(table, header, collector, codes)


def _not_read(unread: Iterable[tuple[Table, list[Issue]]], *, whole: bool) -> list[Issue]:
    """A sheet without the columns is a fault only where no other sheet has them."""
    issues: list[Issue] = []
    for table, faults in unread:
        if whole and not _is_empty(table):
            issues += faults
        elif not whole and not _is_empty(table):
            issues.append(issue("sheet-not-read", f"{table.file} [{table.sheet}]"))
    return issues


def _is_empty(table: Table) -> bool:
    return next(iter(table.rows), None) is None
