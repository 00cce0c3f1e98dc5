"""What is wrong with the dates of a round's phases."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from caicach.core.calendars import Calendar
from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import show_day
from caicach.core.rounds.phase_plans import RoundPeriod
from caicach.core.rounds.phases import HANOI, PHASE_ORDER, REQUIRED, PhaseKind, PhasePlan


def check_phases(
    phases: Sequence[PhasePlan], *, period: RoundPeriod, calendar: Calendar
) -> list[Issue]:
    """Return every fault, warning and note of a plan; `where` is the phase.

    Phases may leave gaps between them; head's approval, explanation and the like may be left out.
    A last closing after the year that follows the round's, or before the period is over, is a
    warning; one on a day off is a note.
    """
    naive = [phase for phase in phases if None in _offsets(phase)]
    found = [issue("phase-without-zone", each.kind, phase=_named(each.kind)) for each in naive]
    found += _check_kinds(phases)
    if not naive:
        found += _check_times(phases)
        found += _check_days(phases, calendar)
        found += _check_end(phases, period)
    return found


def _offsets(phase: PhasePlan) -> tuple[object, object]:
    return phase.opens_at.utcoffset(), phase.closes_at.utcoffset()


def _check_kinds(phases: Sequence[PhasePlan]) -> Iterator[Issue]:
    kinds = [phase.kind for phase in phases]
    for kind in PHASE_ORDER:
        if kind in REQUIRED and kind not in kinds:
            yield issue("phase-missing", kind, phase=_named(kind))
        if kinds.count(kind) > 1:
            yield issue("phase-twice", kind, phase=_named(kind))


def _check_times(phases: Sequence[PhasePlan]) -> Iterator[Issue]:
    for phase in phases:
        if phase.closes_at <= phase.opens_at:
            yield issue(
                "phase-closes-first",
                phase.kind,
                phase=_named(phase.kind),
                opens=shown(phase.opens_at),
                closes=shown(phase.closes_at),
            )
    for one, other in pairwise(sorted(phases, key=lambda phase: PHASE_ORDER[phase.kind])):
        yield from _check_pair(one, other)


def _check_pair(one: PhasePlan, other: PhasePlan) -> Iterator[Issue]:
    """Phases that open in the wrong order are not also told to overlap."""
    named = {"phase": _named(other.kind), "before": _named(one.kind)}
    if one.kind == other.kind:
        return
    if other.opens_at < one.opens_at:
        yield issue("phase-order", other.kind, **named, opens=shown(other.opens_at))
    elif other.opens_at < one.closes_at:
        times = {"opens": shown(other.opens_at), "closes": shown(one.closes_at)}
        yield issue("phase-overlap", other.kind, **named, **times)


def _check_days(phases: Sequence[PhasePlan], calendar: Calendar) -> Iterator[Issue]:
    for phase in phases:
        day = _day(phase.closes_at)
        if not calendar.is_working(day):
            other = calendar.next_working_day(day)
            yield issue(
                "phase-ends-on-day-off",
                phase.kind,
                phase=_named(phase.kind),
                day=_said(day),
                next=_said(other),
            )
    if phases:
        days = [_day(phase.closes_at) for phase in phases]
        yield from calendar.uncovered(min(days), max(days), calendar.name)


def _check_end(phases: Sequence[PhasePlan], period: RoundPeriod) -> Iterator[Issue]:
    if not phases:
        return
    last = max(phases, key=lambda phase: phase.closes_at)
    day, latest = _day(last.closes_at), date(period.year + 1, 12, 31)
    if not period.last_day < day <= latest:
        yield issue(
            "round-ends-outside",
            last.kind,
            phase=_named(last.kind),
            day=_said(day),
            first=_said(period.last_day),
            last=_said(latest),
        )


def _named(kind: PhaseKind) -> Said:
    return Said(kind.label("vi"), kind.label("en"))


def _day(at: datetime) -> date:
    return at.astimezone(HANOI).date()


def _said(day: date) -> Said:
    return Said(show_day(day, "vi"), show_day(day, "en"))


def shown(at: datetime) -> Said:
    """Return "17:00 ngày 31/12/2026", by the clock of Hà Nội."""
    local = at.astimezone(HANOI)
    hour, day = f"{local:%H:%M}", local.date()
    return Said(f"{hour} ngày {show_day(day, 'vi')}", f"{hour} on {show_day(day, 'en')}")
