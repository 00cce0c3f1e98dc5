"""Which days an office works, and sums over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from math import ceil

from caicach.core.calendars.calendar_day import CalendarDay
from caicach.core.calendars.day_sums import DaySums
from caicach.core.calendars.maximum_time import MaximumTime
from caicach.core.calendars.working_week import Half, Weekday, WorkingWeek
from caicach.core.documents import Label
from caicach.core.issues import Issue, issue

LAST_INSTANT = datetime.fromisoformat("9999-12-31T23:59:59")
"""Stands for every instant that no calendar can write any more."""


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """reception_cut_off: a receipt after it counts as one of the next working day."""

    working_weekdays: tuple[Weekday, ...]
    half_days: Mapping[Weekday, Half]
    reception_cut_off: time | None = None

    @property
    def week(self) -> WorkingWeek:
        """Return the plain week."""
        return WorkingWeek.of(self.working_weekdays, self.half_days)


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Working days of an office; `days` are the exceptions to its week, in order, each once.

    years: those whose days off are known. In any other year only the plain week holds, and
    `uncovered` says so. An instant is local time; a day counts from its midnight.
    """

    name: str
    label: Label
    years: frozenset[int]
    settings: CalendarSettings
    days: tuple[CalendarDay, ...]
    _sums: DaySums = field(init=False, repr=False)

    def __post_init__(self) -> None:
        exceptions = {each.day.toordinal(): each.halves for each in self.days if each.is_in_force}
        object.__setattr__(self, "_sums", DaySums(self.settings.week, exceptions))

    def is_working(self, day: date) -> bool:
        """Say whether any half of the day is worked."""
        return self.working_part(day) > 0

    def working_part(self, day: date) -> float:
        """Return how much of the day is worked: 0, 0.5 or 1."""
        ordinal = day.toordinal()
        return (self._sums.until(ordinal) - self._sums.until(ordinal - 1)) / 2

    def next_working_day(self, day: date) -> date:
        """Return the first day after `day` that is worked."""
        return date.fromordinal(self._sums.reach(self._sums.until(day.toordinal()) + 1))

    def moved_to_working_day(self, instant: datetime) -> datetime:
        """Return `instant`, or the same hour of the next working day where its day is off."""
        sums, ordinal = self._sums, instant.toordinal()
        before = sums.until(ordinal - 1)
        if sums.until(ordinal) > before:
            return instant
        return _moved(instant, sums, before + 1)

    def counted_from(self, received: datetime) -> datetime:
        """Return the receipt as it counts: as it is, or on the next working day.

        Only a calendar with a cut-off hour moves it; then a receipt on a day off moves too,
        else one of Saturday would fall due before one of Friday evening.
        """
        cut_off = self.settings.reception_cut_off
        if cut_off is None:
            return received
        if received.time() <= cut_off:
            return self.moved_to_working_day(received)
        return _moved(received, self._sums, self._sums.until(received.toordinal()) + 1)

    def add_working_days(self, instant: datetime, days: Decimal | float) -> datetime:
        """Return the same hour of the day by whose end `days` working days have passed.

        days: 0 or above, in steps of a half, other fractions rounded up; the first day is not
        counted. `LAST_INSTANT` where the calendar of the world ends before.
        Raises ValueError below 0.
        """
        halves = ceil(days * 2)
        if halves <= 0:
            if halves < 0:
                raise ValueError(f"working days to add are 0 or above, not {days}")
            return instant
        return _moved(instant, self._sums, self._sums.until(instant.toordinal()) + halves)

    def due(self, received: datetime, maximum: MaximumTime) -> datetime:
        """Return when the time is up: same hour as receipt, or hours of the wall clock later.

        Calendar days are taken as they are and may end on a day off.
        """
        try:
            if maximum.unit == "hour":
                return received + timedelta(hours=float(maximum.amount))
            if maximum.unit == "calendar_day":
                return self.counted_from(received) + timedelta(days=float(maximum.amount))
        except OverflowError:
            return LAST_INSTANT
        return self.add_working_days(self.counted_from(received), maximum.amount)

    def working_days_between(self, start: date, end: date) -> float:
        """Return the working days after the day of `start` up to that of `end`, in halves.

        Below 0 where `end` comes first: the same days counted backwards.
        """
        return (self._sums.until(end.toordinal()) - self._sums.until(start.toordinal())) / 2

    def elapsed(
        self,
        received: datetime,
        finished: datetime,
        pauses: Iterable[tuple[datetime, datetime]] = (),
    ) -> float | None:
        """Return the working days from receipt to finish without those of the pauses.

        pauses: start and end, in any order, overlapping or not; what lies outside is ignored.
        None where the finish comes before the receipt.
        """
        if finished < received:
            return None
        until = self._sums.until
        reached, last = until(self.counted_from(received).toordinal()), until(finished.toordinal())
        halves = max(0, last - reached)
        for start, end in sorted(pauses):
            upper = min(until(end.toordinal()), last)
            lower = max(until(start.toordinal()), reached)
            if upper > lower:
                halves -= upper - lower
                reached = upper
        return halves / 2

    def working_day_index(self, first: date, last: date) -> list[tuple[date, float]]:
        """Return each day from `first` to `last` with the working days up to its end.

        The count begins on a fixed day long ago: the difference of two days is
        `working_days_between`, the first day with a count of at least c + n is n days after c.
        """
        days = range(first.toordinal(), last.toordinal() + 1)
        return [(date.fromordinal(day), self._sums.until(day) / 2) for day in days]

    @property
    def digest(self) -> str:
        """Return a text equal for calendars that reckon alike, whatever their words."""
        return sha256(repr(_reckoning(self)).encode()).hexdigest()

    def changed_days(self, other: "Calendar") -> tuple[date, ...] | None:
        """Return the days worked differently in `other`, None where any result may differ.

        The latter holds when the plain week or the cut-off hour is another.
        """
        mine, theirs = _reckoning(self), _reckoning(other)
        if mine[:2] != theirs[:2]:
            return None
        days = {ordinal for ordinal, _ in set(mine[2]) ^ set(theirs[2])}
        return tuple(date.fromordinal(each) for each in sorted(days))

    def uncovered(self, first: date, last: date, where: str) -> list[Issue]:
        """Return a warning that names the years from `first` to `last` it does not cover."""
        years = sorted(set(range(first.year, last.year + 1)) - self.years)
        if not years:
            return []
        return [issue("calendar-years-unknown", where, calendar=self.name, years=_runs(years))]


def _reckoning(calendar: Calendar) -> tuple[tuple[int, ...], str, tuple[tuple[int, int], ...]]:
    """Return what results depend on: the week, the cut-off hour, days that differ from the week."""
    week = calendar.settings.week
    halves = {each.day.toordinal(): each.halves for each in calendar.days if each.is_in_force}
    other = {day: part for day, part in halves.items() if part != week.on(day)}
    return week.halves, str(calendar.settings.reception_cut_off), tuple(sorted(other.items()))


def _moved(instant: datetime, sums: DaySums, halves: int) -> datetime:
    try:
        return instant + timedelta(days=sums.reach(halves) - instant.toordinal())
    except OverflowError:
        return LAST_INSTANT


def _runs(years: list[int]) -> str:
    """Return "2019–2022, 2027" for those years in order."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
