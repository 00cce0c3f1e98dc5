"""The run of time a figure is for: whole days, often whole months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caicach.core.periods import Period


def month_number(day: date) -> int:
    """Return months since January of year 0, as cubes count them."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` up to `until`, which no longer belongs to it."""

    start: datetime
    until: datetime

    @classmethod
    def of(cls, period: Period) -> "Window":
        """Return the days of a period, the last one whole."""
        day_after = period.last_day + timedelta(1)
        return cls(datetime.combine(period.first_day, time()), datetime.combine(day_after, time()))

    @property
    def months(self) -> tuple[int, int] | None:
        """Return the numbers of the first and last month where it is whole months, else None."""
        if _opens_month(self.start) and _opens_month(self.until):
            return month_number(self.start), month_number(self.until) - 1
        return None

    @property
    def last_day(self) -> date:
        """Return the last day that has an instant in it."""
        return (self.until - timedelta(microseconds=1)).date()


def months_of_receipt(months: Iterable[str], window: Window) -> list[str]:
    """Return the months of facts, such as 2025-07, in which rows were received in the window."""
    first, last = window.start.isoformat()[:7], window.last_day.isoformat()[:7]
    return [month for month in months if first <= month <= last]


def _opens_month(instant: datetime) -> bool:
    return instant.day == 1 and instant.time() == time()


def number_of_month(month: str) -> int | None:
    """Return the number of a month of facts such as 2025-07; None where it is unknown."""
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1 if number else None
