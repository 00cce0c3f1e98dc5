"""Months, quarters, halves and years of the calendar, and the plan year beside them."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from caicach.core.issues import Lang
from caicach.core.periods.day_text import MONTHS_EN
from caicach.core.periods.fault import PeriodError, Reason
from caicach.core.periods.span import DaySpan, Period, months_back

YEARS = range(1900, 2200)
"""Years that reform work can be about; others are slips of the keyboard."""

ROMAN = ("I", "II", "III", "IV")


def require_year(year: int, text: str) -> int:
    """Return `year`, or raise PeriodError naming `text`."""
    if year not in YEARS:
        raise PeriodError("year", text)
    return year


class Regular(Period):
    """Periods of one length that follow each other without gaps."""

    __slots__ = ()

    @abstractmethod
    def shift(self, count: int) -> Self:
        """Return the period `count` places later, or earlier where `count` is below zero.

        Raises PeriodError outside `YEARS`.
        """

    def next(self) -> Self:
        """Return the period that begins the day after this one ends."""
        return self.shift(1)

    def previous(self) -> Self:
        """Return the period that ends the day before this one begins."""
        return self.shift(-1)


@dataclass(frozen=True, slots=True, order=True)
class PartOfYear(Regular):
    """A month, quarter or half: `number` counts from 1 within the year."""

    year: int
    number: int

    MONTHS: ClassVar[int]
    LETTER: ClassVar[str]
    REASON: ClassVar[Reason]

    def __post_init__(self) -> None:
        require_year(self.year, str(self))
        if not 1 <= self.number <= 12 // self.MONTHS:
            raise PeriodError(self.REASON, str(self))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the one that `day` belongs to."""
        return cls(day.year, (day.month - 1) // cls.MONTHS + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * self.MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        last_month = self.number * self.MONTHS
        if last_month == 12:
            return date(self.year, 12, 31)
        return date(self.year, last_month + 1, 1) - timedelta(1)

    def shift(self, count: int) -> Self:
        per_year = 12 // self.MONTHS
        year, place = divmod(self.year * per_year + self.number - 1 + count, per_year)
        return type(self)(year, place + 1)

    def same_last_year(self) -> Self:
        return type(self)(self.year - 1, self.number)

    def year_to_date(self) -> DaySpan:
        """Return the days from 1 January to its own last day."""
        return DaySpan(date(self.year, 1, 1), self.last_day)

    def rolling_year(self) -> DaySpan:
        """Return the twelve months that end with it. Raises PeriodError outside `YEARS`."""
        first = months_back(self.last_day, 11)
        require_year(first.year, str(self))
        return DaySpan(first, self.last_day)

    def __str__(self) -> str:
        return f"{self.year}-{self.LETTER}{self.number}"


class Month(PartOfYear):
    """A calendar month, `2026-03`."""

    __slots__ = ()
    MONTHS, LETTER, REASON = 1, "", "month"

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    def label(self, lang: Lang = "vi") -> str:
        if lang == "vi":
            return f"tháng {self.number}/{self.year}"
        return f"{MONTHS_EN[self.number - 1]} {self.year}"


class Quarter(PartOfYear):
    """A calendar quarter, `2026-Q1`."""

    __slots__ = ()
    MONTHS, LETTER, REASON = 3, "Q", "quarter"

    def label(self, lang: Lang = "vi") -> str:
        if lang == "vi":
            return f"quý {ROMAN[self.number - 1]}/{self.year}"
        return f"Q{self.number} {self.year}"


class Half(PartOfYear):
    """Six calendar months, `2026-H1`."""

    __slots__ = ()
    MONTHS, LETTER, REASON = 6, "H", "half"

    def label(self, lang: Lang = "vi") -> str:
        if lang == "vi":
            return f"6 tháng {('đầu', 'cuối')[self.number - 1]} năm {self.year}"
        return f"{('first', 'second')[self.number - 1]} half of {self.year}"


@dataclass(frozen=True, slots=True, order=True)
class WholeYear(Regular):
    """Twelve months named by the year they end in."""

    year: int

    def __post_init__(self) -> None:
        require_year(self.year, str(self))

    def shift(self, count: int) -> Self:
        return type(self)(self.year + count)

    def same_last_year(self) -> Self:
        return self.previous()

    def until(self, day: date) -> DaySpan:
        """Return its days up to and with `day`. Raises PeriodError when `day` is not in it."""
        if day not in self:
            raise PeriodError("day", day.isoformat())
        return DaySpan(self.first_day, day)


class Year(WholeYear):
    """A calendar year, `2026`."""

    __slots__ = ()

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the one that `day` belongs to."""
        return cls(day.year)

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)

    def year_to_date(self) -> DaySpan:
        """Return the whole year, as for a period that ends with it."""
        return self.span

    def __str__(self) -> str:
        return str(self.year)

    def label(self, lang: Lang = "vi") -> str:
        return f"năm {self.year}" if lang == "vi" else str(self.year)


class PlanYear(WholeYear):
    """The year a reform plan is reported on, `2026-P`: 15 December before to 14 December.

    The yearly report closes its figures on 14 December, so the days after count for the next plan.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        require_year(self.year - 1, str(self))
        require_year(self.year, str(self))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the one that `day` belongs to."""
        return cls(day.year + (day >= date(day.year, 12, 15)))

    @property
    def first_day(self) -> date:
        return date(self.year - 1, 12, 15)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 14)

    def __str__(self) -> str:
        return f"{self.year}-P"

    def label(self, lang: Lang = "vi") -> str:
        return f"năm kế hoạch {self.year}" if lang == "vi" else f"plan year {self.year}"
