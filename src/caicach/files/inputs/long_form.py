"""The long form: one row for each agency and item."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from caicach.core.issues import Issue, issue
from caicach.core.numbers import NumberTextError, Percent
from caicach.core.rules import Given
from caicach.core.rules.answers import NOT_APPLICABLE_WORDS, folded
from caicach.files.inputs.codes import CodeBook
from caicach.files.inputs.collector import Collector
from caicach.files.inputs.columns import FIGURES
from caicach.files.inputs.figures import FigureReader
from caicach.files.tables import Cell, Header, Table, TableBrokenError, clip, text_of

FIELDS = ("agency", "name", "block", "criterion", *FIGURES)
NO_DATA_WORDS = frozenset({"chưa có số liệu", "chưa có", "không có số liệu", "no data"})


class Taken(NamedTuple):
    """What one row hands in."""

    agency: Cell
    name: Cell
    block: Cell
    code: str
    part: str | None
    given: Given
    broken: bool


def read_long_form(table: Table, header: Header, collector: Collector, codes: CodeBook) -> None:
    """Hand every row to the collector, with all faults of the table.

    The table is gone through again when its number style shows only after the first reading.
    """
    source = collector.sources.add(table, header.columns)
    reader = LongForm(table, header, source.start, codes, FigureReader())
    taken = reader.read()
    if reader.figures.must_read_again:
        reader = LongForm(table, header, source.start, codes, FigureReader("en"))
        taken = reader.read()
    columns = [header.columns[name] for name in FIGURES if name in header.columns]
    collector.sources.close(source.start + reader.last)
    collector.issues += dict.fromkeys(reader.issues)
    collector.issues += reader.figures.judge_style(table, columns)
    _hand_over(taken, collector)


def _hand_over(taken: Sequence[Taken], collector: Collector) -> None:
    seen: dict[Cell, tuple[Cell, Cell]] = {}
    agencies: dict[Cell, str] = {}
    for cell, name, block, code, part, given, broken in taken:
        if seen.get(cell) != (name, block):
            seen[cell] = (name, block)
            agencies[cell] = text_of(cell).strip()
            agency = collector.agency(agencies[cell], given.row)
            collector.describe(agency, text_of(name).strip(), text_of(block).strip(), given.row)
        agency = collector.agencies[agencies[cell]]
        collector.put(agency, code, part, given)
        if broken:
            collector.spoil(agency, code)


class LongForm:
    """One reading of one table; `last` is the last row, `issues` what could not be read."""

    def __init__(
        self, table: Table, header: Header, start: int, codes: CodeBook, figures: FigureReader
    ) -> None:
        self.table = table
        self.header = header
        self.start = start
        self.codes = codes
        self.figures = figures
        self.last = 0
        self.issues: list[Issue] = []
        self.matched: dict[Cell, tuple[str, str | None]] = {}
        self.answers: dict[Cell, str | bool | None] = {"": None}
        columns = header.columns
        self.spoiled = table.rows_spoiled(columns[each] for each in FIGURES if each in columns)
        self.keyless = table.rows_spoiled((columns["agency"], columns["criterion"]))

    def read(self) -> list[Taken]:
        """Return what each row hands in; one with a fault is marked as broken."""
        taken: list[Taken] = []
        try:
            for row, picked in self._rows():
                self.last = row
                found = self._read_row(row, picked)
                if found is not None:
                    taken.append(found)
        except TableBrokenError as error:
            self.issues.append(error.issue)
        return taken

    def _rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield row number and the cells of FIELDS; a column the table lacks is an empty cell."""
        width, columns = self.header.width, self.header.columns
        pick: Callable[[Sequence[Cell]], tuple[Cell, ...]] = itemgetter(
            *(columns.get(name, width) for name in FIELDS)
        )
        first = self.header.row
        for row, cells in self.table.rows:
            if row <= first:
                continue
            if len(cells) == width:
                yield row, pick([*cells, ""])
            elif len(cells) < width:
                yield row, pick([*cells, *[""] * (width + 1 - len(cells))])
            elif any(each != "" for each in cells[width:]):
                self._fault("row-too-wide", row, None, cells=len(cells), columns=width)
            else:
                yield row, pick([*cells[:width], ""])

    def _fault(self, code: str, row: int, column: str | None, **values: object) -> None:
        where = self.table.place(row, None if column is None else self.header.columns.get(column))
        self.issues.append(issue(code, where, **values))

    def _read_row(self, row: int, picked: tuple[Cell, ...]) -> Taken | None:
        agency, name, block, code_cell, *figures = picked
        if agency == "" or code_cell == "" or agency == " ":
            self._refuse_half_row(row, picked)
            return None
        matched = self.matched.get(code_cell)
        if matched is None:
            matched = self._match(code_cell, row, picked)
            if matched is None:
                return None
        before = len(self.issues)
        given = self._given(row, matched[0], figures)
        if given is None:
            return None
        broken = len(self.issues) > before or row in self.spoiled
        return Taken(agency, name, block, *matched, given, broken)

    def _refuse_half_row(self, row: int, picked: tuple[Cell, ...]) -> None:
        """A row without figures and without a code is a title or a rule line: passed over."""
        agency, _, _, code, *figures = picked
        if any(each != "" for each in figures) or (agency == "" and code != ""):
            missing = "agency" if agency in {"", " "} else "criterion"
            if row not in self.keyless:
                self._fault("row-without-key", row, missing, key=missing)
            self._given(row, text_of(code), figures)

    def _match(
        self, cell: Cell, row: int, picked: tuple[Cell, ...]
    ) -> tuple[str, str | None] | None:
        where = self.table.place(row, self.header.columns["criterion"])
        code, part, fault = self.codes.match(cell, where)
        if fault is not None:
            self.issues.append(fault)
            self._given(row, code, picked[4:])
            return None
        if self._is_header_again(cell, picked[0]):
            self._fault("header-again", row, None)
            return None
        self.matched[cell] = code, part
        return code, part

    def _is_header_again(self, cell: Cell, agency: Cell) -> bool:
        texts, columns = self.header.texts, self.header.columns
        return cell == texts[columns["criterion"]] and agency == texts[columns["agency"]]

    def _given(self, row: int, code: str, cells: Sequence[Cell]) -> Given | None:
        """Return the row's figures, without those that cannot be read; None for no data yet."""
        value, numerator, denominator, answer, points, previous = cells
        choice: str | bool | None = None
        if answer != "":
            choice = self._answer(answer, row)
        if isinstance(value, str) and value != "" and not value[-1].isdigit():
            value, choice = self._words_as_value(value, choice, code)
        if choice is True:
            return self._not_applicable(row, (value, numerator, denominator, points))
        if choice is False:
            return None
        number = None if value == "" else self._number(value, row, "value")
        return Given(
            number.value if isinstance(number, Percent) else number,
            None if numerator == "" else self._count(numerator, row, "numerator"),
            None if denominator == "" else self._count(denominator, row, "denominator"),
            choice,
            None if points == "" else self._count(points, row, "points"),
            None if previous == "" else self._count(previous, row, "previous"),
            has_sign=isinstance(number, Percent),
            row=self.start + row,
        )

    def _number(self, cell: Cell, row: int, column: str) -> Decimal | Percent | None:
        """Return the number in `cell`; None with a fault where it is none, or only spaces."""
        try:
            return self.figures.read(cell)
        except NumberTextError as error:
            if error.reason != "empty":
                where = self.table.place(row, self.header.columns[column])
                self.issues.append(self._refusal(error, cell, where))
            return None

    def _count(self, cell: Cell, row: int, column: str) -> Decimal | None:
        """Return a number whose percent sign, if any, means nothing."""
        number = self._number(cell, row, column)
        return number.value if isinstance(number, Percent) else number

    @staticmethod
    def _refusal(error: NumberTextError, cell: Cell, where: str) -> Issue:
        if isinstance(cell, str):
            return issue(f"number-{error.reason}", where, value=clip(cell))
        return issue("number-turned-day", where, value=text_of(cell))

    def _answer(self, cell: Cell, row: int) -> str | bool | None:
        """Return the answer; True for not applicable, False for no data yet."""
        found = self.answers.get(cell)
        if found is None and cell not in self.answers:
            if not isinstance(cell, str | Decimal):
                self._fault("choice-turned-day", row, "choice", value=text_of(cell))
            found = self.answers[cell] = meaning(text_of(cell))
        return found

    def _words_as_value(
        self, text: str, choice: str | bool | None, code: str
    ) -> tuple[Cell, str | bool | None]:
        """`KAD` or an answer may stand in the value column, where the item has no figure."""
        meant = meaning(text)
        if choice is None and (isinstance(meant, bool) or self.codes.reads_choice(code)):
            return "", meant
        return text, choice

    def _not_applicable(self, row: int, figures: Sequence[Cell]) -> Given:
        if any(each != "" for each in figures):
            self._fault("not-applicable-with-figures", row, "choice")
        return Given(not_applicable=True, row=self.start + row)


def meaning(text: str) -> str | bool | None:
    """Return the answer: True for not applicable, False for no data yet, None for none."""
    words = folded(text)
    if words in NOT_APPLICABLE_WORDS:
        return True
    if words in NO_DATA_WORDS:
        return False
    return text.strip() or None
