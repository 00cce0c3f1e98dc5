"""Columns of instants and draws: working days looked up for many dossiers at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caicach.engine.generator.moments import DAY
from caicach.engine.generator.workdays import (
    AFTERNOON,
    EVENING,
    MORNING,
    NOON,
    WORKING_SECONDS,
    Workdays,
)

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ABSENT = -1
"""Stands for an instant that never came."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Working days by day number. count: working days up to a day; days: the working days."""

    base: int
    count: Longs
    days: Longs

    @classmethod
    def of(cls, workdays: Workdays) -> "Lookup":
        """Return the lookup of the days a run covers."""
        days = np.asarray(workdays.days, dtype=np.int64)
        numbers = np.arange(days[0], days[-1] + 1)
        return cls(int(days[0]), np.searchsorted(days, numbers, side="right"), days)

    def after(self, numbers: Longs, amounts: Longs) -> Longs:
        """Return the working days `amounts` working days after; 0 is the next one, or the same."""
        is_working = self.days[self._count(numbers) - 1] == numbers
        step = np.where((amounts == 0) & ~is_working, 1, amounts)
        return np.where(
            (amounts == 0) & is_working, numbers, self.days[self._count(numbers) - 1 + step]
        )

    def _count(self, numbers: Longs) -> Longs:
        return self.count[np.clip(numbers - self.base, 0, len(self.count) - 1)]

    def between(self, first: Longs, last: Longs) -> Longs:
        """Return the working days after the first up to the last."""
        return self._count(last) - self._count(first)

    def at_work(self, at: Longs, jitter: Floats) -> Longs:
        """Return the instants moved into office hours; jitter: 0 to 1, spreads the opening."""
        number, second = at // DAY, at % DAY
        working = self.after(np.where(second > EVENING, number + 1, number), np.zeros_like(number))
        opening = MORNING + (1800 * jitter).astype(np.int64)
        inside = np.where((second >= NOON) & (second < AFTERNOON), AFTERNOON, second)
        is_same = (working == number) & (second >= MORNING)
        return working * DAY + np.where(is_same, inside, opening)


def office_seconds(shares: Floats) -> Longs:
    """Return the seconds of the day at which `shares` of the working time are over."""
    second = MORNING + (shares * WORKING_SECONDS).astype(np.int64)
    return np.where(second < NOON, second, second + AFTERNOON - NOON)
