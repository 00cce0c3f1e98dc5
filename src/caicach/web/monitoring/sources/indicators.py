"""Targets bound to an indicator: parts by month, and the forecast they allow."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
    ToCome,
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
    def has_outlook(self) -> bool:
        """Say whether months tell what later months will add.

        A stock at the end of a period and a register as it stands add nothing over time.
        """
        parts = [part for part in self.indicator.parts() if part is not None]
        adds = all(part.adds_up and part.placed_by not in STANDS_STILL for part in parts)
        return adds and self.indicator.kind in {"share", "count"}

    def evidence(self, agency: int, shape: TargetShape, base: Base | None) -> Evidence:
        """Return what the indicator says of the agency in the year that binds today."""
        own = self.figures.get(agency, {})
        year = min(self.today.year, shape.due_on.year)
        if shape.base_year and base is None:
            base = _measured(own.get(str(shape.base_year)))
        months = MonthRow(self, own, year)
        whole = own.get(str(year))
        measured = _measured(whole)
        if whole is None or measured is None:
            return NOTHING
        bound = shape.for_year(year)
        hopes = self.has_outlook and bound.form == "level"
        forecast = months.forecast(bound, measured) if hopes else None
        return Evidence("indicator", measured, months.period, base, forecast, whole.facts_version)


STANDS_STILL = frozenset({"standing", "whole"})


@dataclass(frozen=True)
class MonthRow:
    """The months of one year of one agency. Months after the last one counted are to come."""

    book: IndicatorBook
    own: Figures
    year: int

    @cached_property
    def names(self) -> list[str]:
        """Return the months up to the last one in which anybody counted anything."""
        every = [f"{self.year}-{month:02}" for month in range(1, 13)]
        return [name for name in every if name <= self.book.last_month]

    @property
    def period(self) -> DaySpan | None:
        """Return the days that were counted, None where none were."""
        if not self.names:
            return None
        last = Month.of(date.fromisoformat(f"{self.names[-1]}-01")).last_day
        return DaySpan(date(self.year, 1, 1), last)

    def forecast(self, shape: TargetShape, now: Measured) -> Forecast | None:
        """Return what the due day is expected to bring, from what stands `now`."""
        left = self._months_left(shape.due_on)
        if isinstance(now, Parts):
            months = [self._parts(name) for name in self.names]
            before = [self._parts(f"{self.year - 1}-{month:02}") for month in range(1, 13)]
            to_come = volume_to_come(months, left, last_year=before)
            return forecast_ratio(shape, months, _less_doubles(to_come, months, now), now=now)
        if isinstance(now, int):
            counts = [self.own[name].numerator if name in self.own else None for name in self.names]
            return forecast_count(shape, counts, left, now=now)
        return None

    def _months_left(self, due_on: date) -> int:
        """Return the months from the first that is not known to that of the due day."""
        if due_on < self.book.today or due_on.year != self.year:
            return 0
        return max(0, due_on.month - len(self.names))

    def _parts(self, name: str) -> Parts | None:
        figure = self.own.get(name)
        return None if figure is None else figure.parts


def _less_doubles(to_come: ToCome, months: Sequence[Parts | None], now: Parts) -> ToCome:
    """A dossier open over the end of a month is counted in both months, in the year once."""
    summed = sum(each.denominator for each in months if each is not None)
    if summed <= now.denominator or not summed:
        return to_come
    return replace(to_come, cases=round(to_come.cases * now.denominator / summed))


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
