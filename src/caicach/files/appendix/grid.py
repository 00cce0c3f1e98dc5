"""A table as a grid of cells, whether it came from Word or from Excel."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from caicach.files.appendix.imported import Place

CellKind = Literal["text", "number", "day", "unknown_formula"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the grid.

    text: tidy; a cell merged downwards repeats it, one merged to the right leaves it empty.
    spread: the text of the merged range, in every cell of it; headers need it.
    top, left: False in a cell that continues the one above, or to the left.
    number: set where the file holds a number rather than text.
    """

    text: str = ""
    spread: str = ""
    top: bool = True
    left: bool = True
    kind: CellKind = "text"
    number: Decimal | None = None
    address: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid; `number` is counted from 1, as a person counts it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int | None) -> Cell:
        """Return the cell of `column`; an empty one where there is none."""
        if column is None or column >= len(self.cells):
            return EMPTY
        return self.cells[column]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)


@dataclass(slots=True)
class Grid:
    """A table or a sheet, with the paragraphs before it and after it."""

    container: str
    lines: list[Line]
    table: int | None = None
    sheet: str | None = None
    hidden_columns: frozenset[int] = frozenset()
    hidden_lines: list[int] = field(default_factory=list)
    lines_left_out: int = 0
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)

    def place(self, row: int) -> Place:
        """Return the place of a row of this grid."""
        return Place(self.container, row, self.table, self.sheet)


def first_texts(lines: Iterable[Line]) -> list[str]:
    """Return the texts of the lines, each merged cell once."""
    return [
        cell.text for line in lines for cell in line.cells if cell.text and cell.top and cell.left
    ]
