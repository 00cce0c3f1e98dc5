"""The clock of the national portal: end and due time compared to the second."""

from collections.abc import Sequence
from datetime import datetime

from caicach.core.calendars import LAST_INSTANT, Calendar
from caicach.core.clocks.clock import Clock
from caicach.core.clocks.ending import End, step_end
from caicach.core.clocks.known import (
    FINISHED,
    HANDED_OVER,
    REFUSED,
    STOPPED,
    SUPPLEMENT,
    WITHDRAWN,
    Known,
    Request,
)
from caicach.core.clocks.pauses import NONE, answered_by, first_open, paused
from caicach.core.clocks.state import State
from caicach.core.clocks.times import DossierTimes, Judgement, Step


def judge_portal(
    known: Known, clock: Clock, calendar: Calendar, end: datetime, _now: datetime
) -> Judgement:
    """Return the judgement of the portal; a dossier without any due time is not counted."""
    received = known.received_at()
    if received is not None and received > end:
        return Judgement(State.NOT_COUNTED, None, None, "received-later", None)
    ended = _end(known, is_received=received is not None)
    if received is None and (ended is None or ended.at > end):
        return Judgement(State.NOT_COUNTED, None, None, "never-received", None)
    due = _due(known.times, received, clock, calendar)
    if due is None:
        return Judgement(State.NOT_COUNTED, ended and ended.at, None, "no-due", None)
    requests = known.requests()
    if len(requests) > 1 and clock.second_request == "overdue":
        return _second_request(requests, ended, due)
    if ended is not None:
        return _finished(ended, requests, due)
    return _open(requests, end, due)


def _end(known: Known, *, is_received: bool) -> End | None:
    """Return the last 9, else 10, else what closed it; printed dates only where no step is known.

    A withdrawal ends only a dossier that was received.
    """
    step = known.last(FINISHED) or known.last(HANDED_OVER)
    if step is None:
        step = known.closing() if is_received else known.closing((REFUSED, STOPPED))
    if step is not None:
        return step_end(step)
    if known.has_steps or (known.times.status == WITHDRAWN and not is_received):
        return None
    return printed_end(known)


def printed_end(known: Known) -> End | None:
    """Return the end of processing, else the hand-over, else the refusal, as printed."""
    times = known.times
    printed = (
        (times.ended_at, "end-date"),
        (times.returned_at, "hand-over-date"),
        (times.refused_at, "refusal-date"),
    )
    for at, reason in printed:
        if at is not None and at <= known.until:
            return End(at, reason, None)
    return None


def _due(
    times: DossierTimes, received: datetime | None, clock: Clock, calendar: Calendar
) -> datetime | None:
    due = times.due_at
    if due is None and times.maximum is not None and received is not None:
        due = calendar.due(received, times.maximum)
    if due is not None and clock.due_on_day_off == "next_working_day":
        due = calendar.moved_to_working_day(due)
    return due


def _second_request(requests: Sequence[Request], ended: End | None, due: datetime) -> Judgement:
    step = Step(requests[1].requested_at, SUPPLEMENT)
    if ended is None:
        return Judgement(State.OPEN_OVERDUE, None, due, "second-request", step)
    return Judgement(State.OVERDUE, ended.at, due, "second-request", step)


def _finished(ended: End, requests: Sequence[Request], due: datetime) -> Judgement:
    at, reason = ended.at, ended.reason
    pause = paused(answered_by(requests, at), at) if requests else NONE
    if pause:
        at, reason = at - pause, "paused"
    return Judgement(State.ON_TIME if at <= due else State.OVERDUE, at, due, reason, ended.step)


def _open(requests: Sequence[Request], end: datetime, due: datetime) -> Judgement:
    asked = first_open(requests)
    if asked is not None:
        at, reason, step = asked - paused(requests, asked), "waiting", Step(asked, SUPPLEMENT)
        state = State.OPEN_IN_TIME if at <= due else State.OPEN_OVERDUE
        return Judgement(state, at, due, reason, step)
    pause = paused(requests, LAST_INSTANT) if requests else NONE
    at, reason = (end - pause, "open-paused") if pause else (end, "open")
    state = State.OPEN_IN_TIME if at <= due else State.OPEN_OVERDUE
    return Judgement(state, at, due, reason, None)
