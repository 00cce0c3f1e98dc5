"""Where each row of a round came from, once several files are put together."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from caicach.core.rules import Given
from caicach.core.scoring.inputs import no_place
from caicach.files.tables import Table


class Source(NamedTuple):
    """A table that was read; its rows are numbered on from `start`."""

    start: int
    table: Table
    columns: Mapping[str, int]


_SHOWN_BY = (
    ("points", "points"),
    ("choice", "choice"),
    ("value", "value"),
    ("numerator", "numerator"),
    ("denominator", "denominator"),
)


class Sources:
    """All tables of a round; rows keep one running number, so that an int names file and line."""

    def __init__(self) -> None:
        self.all: list[Source] = []
        self.starts: list[int] = []
        self.last = 0

    def add(self, table: Table, columns: Mapping[str, int]) -> Source:
        """Return the table as a source whose rows follow those of all before it."""
        source = Source(self.last, table, columns)
        self.all.append(source)
        self.starts.append(source.start)
        return source

    def close(self, last_row: int) -> None:
        """Take note of the last running number given out."""
        self.last = max(self.last, last_row)

    def place(self, agency: str, code: str, given: Given) -> str:
        """Return file and cell of what `agency` handed in for `code`."""
        if not 0 < given.row <= self.last:
            return no_place(agency, code, given)
        if not code:
            return self.cell(given.row, "block")
        source = self._source(given.row)
        row = given.row - source.start
        if source.table.paths:
            return source.table.place(row)
        column = source.columns.get(_column_shown(given), source.columns.get("criterion"))
        return source.table.place(row, column)

    def cell(self, row: int, column: str) -> str:
        """Return file and cell of one column of the running row."""
        source = self._source(row)
        at = source.columns.get(column, source.columns.get("agency"))
        return source.table.place(row - source.start, at)

    def _source(self, row: int) -> Source:
        return self.all[bisect_right(self.starts, row - 1) - 1]


def _column_shown(given: Given) -> str:
    """Return the column that most likely holds what is amiss."""
    for field, column in _SHOWN_BY:
        if getattr(given, field) is not None:
            return column
    return "criterion"
