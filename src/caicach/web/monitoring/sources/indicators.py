"""Targets bound to an indicator: parts by month, and the forecast they allow."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from caicach.core.indicators import Indicator, find_indicator
from caicach.core.periods import DaySpan, Month
from caicach.core.targets import (
    Base,
    Forecast,
    Measured,
    Parts,
    TargetShape,
    forecast_count,
    forecast_ratio,
    volume_to_come,
)
from caicach.web.monitoring.evidence import NOTHING, Evidence
from caicach.web.monitoring.models import IndicatorFigure

Figures: TypeAlias = Mapping[str, IndicatorFigure]
"""Of one agency, by period."""


@dataclass(frozen=True)
class IndicatorBook:
    """All figures of one indicator, by agency and period, as they are on `today`."""

    indicator: Indicator
    figures: Mapping[int, Figures]
    today: date

    @cached_property
    def last_month(self) -> str:
        """Return the last month in which anything was counted for anybody."""
        months = {
            period
            for each in self.figures.values()
            for period, figure in each.items()
            if len(period) == LENGTH_OF_MONTH and _counted(figure)
        }
        return max(months, default="")

    @property
    def adds_up(self) -> bool:
        """Say whether months may be added to a year."""
        return self.indicator.rolls_up and self.indicator.kind in {"share", "count"}

    def evidence(self, agency: int, shape: TargetShape, base: Base | None) -> Evidence:
        """Return what the indicator says of the agency in the year that binds today."""
        own = self.figures.get(agency, {})
        year = min(self.today.year, shape.due_on.year)
        if shape.base_year and base is None:
            base = _measured(own.get(str(shape.base_year)))
        bound = shape.for_year(year)
        months = MonthRow(self, own, year)
        if not self.adds_up:
            return self._of_year(own.get(str(year)), months, base)
        measured = months.measured(self.indicator.kind == "count")
        if measured is None:
            return NOTHING
        forecast = months.forecast(bound) if bound.form == "level" else None
        return Evidence("indicator", measured, months.period, base, forecast, months.version)

    def _of_year(
        self, figure: IndicatorFigure | None, months: "MonthRow", base: Base | None
    ) -> Evidence:
        measured = _measured(figure)
        if figure is None or measured is None:
            return NOTHING
        return Evidence("indicator", measured, months.period, base, None, figure.facts_version)


@dataclass(frozen=True)
class MonthRow:
    """The months of one year of one agency. Months after the last one counted are to come."""

    book: IndicatorBook
    own: Figures
    year: int

    @cached_property
    def names(self) -> list[str]:
        """Return the months up to the one that is open, earliest first."""
        last = min(self.book.last_month, f"{self.book.today:%Y-%m}")
        every = [f"{self.year}-{month:02}" for month in range(1, 13)]
        return [name for name in every if name <= last]

    @cached_property
    def open_month(self) -> str | None:
        """Return the month that is not over yet, None where figures end before it."""
        current = f"{self.book.today:%Y-%m}"
        return current if current in self.names else None

    @property
    def closed(self) -> list[str]:
        """Return the months that are over."""
        return [name for name in self.names if name != self.open_month]

    @property
    def period(self) -> DaySpan | None:
        """Return the days that were counted, None where none were."""
        if not self.names:
            return None
        last = Month.of(date.fromisoformat(f"{self.names[-1]}-01")).last_day
        return DaySpan(date(self.year, 1, 1), min(last, self.book.today))

    @property
    def version(self) -> int | None:
        """Return the facts version of the figures."""
        return next((each.facts_version for each in self.own.values()), None)

    def measured(self, is_count: bool) -> Measured | None:
        """Return the year so far, None where no month is known."""
        known = [self.own[name] for name in self.names if name in self.own]
        if is_count:
            counts = [each.numerator for each in known if each.numerator is not None]
            return sum(counts) if counts else None
        parts = [each.parts for each in known if each.parts is not None]
        whole = Parts(sum(p.numerator for p in parts), sum(p.denominator for p in parts))
        return whole if whole.denominator else None

    def forecast(self, shape: TargetShape) -> Forecast | None:
        """Return what the due day is expected to bring."""
        left = self._months_left(shape.due_on)
        if self.book.indicator.kind == "count":
            return self._forecast_count(shape, left)
        months = [self._parts(name) for name in self.closed]
        now = self.measured(is_count=False)
        if not isinstance(now, Parts):
            return None
        before = [self._parts(f"{self.year - 1}-{month:02}") for month in range(1, 13)]
        opened = self._parts(self.open_month) if self.open_month else None
        already = 0 if opened is None else opened.denominator
        to_come = volume_to_come(months, left, last_year=before, already=already)
        return forecast_ratio(shape, months, to_come, now=now)

    def _forecast_count(self, shape: TargetShape, left: int) -> Forecast | None:
        months = [self.own[name].numerator if name in self.own else None for name in self.closed]
        now = self.measured(is_count=True)
        return forecast_count(shape, months, left, now=now if isinstance(now, int) else None)

    def _months_left(self, due_on: date) -> int:
        """Return the months from the first that is not over to that of the due day."""
        if due_on < self.book.today:
            return 0
        return max(0, due_on.month - len(self.closed)) if due_on.year == self.year else 0

    def _parts(self, name: str) -> Parts | None:
        figure = self.own.get(name)
        return None if figure is None else figure.parts


LENGTH_OF_MONTH = len("2026-08")


def read_books(
    names: Collection[str], agencies: Sequence[int], today: date
) -> dict[str, IndicatorBook]:
    """Return the figures of the indicators at the agencies: one query."""
    rows = IndicatorFigure.objects.filter(indicator__in=names, agency_id__in=agencies)
    books: dict[str, dict[int, dict[str, IndicatorFigure]]] = defaultdict(dict)
    for row in rows.iterator():
        books[row.indicator].setdefault(row.agency_id, {})[row.period] = row
    return {name: IndicatorBook(find_indicator(name), books[name], today) for name in names}


def _counted(figure: IndicatorFigure) -> bool:
    return bool(figure.denominator or (figure.denominator is None and figure.numerator))


def _measured(figure: IndicatorFigure | None) -> Base | None:
    """A share whose denominator is zero has no value."""
    if figure is None:
        return None
    if figure.value is not None:
        return Decimal(str(figure.value))
    if figure.parts is not None:
        return figure.parts if figure.parts.denominator else None
    return figure.numerator
