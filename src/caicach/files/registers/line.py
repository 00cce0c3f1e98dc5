"""One row of a register table, read cell by cell, with its faults."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from caicach.core.agencies.agency_code import MAX_LENGTH, canonical_code
from caicach.core.issues import Issue, Said, issue
from caicach.core.numbers import NumberTextError, Percent, parse_percent
from caicach.files.registers.sheets import Sheet
from caicach.files.tables import Cell, clip, fold, text_of

T = TypeVar("T")

MOST_LETTERS = 300
GUARDED = re.compile(r"'+[=+\-@\t\r]")
"""A text that a spreadsheet would take for a formula is written with an apostrophe before it."""

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PLAIN = re.compile(r"[01]?[.,]\d+|[01]")


@dataclass
class Line:
    """A row: what its cells say, and what was found wrong with them.

    silent: a cell of the row was found unusable and told before; nothing else is said of it.
    lacking: a column that the row needs is not there, which was told at the header.
    """

    sheet: Sheet
    row: int
    cells: Sequence[Cell]
    silent: bool = False
    lacking: bool = False
    issues: list[Issue] = field(default_factory=list)

    def place(self, column: str | None = None) -> str:
        """Return where the cell of a column stands; that of the code where it has none."""
        columns = self.sheet.header.columns
        found = columns.get(column or "", min(columns.values()))
        return self.sheet.table.place(self.row, found)

    def fault(self, code: str, column: str, /, **values: object) -> None:
        """Keep a fault of the cell in `column`."""
        self.issues.append(issue(code, self.place(column), **values))

    @property
    def is_sound(self) -> bool:
        """Say whether nothing was found wrong so far."""
        return not (self.silent or self.lacking or self.issues)

    def cell(self, column: str) -> Cell:
        """Return the cell of a column, empty where there is none."""
        place = self.sheet.header.columns.get(column)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def has(self, *columns: str) -> bool:
        """Say whether any of the cells holds something."""
        return any(self.text(each) for each in columns)

    def text(self, column: str) -> str:
        """Return the cell as text, in composed letters and without spaces around it."""
        text = unicodedata.normalize("NFC", text_of(self.cell(column))).strip()
        return text[1:] if GUARDED.match(text) else text

    def short(self, column: str) -> str:
        """Return the text; one too long to be kept is a fault."""
        text = self.text(column)
        if len(text) > MOST_LETTERS:
            self.fault("register-text-long", column, count=len(text), limit=MOST_LETTERS)
        return text

    def code(self, column: str) -> str:
        """Return an agency code in its new notation; one too long is a fault."""
        code = canonical_code(self.text(column))
        if len(code) > MAX_LENGTH:
            self.fault("agency-code-long", column, value=clip(code))
        return code

    def day(self, column: str) -> date | None:
        """Return the day, None where none is given; what is no day is a fault."""
        cell = self.cell(column)
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = self.text(column)
        found = _day(text)
        if text and found is None:
            self.fault("register-day", column, value=clip(text))
        return found

    def one_of(self, column: str, words: Mapping[str, T], known: Said, code: str) -> T | None:
        """Return what the word stands for; `code` is the fault of a word not among them."""
        text = self.text(column)
        found = words.get(fold(text))
        if found is None:
            self.fault(code, column, value=clip(text), known=known)
        return found

    def share(self, column: str) -> Decimal | None:
        """Return a part of 1; 1 where none is given; what is no part of 1 is a fault."""
        cell, text = self.cell(column), self.text(column)
        if not text:
            return Decimal(1)
        share = cell.value / 100 if isinstance(cell, Percent) else _part(text)
        if share is None or not 0 < share <= 1:
            self.fault("register-share", column, value=clip(text))
            return None
        return share


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """Yield the rows below the header that hold anything."""
    width = sheet.header.width
    for row, cells in sheet.table.rows:
        if row <= sheet.header.row or not any(text_of(each).strip() for each in cells):
            continue
        line = Line(sheet, row, cells, silent=row in sheet.spoiled)
        if any(text_of(each).strip() for each in cells[width:]):
            values = {"cells": len(cells), "columns": width}
            line.issues.append(issue("row-too-wide", sheet.table.place(row), **values))
        yield line


def numbers_as_codes(sheet: Sheet, column: str) -> Iterator[Issue]:
    """Yield one warning where codes stand as numbers: zeros before them are lost for good."""
    place = sheet.header.columns[column]
    rows = [
        row
        for row, cells in sheet.table.rows
        if row > sheet.header.row and place < len(cells) and isinstance(cells[place], Decimal)
    ]
    if rows:
        where = sheet.table.place(rows[0], place)
        yield issue("register-codes-as-numbers", where, count=len(rows))


def _day(text: str) -> date | None:
    """Return 30/6/2025, 30.06.2025 or 2025-06-30 as a day."""
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def _part(text: str) -> Decimal | None:
    """Return 0.25, 0,25 or 25 % as a part of 1."""
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    try:
        found = parse_percent(text)
    except NumberTextError:
        return None
    return found.value / 100 if found.had_sign else None
