"""Agency tables read: sound entries, and every fault of file and register at its cell."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, ParentLink
from caicach.core.issues import Issue, issue
from caicach.files.registers.columns import AGENCY_COLUMNS, HEADS
from caicach.files.registers.entries import Entry, read_entry
from caicach.files.registers.line import Line, lines_of, numbers_as_codes
from caicach.files.registers.sheets import Sheet, open_sheets
from caicach.files.registers.whole import check_whole
from caicach.files.tables import TableBrokenError

NOTHING = AgencyTree(())


class AgencyTable(NamedTuple):
    """What a file holds.

    agencies, links, events: those of sound rows that make a register without faults together
    with the one they join; all of the file where `issues` has no fault.
    """

    agencies: tuple[Agency, ...]
    links: tuple[ParentLink, ...]
    events: tuple[LineageEvent, ...]
    issues: list[Issue]

    def tree(self) -> AgencyTree:
        """Return the entries as a register."""
        return AgencyTree(self.agencies, self.links, self.events)


def read_agency_table(
    source: Path | bytes, file_name: str | None = None, known: AgencyTree = NOTHING
) -> AgencyTable:
    """Return the agencies, parent links and lineage of a CSV or a spreadsheet, with all faults.

    A row may hold an agency with its parent and what became of it, a link alone, or an event
    alone. file_name: as shown in faults. known: the register that the file adds to; an entry of
    the same code and first day takes the place of the known one.
    """
    sheets, issues = open_sheets(source, file_name, AGENCY_COLUMNS, HEADS)
    entries: list[Entry] = []
    lines: list[Line] = []
    try:
        for sheet in sheets:
            issues += _headers(sheet)
            for line in lines_of(sheet):
                entry = read_entry(line)
                lines.append(line)
                entries += [entry] if entry else []
    except TableBrokenError as error:
        issues.append(error.issue)
    if sheets and not lines:
        issues.append(issue("register-empty", sheets[0].table.file))
    found, more = check_whole(entries, known)
    told = [each for line in lines if not line.silent for each in line.issues]
    return AgencyTable(*found, [*issues, *told, *more])


def _headers(sheet: Sheet) -> Iterator[Issue]:
    columns, where = sheet.header.columns, sheet.table.place(sheet.header.row)
    if "name" in columns and "kind" not in columns:
        yield _missing("kind", where)
    elif not {"name", "parent", "event"} & set(columns):
        yield _missing("name", where)
    yield from numbers_as_codes(sheet, "code")


def _missing(name: str, where: str) -> Issue:
    head = HEADS[name]
    return issue("register-column-missing", where, column=head.vi, column_en=head.text("en"))
