"""A filled-in wide workbook turned back into the long form, each row named by its cells."""

from collections.abc import Iterator, Mapping, Sequence
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


class LongRow(NamedTuple):
    """An item with content: its row in the sheet, its columns, its cells in the long form."""

    row: int
    item: Sequence[Keyed]
    cells: list[Cell]


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
    made_for = text_of(machine[0]).removeprefix(MARKER).strip()
    if made_for and made_for != edition.edition:
        values = {"made_for": made_for, "edition": edition.edition}
        where = f"{table.file} [{table.sheet}]"
        return _long_table(table, {}, []), [issue("workbook-other-edition", where, **values)]
    about, keyed = _keys(machine)
    wanted = [*about.values(), *(each.column for each in keyed)]
    twice = dict(_agencies_twice(table))
    issues = [*table.flaws_in(wanted, FIRST_ROW + 1), *twice.values()]
    found = [each for each in _long_rows(table, about, keyed) if each.row not in twice]
    return _long_table(table, about, found), issues


def _agencies_twice(table: Table) -> Iterator[tuple[int, Issue]]:
    """Yield each row whose agency stands in a row above, with its fault."""
    first: dict[str, int] = {}
    for row, cells in islice(table.rows, 1, None):
        code = text_of(_at(cells, 0)).strip()
        if row > FIRST_ROW and code:
            above = first.setdefault(code, row)
            if above != row:
                values = {"agency": code, "first": table.place(above, 0)}
                yield row, issue("agency-twice", table.place(row, 0), **values)


def _long_table(table: Table, about: Mapping[str, int], found: Sequence[LongRow]) -> Table:
    def cell_of(row: int, column: int) -> str | None:
        if row < 2:
            return None
        origin, name = found[row - 2], COLUMNS[column]
        at = about.get(name, next((e.column for e in origin.item if e.entry == name), None))
        return None if at is None else f"[{table.sheet}] {cell_name(origin.row, at)}"

    rows: list[tuple[int, Sequence[Cell]]] = [(1, list(COLUMNS))]
    rows += [(index, each.cells) for index, each in enumerate(found, start=2)]
    return Table(
        table.file,
        rows,
        sheet=table.sheet,
        paths=["", *(f"[{table.sheet}] {_names(each)}" for each in found)],
        hidden=table.hidden,
        cell_of=cell_of,
        spoiled=_spoiled(table, found),
    )


def _spoiled(table: Table, found: Sequence[LongRow]) -> frozenset[int]:
    columns = {each.column for row in found for each in row.item}
    rows = {column: table.rows_spoiled([column]) for column in columns}
    return frozenset(
        index
        for index, each in enumerate(found, start=2)
        if any(each.row in rows[part.column] for part in each.item)
    )


def _names(row: LongRow) -> str:
    return ":".join(dict.fromkeys(cell_name(row.row, each.column) for each in row.item))


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


def _long_rows(table: Table, about: Mapping[str, int], keyed: Sequence[Keyed]) -> Iterator[LongRow]:
    """Yield the row in long form for each item with content."""
    items = [list(group) for _, group in groupby(keyed, key=lambda each: each.code)]
    for row, cells in islice(table.rows, 1, None):
        if row <= FIRST_ROW:
            continue
        who = [_at(cells, about.get(name)) for name in _ABOUT]
        for item in items:
            given = {each.entry: _at(cells, each.column) for each in item}
            if any(each != "" for each in given.values()):
                yield LongRow(row, item, [*who, item[0].code, *_figures(given)])


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
