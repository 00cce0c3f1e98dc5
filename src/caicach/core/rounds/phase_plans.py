"""Phases offered for a round, and those of a former round moved to a new one."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeAlias

from caicach.core.calendars import Calendar
from caicach.core.criteria import Source
from caicach.core.documents import Shape
from caicach.core.periods import Quarter, Year
from caicach.core.rounds.phases import HANOI, PHASE_ORDER, PhaseKind, PhasePlan
from caicach.core.rounds.shelf import read_shipped

RoundPeriod: TypeAlias = Year | Quarter

CLOSING_HOUR = time(17, tzinfo=HANOI)
MIDNIGHT = time(0, tzinfo=HANOI)
ONE_DAY = timedelta(1)


class OfferedDay(Shape):
    """A day by its distance from the month a period ends in."""

    months_after: int
    day: int

    def after(self, period: RoundPeriod) -> date:
        """Return the day; past the end of its month it is the last one."""
        return _later(period.last_day.replace(day=1), self.months_after, self.day)


class OfferedPhase(Shape):
    kind: PhaseKind
    closes: OfferedDay


class OfferedPlan(Shape):
    opens: OfferedDay
    phases: tuple[OfferedPhase, ...]


class OfferedPlans(Shape):
    """What `standards/rounds/phases.yaml` holds."""

    source: Source
    year: OfferedPlan
    quarter: OfferedPlan


@cache
def offered_plans() -> OfferedPlans:
    """Return the plans offered for a round on a year and a trial round on a quarter."""
    return read_shipped("phases", OfferedPlans)


def default_phases(period: RoundPeriod, calendar: Calendar) -> list[PhasePlan]:
    """Return the plan offered for a round on `period`; phases end at 17:00 of working days."""
    plans = offered_plans()
    plan = plans.quarter if isinstance(period, Quarter) else plans.year
    opens, found = plan.opens.after(period), []
    for phase in plan.phases:
        last = working_day(max(phase.closes.after(period), opens), calendar)
        found.append(PhasePlan(phase.kind, _at(opens, MIDNIGHT), _at(last, CLOSING_HOUR)))
        opens = last + ONE_DAY
    return found


def shift_phases(
    phases: Sequence[PhasePlan],
    from_period: RoundPeriod,
    to_period: RoundPeriod,
    calendar: Calendar,
) -> list[PhasePlan]:
    """Return the phases of a former round for this one: same days and hours, months later.

    Ends move on to working days, and an opening never comes before the closing that preceded it.
    Raises ValueError when one period is a year and the other a quarter.
    """
    if type(from_period) is not type(to_period):
        raise ValueError(f"phases for {from_period} cannot be moved to {to_period}")
    months = _months_between(from_period.first_day, to_period.first_day)
    found: list[PhasePlan] = []
    for phase in phases:
        opens, closes = (_shifted(at, months) for at in (phase.opens_at, phase.closes_at))
        closes = calendar.moved_to_working_day(closes)
        if found:
            opens = max(opens, found[-1].closes_at)
        found.append(PhasePlan(phase.kind, opens, closes))
    return found


def put_off(
    phases: Sequence[PhasePlan], kind: PhaseKind, closes_at: datetime, calendar: Calendar
) -> list[PhasePlan]:
    """Return the phases with one that closes at another time; what follows gives way.

    Later phases keep their lengths, are pushed back no further than needed, and end on working
    days. For a phase reopened or extended for everybody.
    """
    found: list[PhasePlan] = []
    for phase in sorted(phases, key=lambda each: PHASE_ORDER[each.kind]):
        moved = phase
        if phase.kind == kind:
            moved = replace(phase, closes_at=closes_at)
        elif found and PHASE_ORDER[phase.kind] > PHASE_ORDER[kind]:
            late = found[-1].closes_at - phase.opens_at
            moved = _pushed_back(phase, late, calendar) if late > timedelta(0) else phase
        found.append(moved)
    return found


def _pushed_back(phase: PhasePlan, late: timedelta, calendar: Calendar) -> PhasePlan:
    closes = calendar.moved_to_working_day((phase.closes_at + late).astimezone(HANOI))
    return PhasePlan(phase.kind, phase.opens_at + late, closes)


def working_day(day: date, calendar: Calendar) -> date:
    """Return the day, or the next one worked."""
    return day if calendar.is_working(day) else calendar.next_working_day(day)


def _months_between(first: date, other: date) -> int:
    return (other.year - first.year) * 12 + other.month - first.month


def _shifted(at: datetime, months: int) -> datetime:
    local = at.astimezone(HANOI)
    day = _later(local.date().replace(day=1), months, local.day)
    return datetime.combine(day, local.timetz())


def _later(month: date, months: int, day: int) -> date:
    year, place = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, place + 1, min(day, monthrange(year, place + 1)[1]))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour)
