"""The clocks of provincial systems: a finish compared with the due time as printed."""

from datetime import datetime

from caicach.core.calendars import Calendar
from caicach.core.clocks.clock import Clock
from caicach.core.clocks.ending import End, closed_at, finished_at, waits_by_status
from caicach.core.clocks.known import SUPPLEMENT, Known
from caicach.core.clocks.pauses import first_open
from caicach.core.clocks.state import State
from caicach.core.clocks.times import Judgement, Step


def judge_date(
    known: Known, clock: Clock, calendar: Calendar, end: datetime, _now: datetime
) -> Judgement:
    """Return the judgement by calendar dates; what was closed is on time, whatever its day."""
    due = _due(known.times.due_at, clock, calendar)
    ended, settled = _look(known, end, due)
    if settled is not None:
        return settled
    if ended is not None:
        return _finished(ended, due, is_late=due is not None and ended.at.date() > due.date())
    return _open(due, is_late=due is not None and end.date() > due.date())


def judge_working_time(
    known: Known, clock: Clock, calendar: Calendar, end: datetime, now: datetime
) -> Judgement:
    """Return the judgement to the second; what was withdrawn is not counted.

    An open dossier is late once its due time is reached, at present or at the period end.
    """
    due = _due(known.times.due_at, clock, calendar)
    ended, settled = _look(known, end, due)
    if settled is not None:
        is_withdrawn = ended is not None and ended.is_withdrawal
        return settled._replace(state=State.NOT_COUNTED) if is_withdrawn else settled
    if ended is not None:
        return _finished(ended, due, is_late=due is not None and ended.at > due)
    return _open(due, is_late=due is not None and due <= min(now, end))


def _due(printed: datetime | None, clock: Clock, calendar: Calendar) -> datetime | None:
    if printed is not None and clock.due_on_day_off == "next_working_day":
        return calendar.moved_to_working_day(printed)
    return printed


def _look(known: Known, end: datetime, due: datetime | None) -> tuple[End | None, Judgement | None]:
    """Return the end, and the judgement where it does not depend on the due time."""
    received = known.received_at()
    if received is not None and received > end:
        return None, Judgement(State.NOT_COUNTED, None, None, "received-later", None)
    closed = closed_at(known)
    ended = closed or finished_at(known)
    if received is None and (ended is None or ended.at > end):
        return None, Judgement(State.NOT_COUNTED, None, None, "never-received", None)
    if closed is not None:
        return closed, Judgement(State.ON_TIME, closed.at, due, closed.reason, closed.step)
    return ended, _waiting(known, due) if ended is None else None


def _waiting(known: Known, due: datetime | None) -> Judgement | None:
    asked = first_open(known.requests())
    if asked is not None:
        step = Step(asked, SUPPLEMENT)
        return Judgement(State.OPEN_IN_TIME, None, due, "waiting", step)
    if waits_by_status(known):
        return Judgement(State.OPEN_IN_TIME, None, due, "waiting-by-status", None)
    return None


def _finished(ended: End, due: datetime | None, *, is_late: bool) -> Judgement:
    state = State.OVERDUE if is_late else State.ON_TIME
    return Judgement(
        state, ended.at, due, "no-due-date" if due is None else ended.reason, ended.step
    )


def _open(due: datetime | None, *, is_late: bool) -> Judgement:
    state = State.OPEN_OVERDUE if is_late else State.OPEN_IN_TIME
    return Judgement(state, None, due, "no-due-date" if due is None else "open", None)
