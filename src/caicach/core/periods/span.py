"""What every period is: a first and a last day, both included."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta

from caicach.core.issues import Lang
from caicach.core.periods.day_text import show_day
from caicach.core.periods.fault import PeriodError


class Period(ABC):
    """A run of days with a text form; periods of two kinds are never equal."""

    __slots__ = ()

    @property
    @abstractmethod
    def first_day(self) -> date:
        """Return the first day, which belongs to the period."""

    @property
    @abstractmethod
    def last_day(self) -> date:
        """Return the last day, which belongs to the period."""

    @abstractmethod
    def __str__(self) -> str:
        """Return the ISO text form, which `parse_period` reads back."""

    @abstractmethod
    def label(self, lang: Lang = "vi") -> str:
        """Return the name people use, in mid-sentence spelling."""

    @abstractmethod
    def same_last_year(self) -> "Period":
        """Return the period of the same kind one year earlier."""

    @abstractmethod
    def previous(self) -> "Period":
        """Return the period that ends the day before this one begins.

        Raises PeriodError where there is none, as for report windows, which overlap.
        """

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def span(self) -> "DaySpan":
        """Return the same days without a kind."""
        return DaySpan(self.first_day, self.last_day)

    def __contains__(self, other: "date | Period") -> bool:
        """Say whether a day, or every day of another period, belongs to this one."""
        if isinstance(other, Period):
            return self.first_day <= other.first_day and other.last_day <= self.last_day
        return self.first_day <= other <= self.last_day

    def overlaps(self, other: "Period") -> bool:
        """Say whether a day belongs to both."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def shared(self, other: "Period") -> "DaySpan | None":
        """Return the days that belong to both, or None where there are none."""
        if not self.overlaps(other):
            return None
        return DaySpan(max(self.first_day, other.first_day), min(self.last_day, other.last_day))


@dataclass(frozen=True, slots=True, order=True)
class DaySpan(Period):
    """Any run of days. Raises PeriodError when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError("reversed", str(self))

    @property
    def first_day(self) -> date:
        return self.first

    @property
    def last_day(self) -> date:
        return self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def label(self, lang: Lang = "vi") -> str:
        """Return "từ 15/12/2025 đến 14/3/2026", or "9 tháng đầu năm 2026" where it is that."""
        months = self._months_from_january()
        if months in (0, 1, 3, 6, 12):
            return self._ends(lang)
        year = self.first.year
        vietnamese, english = f"{months} tháng đầu năm {year}", f"first {months} months of {year}"
        return vietnamese if lang == "vi" else english

    def shift_days(self, days: int) -> "DaySpan":
        """Return it `days` later, or earlier where `days` is below zero."""
        return DaySpan(self.first + timedelta(days), self.last + timedelta(days))

    def previous(self) -> "DaySpan":
        """Return as many days, or as many months where it is whole months, just before it."""
        last = self.first - timedelta(1)
        if not self._is_whole_months():
            return DaySpan(last - (self.last - self.first), last)
        return DaySpan(months_back(last, self._months() - 1), last)

    def same_last_year(self) -> "DaySpan":
        """Return the same days of the calendar one year earlier.

        29 February becomes the 28th; whole months stay whole, so that January to February 2025
        is compared with January to 29 February 2024.
        """
        first, last = _year_before(self.first), _year_before(self.last)
        return DaySpan(first, _end_of_month(last) if self._is_whole_months() else last)

    def _ends(self, lang: Lang) -> str:
        first, last = show_day(self.first, lang), show_day(self.last, lang)
        return f"từ {first} đến {last}" if lang == "vi" else f"{first} to {last}"

    def _is_whole_months(self) -> bool:
        return self.first.day == 1 and self.last == _end_of_month(self.last)

    def _months(self) -> int:
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def _months_from_january(self) -> int:
        """Return 9 for January to September, and 0 where the span is nothing like that."""
        same_year = self.first.year == self.last.year
        begins = same_year and self.first.month == 1 and self._is_whole_months()
        return self.last.month if begins else 0


def months_back(day: date, count: int) -> date:
    """Return the first day of the month `count` months before that of `day`."""
    year, month = divmod(12 * day.year + day.month - 1 - count, 12)
    return date(year, month + 1, 1)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
