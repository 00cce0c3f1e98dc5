"""The periods for which the truth is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from caicach.engine.generator.moments import DAY, midnight

QUARTER = 3
REPORT_DAY = 15
"""Data windows of periodic reports run from the 15th of December to the 14th of a month."""

REPORT_MONTHS = (3, 6)


class Window(NamedTuple):
    """One period; start and end are its first and last second. name: as a period is written."""

    name: str
    kind: str
    start: int
    end: int

    def holds(self, at: int | None) -> bool:
        """Say whether something happened in it."""
        return at is not None and self.start <= at <= self.end


def windows_of(first: date, last: date) -> list[Window]:
    """Return the months, quarters and report windows that lie wholly in the run."""
    found = [*_months(first, last), *_quarters(first, last), *_reports(first, last)]
    return [
        each for each in found if midnight(first) <= each.start and each.end < midnight(last) + DAY
    ]


def _window(name: str, kind: str, first: date, after: date) -> Window:
    return Window(name, kind, midnight(first), midnight(after) - 1)


def _firsts(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month that the run touches."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)


def _months(first: date, last: date) -> Iterator[Window]:
    for day in _firsts(first, last):
        yield _window(day.strftime("%Y-%m"), "month", day, _next_month(day))


def _quarters(first: date, last: date) -> Iterator[Window]:
    for day in _firsts(first, last):
        if day.month % QUARTER == 1:
            name = f"{day.year}-Q{(day.month + 2) // QUARTER}"
            yield _window(name, "quarter", day, _next_month(_next_month(_next_month(day))))


def _reports(first: date, last: date) -> Iterator[Window]:
    for year in range(first.year, last.year + 1):
        start = date(year - 1, 12, REPORT_DAY)
        for month in REPORT_MONTHS:
            after = date(year, month, REPORT_DAY)
            name = f"{start}/{after - timedelta(days=1)}"
            yield _window(name, "report", start, after)
