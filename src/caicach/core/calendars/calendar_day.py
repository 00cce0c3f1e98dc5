"""What a calendar file holds: exceptions to the plain week, each with its source."""

from typing import Annotated, Literal

from pydantic import Field

from caicach.core.calendars.working_week import Half, Weekday
from caicach.core.documents import Day, Shape, Text, Words

DayKind = Literal["off", "work", "half"]
DayStatus = Literal["decided", "reported", "recollection", "to-confirm"]

HALVES: dict[DayKind, int] = {"off": 0, "work": 2, "half": 1}

TO_CONFIRM: DayStatus = "to-confirm"


class CalendarDay(Shape):
    """One day that is not as its week.

    status: decided by an authority the source names, reported by others, recalled by the authors,
    or still to confirm; the last is shown and does not count.
    """

    day: Annotated[Day, Field(alias="date")]
    kind: DayKind
    half: Half | None = None
    label: Words
    source: Words
    status: DayStatus = "decided"

    @property
    def is_in_force(self) -> bool:
        """Say whether the day counts as it says."""
        return self.status != TO_CONFIRM

    @property
    def halves(self) -> int:
        """Return the half days worked."""
        return HALVES[self.kind]


class WrittenSettings(Shape):
    """Settings as a file gives them; what it leaves out is as in the calendar below it."""

    working_weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)] | None = None
    half_days: dict[Weekday, Half] | None = None
    reception_cut_off: Text | None = None


Year = Annotated[int, Field(ge=1990, le=2060)]


class CalendarFile(Shape):
    """A calendar, or an office's corrections of the shipped one that `based_on` names."""

    calendar: Text
    label: Words
    based_on: Text | None = None
    years: tuple[Year, ...] = ()
    settings: WrittenSettings = WrittenSettings()
    days: tuple[CalendarDay, ...] = ()
