"""How often something falls due, and on which days."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from caicach.core.documents import Label
from caicach.core.issues import Lang, TextRefusedError


class Rhythm(StrEnum):
    """How often."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return LABELS[self]


LABELS = {
    Rhythm.ONCE: Label(vi="một lần", en="once"),
    Rhythm.WEEKLY: Label(vi="hằng tuần", en="weekly"),
    Rhythm.MONTHLY: Label(vi="hằng tháng", en="monthly"),
    Rhythm.QUARTERLY: Label(vi="hằng quý", en="quarterly"),
    Rhythm.HALF_YEARLY: Label(vi="6 tháng một lần", en="half-yearly"),
    Rhythm.YEARLY: Label(vi="hằng năm", en="yearly"),
}
MONTHS = {
    Rhythm.MONTHLY: range(1, 13),
    Rhythm.QUARTERLY: (3, 6, 9, 12),
    Rhythm.HALF_YEARLY: (6, 12),
}
LAST_MONTH = {
    Rhythm.QUARTERLY: Label(vi="tháng cuối quý", en="of its last month"),
    Rhythm.HALF_YEARLY: Label(vi="tháng cuối kỳ", en="of its last month"),
}
WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The names of `calendar` follow the language of the machine.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FRIDAY, LAST_DAY = 5, 31
LEAP_YEAR = 2024


class RecurrenceError(TextRefusedError[Literal["unknown", "day"]]):
    """A text names no recurrence, for one `reason`; `recurrence-<reason>` are its words."""

    family = "recurrence"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Days that come back; written `quarterly:20`, `weekly:1` (Monday), `yearly:03-15`.

    day: of the week from Monday 1, or of the month; a month that is too short falls due on its
        last day. Quarters and half-years fall due in their last month.
    month: of yearly ones only.
    """

    rhythm: Rhythm
    day: int = LAST_DAY
    month: int = 12

    @classmethod
    def parse(cls, text: str) -> "Recurrence":
        """Return what `text` names. Raises RecurrenceError.

        Without a day: Friday, or the last day of the month, quarter, half-year or year.
        """
        name, colon, day = text.strip().partition(":")
        try:
            rhythm = Rhythm(name)
        except ValueError:
            raise RecurrenceError("unknown", text) from None
        if not colon:
            return cls(rhythm, FRIDAY if rhythm is Rhythm.WEEKLY else LAST_DAY)
        return cls(rhythm, *_day_and_month(rhythm, day, text))

    @property
    def comes_back(self) -> bool:
        """Say whether it falls due of its own."""
        return self.rhythm is not Rhythm.ONCE

    def occurrences(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days it falls due from `first` to `last`, both included, in order.

        `once` falls due on no day of its own: the task's deadline says when.
        """
        if not self.comes_back:
            return ()
        days = (
            self._weeks(first, last)
            if self.rhythm is Rhythm.WEEKLY
            else self._of_years(first, last)
        )
        return tuple(day for day in days if first <= day <= last)

    def _weeks(self, first: date, last: date) -> Iterator[date]:
        until_due = (self.day - first.isoweekday()) % 7
        count = (last - first).days
        return (first + timedelta(each) for each in range(until_due, count + 1, 7))

    def _of_years(self, first: date, last: date) -> Iterator[date]:
        months = MONTHS.get(self.rhythm, (self.month,))
        for year in range(first.year, last.year + 1):
            for month in months:
                yield date(year, month, min(self.day, monthrange(year, month)[1]))

    def label(self, lang: Lang = "vi") -> str:
        """Return "hằng quý, ngày 20 tháng cuối quý", or only the rhythm where no day is set."""
        name = self.rhythm.label.text(lang)
        shown = self._shown_day(lang)
        return f"{name}, {shown}" if shown else name

    def _shown_day(self, lang: Lang) -> str:
        vietnamese = lang == "vi"
        if self.rhythm is Rhythm.WEEKLY:
            return (WEEKDAYS_VI if vietnamese else WEEKDAYS_EN)[self.day - 1]
        if self.rhythm is Rhythm.ONCE or self.day == LAST_DAY:
            return ""
        if self.rhythm is Rhythm.YEARLY:
            return f"ngày {self.day}/{self.month}" if vietnamese else self._english_day()
        shown = f"ngày {self.day}" if vietnamese else f"day {self.day}"
        last_month = LAST_MONTH.get(self.rhythm)
        return f"{shown} {last_month.text(lang)}" if last_month else shown

    def _english_day(self) -> str:
        return f"{self.day} {MONTH_NAMES[self.month - 1]}"

    def __str__(self) -> str:
        default = FRIDAY if self.rhythm is Rhythm.WEEKLY else LAST_DAY
        if self.rhythm is Rhythm.ONCE or (self.day, self.month) == (default, 12):
            return str(self.rhythm)
        if self.rhythm is Rhythm.YEARLY:
            return f"{self.rhythm}:{self.month:02}-{self.day:02}"
        return f"{self.rhythm}:{self.day}"


def _day_and_month(rhythm: Rhythm, day: str, text: str) -> tuple[int, int]:
    if rhythm is Rhythm.YEARLY:
        found = re.fullmatch(r"([0-9]{2})-([0-9]{2})", day)
        month = int(found[1]) if found else 0
        # 29 February is a day of the year, and falls on the 28th where there is none
        if not found or month not in range(1, 13):
            raise RecurrenceError("day", text)
        return _within(int(found[2]), monthrange(LEAP_YEAR, month)[1], text), month
    if rhythm is Rhythm.ONCE or not re.fullmatch(r"[0-9]{1,2}", day):
        raise RecurrenceError("day", text)
    return _within(int(day), 7 if rhythm is Rhythm.WEEKLY else LAST_DAY, text), 12


def _within(day: int, most: int, text: str) -> int:
    if not 1 <= day <= most:
        raise RecurrenceError("day", text)
    return day
