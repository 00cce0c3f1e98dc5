"""Half days worked, summed day by day, so that any distance is one subtraction."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from itertools import accumulate

from caicach.core.calendars.working_week import WorkingWeek

FIRST, LAST = date(1990, 1, 1).toordinal(), date(2060, 12, 31).toordinal()
"""Days whose sums are kept; those of other days follow from the plain week."""


class DaySums:
    """Sums of half days by ordinal of the day; exact for every day there is."""

    __slots__ = ("_after", "_before", "_reached", "_sums", "_week")

    def __init__(self, week: WorkingWeek, exceptions: Mapping[int, int]) -> None:
        """exceptions: half days worked, by ordinal, where a day is not as its week."""
        self._week = week
        self._before = week.until(FIRST - 1)
        each = [exceptions.get(day, week.on(day)) for day in range(FIRST, LAST + 1)]
        self._sums = list(accumulate(each, initial=self._before))[1:]
        self._after = self._sums[-1] - week.until(LAST)
        self._reached = [FIRST + place for place, halves in enumerate(each) for _ in range(halves)]

    def until(self, ordinal: int) -> int:
        """Return the half days from a fixed day long ago up to `ordinal`, itself included."""
        if FIRST <= ordinal <= LAST:
            return self._sums[ordinal - FIRST]
        return self._week.until(ordinal) + (self._after if ordinal > LAST else 0)

    def reach(self, halves: int) -> int:
        """Return the first day by whose end that sum is worked.

        Raises OverflowError where the calendar of the world ends before.
        """
        place = halves - self._before - 1
        if 0 <= place < len(self._reached):
            return self._reached[place]
        last = date.max.toordinal()
        found = bisect_left(range(last + 1), halves, key=self.until)
        if found > last:
            raise OverflowError(f"no day ends {halves} half days")
        return found
