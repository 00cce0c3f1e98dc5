"""Numbers as they stand in print: `10,59/11`, `96,27%`, `07/20`, `tăng 3 bậc`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from caicach.core.issues import Issue, issue
from caicach.core.numbers import NumberTextError, Percent, Style, parse_rank
from caicach.core.reconcile import PublishedFigure
from caicach.files.inputs import CodeBook
from caicach.files.inputs.figures import FigureReader
from caicach.files.tables import Cell, Header, Table, clip, text_of

EMPTY_WORDS = frozenset(
    {"", "-", "–", "—", "kad", "chưa có số liệu", "không xếp hạng", "kxh", "n/a"}
)
_UP = re.compile(r"^(?:tăng|lên|▲|↑)\s*", re.IGNORECASE)
_DOWN = re.compile(r"^(?:giảm|xuống|tụt|▼|↓)\s*", re.IGNORECASE)
_SAME = frozenset({"=", "không đổi", "giữ nguyên", "unchanged"})
_PLACES = re.compile(r"\s*(?:bậc|hạng|vị trí|places?)$", re.IGNORECASE)

Amount = Literal["points", "maximum", "percent", "change", "change_of_rank"]


class Scope(NamedTuple):
    """The edition that codes belong to: its name, and the codes it has."""

    edition: str
    codes: CodeBook


class Row(NamedTuple):
    """A row of the table and its number."""

    number: int
    cells: Sequence[Cell]


class Amounts(NamedTuple):
    """What one cell may print at once: points, their maximum, a percentage."""

    points: Decimal | None = None
    maximum: Decimal | None = None
    percent: Decimal | None = None


class Printed:
    """Reads the rows of one table; what cannot be read is kept as an issue."""

    def __init__(self, table: Table, header: Header, style: Style, scope: Scope | None) -> None:
        self.table = table
        self.header = header
        self.numbers = FigureReader(style)
        self.scope = scope
        self.issues: list[Issue] = []

    def figure(self, row: Row) -> PublishedFigure | None:
        """Return what the named columns of a row say; None for a row without an agency."""
        name = self._text(row, "name")
        agency = self._text(row, "agency") or name
        if not agency:
            return None
        amounts = self._amounts(row, self.header.columns.get("points"))
        maximum, percent = self._number(row, "maximum"), self._number(row, "percent")
        rank, rank_of = self._rank(row)
        edition = self._text(row, "edition") or None
        return PublishedFigure(
            agency=agency,
            name=name,
            block=self._text(row, "block") or None,
            criterion=self._criterion(row, edition),
            points=amounts.points,
            maximum=amounts.maximum if maximum is None else maximum,
            percent=amounts.percent if percent is None else percent,
            rank=rank,
            rank_of=rank_of,
            change=self._change(row, "change"),
            change_of_rank=self._whole(self._change(row, "change_of_rank")),
            edition=edition,
            source=self._text(row, "source") or None,
            place=self.table.place(row.number, self.header.columns.get("points")),
        )

    def part(
        self, row: Row, own: PublishedFigure, column: int, code: str
    ) -> PublishedFigure | None:
        """Return the figure of a criterion's own column; None where nothing is printed."""
        amounts = self._amounts(row, column)
        if amounts == Amounts():
            return None
        return PublishedFigure(
            agency=own.agency,
            name=own.name,
            block=own.block,
            criterion=code,
            points=amounts.points,
            maximum=amounts.maximum,
            percent=amounts.percent,
            edition=own.edition,
            source=own.source,
            place=self.table.place(row.number, column),
        )

    def _cell(self, row: Row, column: int | None) -> Cell:
        return row.cells[column] if column is not None and column < len(row.cells) else ""

    def _text(self, row: Row, name: str) -> str:
        return text_of(self._cell(row, self.header.columns.get(name))).strip()

    def _criterion(self, row: Row, edition: str | None) -> str | None:
        cell = self._cell(row, self.header.columns.get("criterion"))
        scope = self.scope
        if cell == "" or scope is None or edition not in (None, scope.edition):
            return text_of(cell).strip() or None
        where = self.table.place(row.number, self.header.columns["criterion"])
        code, _, fault = scope.codes.match(cell, where)
        if fault is not None:
            self.issues.append(fault)
        return code

    def _amounts(self, row: Row, column: int | None) -> Amounts:
        """Read `10,59/11`, `10,59` or `96,27%`."""
        cell = self._cell(row, column)
        if not isinstance(cell, str) or "/" not in cell:
            number = self._read(cell, row, column)
            if isinstance(number, Percent):
                return Amounts(percent=number.value)
            return Amounts(points=number)
        points, _, maximum = cell.partition("/")
        first, second = self._read(points, row, column), self._read(maximum, row, column)
        if isinstance(first, Percent) or isinstance(second, Percent):
            self._refuse(NumberTextError("several", cell), cell, row, column)
            return Amounts()
        return Amounts(first, second)

    def _number(self, row: Row, name: str) -> Decimal | None:
        column = self.header.columns.get(name)
        number = self._read(self._cell(row, column), row, column)
        return number.value if isinstance(number, Percent) else number

    def _read(self, cell: Cell, row: Row, column: int | None) -> Decimal | Percent | None:
        if isinstance(cell, str) and cell.strip().casefold() in EMPTY_WORDS:
            return None
        try:
            return self.numbers.read(cell.strip() if isinstance(cell, str) else cell)
        except NumberTextError as error:
            self._refuse(error, cell, row, column)
            return None

    def _refuse(self, error: NumberTextError, cell: Cell, row: Row, column: int | None) -> None:
        where = self.table.place(row.number, column)
        code = f"number-{error.reason}" if isinstance(cell, str) else "number-turned-day"
        self.issues.append(issue(code, where, value=clip(text_of(cell))))

    def _rank(self, row: Row) -> tuple[int | None, int | None]:
        column = self.header.columns.get("rank")
        stated = self._whole(self._number(row, "rank_of"))
        text = text_of(self._cell(row, column)).strip()
        if text.casefold() in EMPTY_WORDS:
            return None, stated
        try:
            found = parse_rank(text)
        except NumberTextError as error:
            self._refuse(error, text, row, column)
            return None, stated
        return found.rank, found.of if stated is None else stated

    def _change(self, row: Row, name: str) -> Decimal | None:
        """Read `+1,15`, `tăng 3 bậc`, `▼2`, `không đổi`."""
        column = self.header.columns.get(name)
        cell = self._cell(row, column)
        if not isinstance(cell, str):
            return self._number(row, name)
        text = _PLACES.sub("", cell.strip())
        if text.casefold() in _SAME:
            return Decimal(0)
        lost = _DOWN.match(text)
        number = self._read(_DOWN.sub("", _UP.sub("", text)), row, column)
        number = number.value if isinstance(number, Percent) else number
        return -number if lost and number is not None else number

    def _whole(self, number: Decimal | None) -> int | None:
        return None if number is None else int(number)
