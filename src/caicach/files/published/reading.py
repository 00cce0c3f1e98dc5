"""Published tables: one row a figure, or one row an agency with a column for each criterion."""

from dataclasses import replace
from pathlib import Path

from caicach.core.issues import Issue, has_faults, issue
from caicach.core.numbers import Style, detect_style
from caicach.core.reconcile import PublishedFigure
from caicach.files.published.columns import AMOUNTS, COUNTS, VOCABULARY
from caicach.files.published.printed import Printed, Row, Scope
from caicach.files.tables import (
    Header,
    Table,
    TableBrokenError,
    Vocabulary,
    find_header,
    fold,
    open_tables,
)


def read_published(path: Path, scope: Scope | None) -> tuple[list[PublishedFigure], list[Issue]]:
    """Return every published figure with the places it was printed with, and all faults.

    scope: lets columns headed by a criterion's code be read; None reads the long form only.
    """
    tables, issues = open_tables(path)
    if has_faults(issues):
        return [], issues
    figures: list[PublishedFigure] = []
    for table in tables:
        found, more = _read_guarded(table, scope)
        figures += found
        issues += more if len(tables) == 1 or found else []
    if not figures and not has_faults(issues):
        issues.append(issue("published-empty", str(path)))
    return figures, issues


def _read_guarded(table: Table, scope: Scope | None) -> tuple[list[PublishedFigure], list[Issue]]:
    try:
        return _read_table(table, scope)
    except TableBrokenError as error:
        return [], [error.issue]


def _read_table(table: Table, scope: Scope | None) -> tuple[list[PublishedFigure], list[Issue]]:
    vocabulary = _suited(table)
    codes = {} if scope is None else {fold(code): code for code in scope.codes.exact}
    header, issues = find_header(table, vocabulary, also=codes)
    if header is None:
        return [], issues
    if any({fold(text) for text in header.texts} >= counts for counts in COUNTS):
        return [], [issue("published-is-input", table.place(header.row))]
    wide = _criterion_columns(header, codes)
    issues += table.flaws_in([*header.columns.values(), *wide], header.row + 1)
    if not wide and not any(name in header.columns for name in (*AMOUNTS, "rank")):
        values = {"columns": "points | percent | rank", "seen": ", ".join(header.texts)}
        return [], [*issues, issue("column-missing", table.place(header.row), **values)]
    printed = Printed(table, header, table_style(table, header, wide), scope)
    figures = [
        figure
        for row, cells in table.rows
        if row > header.row
        for figure in _figures(Row(row, cells), printed, wide)
    ]
    columns = [*_amount_columns(header), *wide]
    return figures, [*issues, *printed.issues, *printed.numbers.judge_style(table, columns)]


def _suited(table: Table) -> Vocabulary:
    """A ranking that prints names alone is read by name: the name then serves as the code."""
    header, _ = find_header(table, VOCABULARY)
    by_name = replace(VOCABULARY, needed=("name",))
    return VOCABULARY if header or find_header(table, by_name)[0] is None else by_name


def _criterion_columns(header: Header, codes: dict[str, str]) -> dict[int, str]:
    taken = set(header.columns.values())
    return {
        column: codes[fold(text)]
        for column, text in enumerate(header.texts)
        if column not in taken and text and fold(text) in codes
    }


def _amount_columns(header: Header) -> list[int]:
    return [header.columns[name] for name in AMOUNTS if name in header.columns]


def table_style(table: Table, header: Header, wide: dict[int, str]) -> Style:
    """Return how the table writes its numbers; where styles are mixed the reader will say so."""
    columns = [*_amount_columns(header), *wide]
    texts = (
        part
        for row, cells in table.rows
        if row > header.row
        for column in columns
        if column < len(cells) and isinstance(cells[column], str)
        for part in str(cells[column]).split("/")
    )
    found = detect_style(texts)
    return "auto" if found == "mixed" else found


def _figures(row: Row, printed: Printed, wide: dict[int, str]) -> list[PublishedFigure]:
    """Return the row's own figure and one for each criterion column with content."""
    if not any(each != "" for each in row.cells):
        return []
    own = printed.figure(row)
    if own is None:
        return []
    parts = [
        printed.part(row, own, column, code)
        for column, code in wide.items()
        if column < len(row.cells) and row.cells[column] != ""
    ]
    return [each for each in (own, *parts) if each is not None and _says_something(each)]


def _says_something(figure: PublishedFigure) -> bool:
    numbers = (figure.points, figure.percent, figure.rank, figure.maximum, figure.change)
    return any(each is not None for each in numbers) or figure.change_of_rank is not None
