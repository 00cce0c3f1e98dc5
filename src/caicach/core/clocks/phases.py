"""The states of one dossier over all period ends: judged where they can change, then merged."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import zip_longest

from caicach.core.calendars import LAST_INSTANT, Calendar
from caicach.core.clocks.clock import Clock, Knowledge
from caicach.core.clocks.judge import judge_known, over_at
from caicach.core.clocks.known import CLOSING, IN_PROGRESS, RECEIVED, SUPPLEMENT, Known
from caicach.core.clocks.state import State
from caicach.core.clocks.times import DossierTimes, Judgement, Phase

Turn = tuple[datetime, State, datetime | None]
"""From when a state holds, and when it was finished where it is."""

Look = tuple[datetime, Known, datetime | None]
"""An instant, what is known then, and the instant at which more becomes known."""

UNDOABLE = frozenset((*CLOSING, SUPPLEMENT))
TELLING = frozenset((*UNDOABLE, 9, 10))
RESUMING = frozenset((RECEIVED, IN_PROGRESS))

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

MOVING = frozenset(("open", "open-paused"))
"""Reasons of an open dossier that becomes late by the mere passing of time."""


def phases(times: DossierTimes, clock: Clock, calendar: Calendar) -> tuple[Phase, ...]:
    """Return the runs of period ends with one state each, `now` being the period end.

    Period ends are whole seconds. Empty where no period end counts the dossier; before the first
    phase it is not counted.
    """
    return phases_by_clock(times, (clock,), calendar)[0]


def phases_by_clock(
    times: DossierTimes, clocks: Sequence[Clock], calendar: Calendar
) -> list[tuple[Phase, ...]]:
    """Return the phases of each clock; what is known at an instant is found out once for all."""
    instants = sorted(_instants(times))
    looks = {each: _looks(times, each, instants) for each in {clock.knowledge for clock in clocks}}
    return [merge(_turns(looks[clock.knowledge], clock, calendar)) for clock in clocks]


def _looks(times: DossierTimes, knowledge: Knowledge, instants: Sequence[datetime]) -> list[Look]:
    """Return each instant with what is known then, and the instant that follows."""
    everything = Known(times, LAST_INSTANT) if knowledge == "whole_feed" else None
    return [
        (at, everything or Known(times, at), following)
        for at, following in zip_longest(instants, instants[1:])
    ]


def merge(turns: Iterable[Turn]) -> tuple[Phase, ...]:
    """Return phases from turns in order; those that change nothing are left out."""
    kept: list[Turn] = []
    for turn in turns:
        if (turn[1:] != kept[-1][1:]) if kept else turn[1] is not State.NOT_COUNTED:
            kept.append(turn)
    states = [State.NOT_COUNTED, *(state for _, state, _ in kept)]
    untils = [*(at for at, _, _ in kept[1:]), None]
    return tuple(
        Phase(at, until, state, was, end)
        for (at, state, end), until, was in zip(kept, untils, states, strict=False)
    )


def _turns(looks: Iterable[Look], clock: Clock, calendar: Calendar) -> Iterator[Turn]:
    for at, known, following in looks:
        found = judge_known(known, clock, calendar, at, at)
        yield at, found.state, over_at(known, found)
        if found.state is State.OPEN_IN_TIME and found.reason in MOVING:
            late = _late_from(found, clock, at)
            if late is not None and (following is None or late < following):
                yield late, State.OPEN_OVERDUE, None


def _instants(times: DossierTimes) -> set[datetime]:
    """Return all instants at which something becomes known that a clock asks for."""
    instants: set[datetime | None] = set(times[1:2] + times[3:7])
    for asked, answered in times.supplements or ():
        instants.update((asked, answered))
    if times.steps:
        instants.update(_step_instants(times))
    received = times.received_at
    if received is None:
        return {at for at in instants if at is not None}
    return {at for at in instants if at is not None and at >= received}  # none counts it before


def _step_instants(times: DossierTimes) -> Iterator[datetime]:
    """Steps in between change nothing, unless they undo a closing or answer a request.

    What the status alone tells holds from the last step on.
    """
    taken = {step[1] for step in times.steps}
    can_undo = times.refused_at is not None or taken & UNDOABLE
    asked = TELLING | RESUMING if can_undo else TELLING
    yield times.steps[0].at
    if times.status in UNDOABLE:
        yield times.steps[-1].at
    if times.received_at is None and RECEIVED in taken:
        yield next(at for at, status in times.steps if status == RECEIVED)
    for at, status in times.steps:
        if status in asked:
            yield at


def _late_from(found: Judgement, clock: Clock, at: datetime) -> datetime | None:
    """Return the first period end after `at` by which an open dossier is late, None if never."""
    due = found.due_at
    if due is None:
        return None
    try:
        if clock.name == "working_time":
            return due
        if clock.name == "date":
            return datetime.combine(due.date() + DAY, time())
        paused = at - (found.end_at or at)
        return (due + paused).replace(microsecond=0) + SECOND
    except OverflowError:
        return None
