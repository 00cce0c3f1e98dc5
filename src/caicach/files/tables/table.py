"""One table of a file: rows of cells, and where each of them stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from caicach.core.issues import Issue, issue
from caicach.files.tables.cell import Cell

Row: TypeAlias = tuple[int, Sequence[Cell]]


class TableBrokenError(Exception):
    """The rest of a table cannot be read; `issue` says where and why."""

    def __init__(self, found: Issue) -> None:
        super().__init__(str(found))
        self.issue = found


class Flaw(NamedTuple):
    """A cell that cannot be used as it stands; row from 1, column from 0."""

    row: int
    column: int
    code: str
    value: str


class Merge(NamedTuple):
    """Cells joined into one; rows from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Table:
    """A text file, or one sheet of a workbook.

    file: as the person named it. rows: line or row number (from 1) with its cells; can be gone
    through more than once, and leaves out rows without content. sheet: None for text.
    flaws, merges: only those of a spreadsheet; the reader decides which of them matter.
    paths: what names each row where rows are not lines of the file (JSON, a wide workbook).
    cell_of: names the cell of a row and a column where `paths` alone say too little.
    spoiled: rows in which a cell was found unusable before.
    """

    file: str
    rows: Iterable[Row]
    sheet: str | None = None
    flaws: Sequence[Flaw] = ()
    merges: Sequence[Merge] = ()
    hidden_rows: Sequence[int] = ()
    hidden: bool = False
    paths: Sequence[str] = field(default=())
    cell_of: Callable[[int, int], str | None] | None = None
    spoiled: frozenset[int] = frozenset()

    def place(self, row: int, column: int | None = None) -> str:
        """Return `FILE:LINE`, `FILE [Sheet] E12`, or the file and the path of the row."""
        if self.paths:
            named = self.cell_of(row, column) if self.cell_of and column is not None else None
            return f"{self.file} {named or self.paths[row - 1]}"
        if self.sheet is None:
            return f"{self.file}:{row}"
        return f"{self.file} [{self.sheet}] {cell_name(row, column)}"

    def flaws_in(self, columns: Iterable[int], first_row: int) -> Iterator[Issue]:
        """Yield the flaws and merges that touch `columns` from `first_row` on."""
        wanted = set(columns)
        for flaw in self.flaws:
            if flaw.column in wanted and flaw.row >= first_row:
                yield issue(flaw.code, self.place(flaw.row, flaw.column), value=flaw.value)
        for merge in self.merges:
            touched = wanted & set(range(merge.left, merge.right + 1))
            if touched and merge.bottom >= first_row:
                yield issue("cells-merged", f"{self.file} [{self.sheet}] {merge_name(merge)}")

    def rows_spoiled(self, columns: Iterable[int]) -> frozenset[int]:
        """Return the rows in which a flaw or a merge touches `columns`."""
        wanted = set(columns)
        rows = {flaw.row for flaw in self.flaws if flaw.column in wanted}
        done = 0
        for merge in sorted(self.merges):
            if wanted.intersection(range(merge.left, merge.right + 1)):
                last = min(merge.bottom, self.last_row)
                rows.update(range(max(merge.top, done + 1), last + 1))
                done = max(done, last)
        return self.spoiled | rows

    @property
    def last_row(self) -> int:
        """Return the last row of a spreadsheet; 0 for a text, which has no merges."""
        return self.rows[-1][0] if isinstance(self.rows, list) and self.rows else 0


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int | None) -> str:
    """Return `E12`, or `12` where no column is meant."""
    return str(row) if column is None else f"{column_name(column)}{row}"


def merge_name(merge: Merge) -> str:
    """Return `B7:C8`."""
    return f"{cell_name(merge.top, merge.left)}:{cell_name(merge.bottom, merge.right)}"
