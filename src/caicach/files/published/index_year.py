"""A new year of an index, read from a table and checked before it is accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from caicach.core.indices import IndexSeries, find_province, provinces, series_of
from caicach.core.indices.year_check import check_year
from caicach.core.indices.year_reconciled import reconcile_year
from caicach.core.indices.year_rows import IndexYear, YearRow, figures_of
from caicach.core.issues import Issue, has_faults, issue
from caicach.core.reconcile import PublishedFigure, Reconciliation
from caicach.files.published.index_columns import component_words, vocabulary_of
from caicach.files.published.printed import Printed, Row
from caicach.files.published.reading import table_style
from caicach.files.tables import (
    Header,
    Table,
    TableBrokenError,
    clip,
    find_header,
    fold,
    open_tables,
    text_of,
)

NOT_PROVINCES = frozenset(
    {"ca nuoc", "trung binh", "trung binh ca nuoc", "trung vi", "tong", "tong cong", "toan quoc"}
)
"""Rows below a table that are of no province; they are read by nobody."""
NOTHING = Reconciliation((), ())


def read_index_year(source: Path | Table | Sequence[Table], index: str, year: int) -> IndexYear:
    """Return the year in a file, in one table or in some, with all faults and notes at once.

    index: id of a watched index. Raises KeyError for one that is not watched, ValueError for no
    tables at all.
    """
    series = series_of(index)
    tables, issues, file = _opened(source)
    read = [_read_guarded(table, series, year) for table in tables if not table.hidden]
    with_rows = [each for each in read if each.rows]
    for each in with_rows or read:
        issues += each.issues
    rows = [row for each in with_rows for row in each.rows]
    if not rows:
        found = issues or [issue("published-empty", file)]
        return IndexYear((), tuple(found), NOTHING)
    issues += check_year(series, year, rows, file)
    compared, more = reconcile_year(series, year, rows, file)
    issues = list(dict.fromkeys([*issues, *more]))
    accepted = [] if has_faults(issues) else figures_of(series, year, rows, Path(file).name)
    return IndexYear(tuple(accepted), tuple(issues), compared)


def _opened(source: Path | Table | Sequence[Table]) -> tuple[Sequence[Table], list[Issue], str]:
    if isinstance(source, Path):
        return (*open_tables(source), str(source))
    tables = [source] if isinstance(source, Table) else source
    if not tables:
        raise ValueError("there is no table to read")
    return tables, [], tables[0].file


class _Read(NamedTuple):
    rows: list[YearRow]
    issues: list[Issue]


def _read_guarded(table: Table, series: IndexSeries, year: int) -> _Read:
    try:
        return _read_table(table, series, year)
    except TableBrokenError as error:
        return _Read([], [error.issue])


def _read_table(table: Table, series: IndexSeries, year: int) -> _Read:
    words = component_words(series, year)
    header, issues = find_header(table, vocabulary_of(series), also=words)
    if header is None:
        return _Read([], issues)
    parts = _part_columns(header, words)
    amounts = [header.columns[each] for each in ("points", "percent") if each in header.columns]
    if not amounts and "rank" not in header.columns:
        values = {"columns": "points | percent | rank", "seen": ", ".join(header.texts)}
        return _Read([], [*issues, issue("column-missing", table.place(header.row), **values)])
    issues += table.flaws_in([*header.columns.values(), *parts], header.row + 1)
    printed = Printed(table, header, table_style(table, header, parts), None)
    reader = _Reader(series, year, header, parts, printed)
    rows = [
        found
        for number, cells in table.rows
        if number > header.row and (found := reader.row(Row(number, cells))) is not None
    ]
    issues += [*reader.issues, *printed.issues]
    return _Read(rows, [*issues, *printed.numbers.judge_style(table, [*amounts, *parts])])


def _part_columns(header: Header, words: Mapping[str, str]) -> dict[int, str]:
    taken = set(header.columns.values())
    return {
        column: words[fold(text)]
        for column, text in enumerate(header.texts)
        if column not in taken and fold(text) in words
    }


class _Reader:
    """Turns rows of one table into provinces with their figures."""

    def __init__(
        self,
        series: IndexSeries,
        year: int,
        header: Header,
        parts: dict[int, str],
        printed: Printed,
    ) -> None:
        self.series, self.year = series, year
        self.header, self.parts, self.printed = header, parts, printed
        self.issues: list[Issue] = []
        bands = series.bands_of(year)
        self.bands = {
            word: each.code
            for each in (bands.bands if bands else ())
            for word in (fold(each.code), fold(each.label.vi), fold(each.label.en or ""))
        }

    def row(self, row: Row) -> YearRow | None:
        """Return the row's figures; None for a row that is of no province."""
        own = self.printed.figure(row)
        if own is None or fold(own.name or own.agency) in NOT_PROVINCES:
            return None
        place = self._place(row, "name")
        province = find_province(own.name or own.agency, self.year)
        if province is None:
            self.issues.append(self._unknown(own.name or own.agency, place))
            return None
        self._check_code(row, own, province.code)
        parts = tuple(
            each
            for column, code in self.parts.items()
            if (each := self.printed.part(row, own, column, code)) is not None
        )
        band, band_place = self._band(row)
        scaled = _scaled(self.series, replace(own, place=self._value_place(row)), parts)
        return YearRow(province, *scaled, band, band_place)

    def _place(self, row: Row, name: str) -> str:
        return self.printed.table.place(row.number, self.header.columns.get(name))

    def _value_place(self, row: Row) -> str:
        names = ("percent", "points") if self.series.unit == "percent" else ("points", "percent")
        named = next((each for each in names if each in self.header.columns), "rank")
        return self._place(row, named)

    def _unknown(self, text: str, place: str) -> Issue:
        near = get_close_matches(text, [each.name for each in provinces(self.year)], n=1)
        values = {"value": clip(text), "year": self.year, "near": near[0] if near else "–"}
        return issue("index-province-unknown", place, **values)

    def _check_code(self, row: Row, own: PublishedFigure, code: str) -> None:
        """The code is only checked: it may be of either map, the name is what people print."""
        if "agency" not in self.header.columns or own.agency in (own.name, ""):
            return
        if own.agency.isdigit() and own.agency.zfill(2) != code:
            values = {"value": own.agency, "province": own.name, "code": code}
            self.issues.append(issue("index-code-disagrees", self._place(row, "agency"), **values))

    def _band(self, row: Row) -> tuple[str | None, str]:
        column = self.header.columns.get("band")
        cell = row.cells[column] if column is not None and column < len(row.cells) else ""
        text = text_of(cell).strip()
        if not text:
            return None, ""
        return self.bands.get(fold(text), text), self._place(row, "band")


def _scaled(
    series: IndexSeries, total: PublishedFigure, parts: tuple[PublishedFigure, ...]
) -> tuple[PublishedFigure, tuple[PublishedFigure, ...]]:
    """What an index prints from 0 to 1 is brought to its percent, as shipped figures are."""
    scale = max((each.scale for each in series.feeds), default=Decimal(1))
    if scale == 1 or (total.points or total.percent or Decimal(2)) > 1:
        return total, parts
    return _times(total, scale), tuple(_times(each, scale) for each in parts)


def _times(figure: PublishedFigure, scale: Decimal) -> PublishedFigure:
    points, percent = figure.points, figure.percent
    return replace(
        figure,
        points=None if points is None else points * scale,
        percent=None if percent is None else percent * scale,
    )
