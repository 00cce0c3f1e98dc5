"""Due times and working days of many dossiers at once, by sums over the calendar's days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caicach.core.calendars import Calendar, MaximumTime
from caicach.engine.judgements.instants import DAY, NEVER, Flags, Instants

FIRST, LAST = date(1999, 12, 1), date(2052, 12, 31)
"""Days that are summed here; what lies outside is reckoned by the calendar itself."""

MARGIN = 400
"""Days before `LAST` after which the next working day might not be in the index."""

MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime.combine(date(1970, 1, 1), time.min)
EPOCH_DAY = EPOCH.toordinal()


@dataclass(frozen=True)
class DayIndex:
    """Half days worked up to the end of each day from `FIRST`, as one array."""

    calendar: Calendar
    halves: NDArray[np.int64]

    def holds(self, instants: Instants) -> Flags:
        """Say which instants lie well inside the index."""
        days = _places(instants)
        inside: Flags = (days > 0) & (days < len(self.halves) - MARGIN)
        return inside

    def working_days(self, received: Instants, finished: Instants) -> NDArray[np.float64]:
        """Return the working days from receipt to finish, without pauses; NaN where open.

        A finish before the receipt has none either. As `Calendar.elapsed`.
        """
        found = np.full(len(received), np.nan)
        counted = np.flatnonzero((finished != NEVER) & (received <= finished))
        inside = self.holds(received[counted]) & self.holds(finished[counted])
        near, far = counted[inside], counted[~inside]
        start = self._counted_from(_places(received[near]), received[near])
        halves = self.halves[_places(finished[near])] - self.halves[start]
        found[near] = np.maximum(halves, 0) / 2
        found[far] = [
            self.calendar.elapsed(instant(received[each]), instant(finished[each])) for each in far
        ]
        return found

    def dues(self, received: Instants, maximum: MaximumTime) -> Instants:
        """Return when the time of one maximum is up for each receipt. As `Calendar.due`."""
        if maximum.unit == "hour":
            return received + timedelta(hours=float(maximum.amount)) // MICROSECOND
        found = np.full(len(received), NEVER)
        inside = self.holds(received)
        found[inside] = self._due_days(received[inside], maximum)
        for each in np.flatnonzero(~inside | (found == NEVER)):
            found[each] = microseconds(self.calendar.due(instant(received[each]), maximum))
        return found

    def _due_days(self, received: Instants, maximum: MaximumTime) -> Instants:
        day, hour = _places(received), np.mod(received, DAY)
        counted = self._counted_from(day, received)
        if maximum.unit == "calendar_day":
            whole = timedelta(days=float(maximum.amount)) // MICROSECOND
            return _instants(counted) + hour + whole
        wanted = self.halves[counted] + ceil(maximum.amount * 2)
        reached = self._reach(wanted)
        return np.where(reached < len(self.halves), _instants(reached) + hour, NEVER)

    def _counted_from(self, day: NDArray[np.int64], received: Instants) -> NDArray[np.int64]:
        """As `Calendar.counted_from`, by place in the index."""
        cut_off = self.calendar.settings.reception_cut_off
        if cut_off is None:
            return day
        limit = timedelta(
            hours=cut_off.hour,
            minutes=cut_off.minute,
            seconds=cut_off.second,
            microseconds=cut_off.microsecond,
        )
        is_late = np.mod(received, DAY) > limit // MICROSECOND
        is_off = self.halves[day] == self.halves[day - 1]
        next_day = self._reach(self.halves[day] + 1)
        return np.where(is_late | is_off, next_day, day)

    def _reach(self, halves: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.halves, halves, side="left")


@lru_cache(maxsize=4)
def day_index(calendar: Calendar) -> DayIndex:
    """Return the index of a calendar; one is made once for all tables judged by it."""
    sums = [2 * days for _, days in calendar.working_day_index(FIRST, LAST)]
    return DayIndex(calendar, np.asarray(sums, dtype=np.int64))


def maximum_dues(
    index: DayIndex, received: Instants, procedures: Any, maxima: Mapping[str, MaximumTime]
) -> Instants:
    """Return when the procedure's maximum time is up, NEVER where receipt or maximum lack."""
    found = np.full(len(received), NEVER)
    kinds = list(dict.fromkeys(maxima.values()))
    number = _numbers(procedures, maxima, kinds)
    number[received == NEVER] = -1
    for kind in np.unique(number[number >= 0]):
        mine = np.flatnonzero(number == kind)
        found[mine] = index.dues(received[mine], kinds[kind])
    return found


def _numbers(
    procedures: Any, maxima: Mapping[str, MaximumTime], kinds: Sequence[MaximumTime]
) -> NDArray[np.int64]:
    """For each row, the place of its maximum among `kinds`, -1 for none."""
    place = {kind: number for number, kind in enumerate(kinds)}
    codes = pc.index_in(procedures, value_set=pa.array(list(maxima), pa.string()))
    known = np.asarray([*(place[maximum] for maximum in maxima.values()), -1], dtype=np.int64)
    numbers: NDArray[np.int64] = known[pc.fill_null(codes, -1).to_numpy()]
    return numbers


def instant(number: np.int64) -> datetime:
    """Return one instant as Python has it."""
    return EPOCH + int(number) * MICROSECOND


def microseconds(at: datetime) -> int:
    """Return one instant as a number."""
    return (at - EPOCH) // MICROSECOND


def _places(instants: Instants) -> NDArray[np.int64]:
    return np.floor_divide(instants, DAY) - np.int64(FIRST.toordinal() - EPOCH_DAY)


def _instants(places: NDArray[np.int64]) -> Instants:
    return (places + np.int64(FIRST.toordinal() - EPOCH_DAY)) * DAY
