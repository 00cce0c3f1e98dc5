"""A filled-in wide workbook turned back into the long form, each row named by its cells."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.rules.answers import NOT_APPLICABLE_WORDS, folded
from caicach.files.inputs.columns import FIGURES
from caicach.files.tables import Cell, Table, cell_name, text_of
from caicach.files.workbook.layout import FIRST_ROW, MARKER

COLUMNS = ("agency", "name", "block", "criterion", *FIGURES)
_ABOUT = ("agency", "name", "block")


class Keyed(NamedTuple):
    """A column of the sheet: the code it belongs to and what it holds."""

    column: int
    code: str
    entry: str


def is_workbook_sheet(table: Table) -> bool:
    """Say whether the sheet bears the hidden row of a wide workbook."""
    if table.sheet is None or table.paths:
        return False
    first = next(iter(table.rows), None)
    return first is not None and first[0] == 1 and text_of(first[1][0]).startswith(MARKER)


def unfold(table: Table, edition: Edition) -> tuple[Table, list[Issue]]:
    """Return the sheet as a long table, with what is wrong with its cells.

    Empty cells hand in nothing; an item of which one cell says KAD does not apply.
    """
    _, machine = next(iter(table.rows))
    about, keyed = _keys(machine)
    issues = list(
        table.flaws_in([*about.values(), *(each.column for each in keyed)], FIRST_ROW + 1)
    )
    made_for = text_of(machine[0]).removeprefix(MARKER).strip()
    if made_for and made_for != edition.edition:
        values = {"made_for": made_for, "edition": edition.edition}
        issues.append(issue("workbook-other-edition", f"{table.file} [{table.sheet}]", **values))
    found = list(_long_rows(table, about, keyed))
    rows: list[tuple[int, Sequence[Cell]]] = [(1, list(COLUMNS))]
    rows += [(index, cells) for index, (_, cells) in enumerate(found, start=2)]
    paths = ["", *(f"[{table.sheet}] {cells}" for cells, _ in found)]
    return Table(table.file, rows, sheet=table.sheet, paths=paths, hidden=table.hidden), issues


def _keys(machine: Sequence[Cell]) -> tuple[dict[str, int], list[Keyed]]:
    about: dict[str, int] = {"agency": 0}
    keyed: list[Keyed] = []
    for column, cell in enumerate(machine[1:], start=1):
        key = text_of(cell).strip()
        code, bar, entry = key.rpartition("|")
        if key in _ABOUT:
            about[key] = column
        elif bar and entry in FIGURES:
            keyed.append(Keyed(column, code, entry))
    return about, keyed


def _long_rows(
    table: Table, about: dict[str, int], keyed: list[Keyed]
) -> Iterator[tuple[str, list[Cell]]]:
    """Yield the cells' names and the row in long form, for each item with content."""
    items = [list(group) for _, group in groupby(keyed, key=lambda each: each.code)]
    for row, cells in islice(table.rows, 1, None):
        if row <= FIRST_ROW:
            continue
        who = [_at(cells, about.get(name)) for name in _ABOUT]
        for item in items:
            given = {each.entry: _at(cells, each.column) for each in item}
            if any(each != "" for each in given.values()):
                names = ":".join(dict.fromkeys(cell_name(row, each.column) for each in item))
                yield names, [*who, item[0].code, *_figures(given)]


def _figures(given: dict[str, Cell]) -> Iterator[Cell]:
    """One KAD is enough for the item; figures beside it are left for the reader to refuse."""
    silent = [name for name, cell in given.items() if _is_not_applicable(cell)]
    if silent:
        given = {**given, **dict.fromkeys(silent, ""), "choice": "KAD"}
    for name in FIGURES:
        yield given.get(name, "")


def _is_not_applicable(cell: Cell) -> bool:
    return isinstance(cell, str) and folded(cell) in NOT_APPLICABLE_WORDS


def _at(cells: Sequence[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else ""
