"""What a plain week looks like: the half days that each weekday is worked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Half = Literal["morning", "afternoon"]

WEEKDAYS: tuple[Weekday, ...] = (
    *("monday", "tuesday", "wednesday", "thursday"),
    *("friday", "saturday", "sunday"),
)


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """Half days worked on Monday to Sunday: 2 a whole day, 1 a half day, 0 off."""

    halves: tuple[int, ...]

    @classmethod
    def of(cls, working: Iterable[Weekday], half_days: Mapping[Weekday, Half]) -> "WorkingWeek":
        """Return the week in which `working` days are whole and `half_days` half."""
        whole = set(working)
        return cls(tuple(2 if each in whole else int(each in half_days) for each in WEEKDAYS))

    def on(self, ordinal: int) -> int:
        """Return the half days of one day by its ordinal; day 1 was a Monday."""
        return self.halves[(ordinal - 1) % 7]

    def until(self, ordinal: int) -> int:
        """Return the half days of all days up to `ordinal`, itself included."""
        weeks, days = divmod(ordinal, 7)
        return weeks * sum(self.halves) + sum(self.halves[:days])
