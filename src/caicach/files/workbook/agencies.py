"""The list of agencies that a workbook is made for."""

from pathlib import Path
from typing import NamedTuple

from caicach.core.issues import Issue, has_faults
from caicach.files.tables import (
    Table,
    TableBrokenError,
    Vocabulary,
    find_header,
    open_tables,
    text_of,
)

VOCABULARY = Vocabulary(
    needed=("agency",),
    certain={
        **dict.fromkeys(
            ("agency", "agency code", "code", "ma", "ma co quan", "ma don vi"), "agency"
        ),
        **dict.fromkeys(("name", "agency name", "ten", "ten co quan", "ten don vi"), "name"),
        **dict.fromkeys(("block", "group", "khoi", "nhom"), "block"),
    },
    either={"co quan": ("agency", "name"), "don vi": ("agency", "name")},
    passed_over=frozenset({"stt", "tt", "ghi chu", "note"}),
)


class Agency(NamedTuple):
    """An agency as listed; a long input file lists it many times, which counts once."""

    code: str
    name: str
    block: str


def read_agencies(path: Path) -> tuple[list[Agency], list[Issue]]:
    """Return the agencies of a CSV or a spreadsheet, in its order."""
    tables, issues = open_tables(path)
    if has_faults(issues):
        return [], issues
    try:
        return _read_table(tables[0], issues)
    except TableBrokenError as error:
        return [], [*issues, error.issue]


def _read_table(table: Table, issues: list[Issue]) -> tuple[list[Agency], list[Issue]]:
    header, more = find_header(table, VOCABULARY)
    issues = [*issues, *(each for each in more if each.severity == "fault")]
    if header is None:
        return [], issues
    found: dict[str, Agency] = {}
    for row, cells in table.rows:
        if row > header.row:
            at = {name: text_of(cells[i]) for name, i in header.columns.items() if i < len(cells)}
            code = at.get("agency", "").strip()
            if code:
                name, block = at.get("name", "").strip(), at.get("block", "").strip()
                found.setdefault(code, Agency(code, name, block))
    return list(found.values()), issues
