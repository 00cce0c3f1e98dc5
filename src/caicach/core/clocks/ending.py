"""How a dossier ended for the clocks that ask for its finish."""

from datetime import datetime
from typing import NamedTuple

from caicach.core.clocks.known import (
    CLOSING,
    FINISHED,
    HANDED_OVER,
    REFUSED,
    STEP_REASONS,
    SUPPLEMENT,
    WITHDRAWN,
    Known,
)
from caicach.core.clocks.times import Step


class End(NamedTuple):
    """When a dossier ended, and what says so. step: None where a date or the status does."""

    at: datetime
    reason: str
    step: Step | None
    is_withdrawal: bool = False


def step_end(step: Step) -> End:
    """Return the end that a closing, finishing or handing over step makes."""
    return End(step.at, STEP_REASONS[step.status], step, step.status == WITHDRAWN)


def closed_at(known: Known) -> End | None:
    """Return the refusal, withdrawal or stop that holds; a step 9 outranks them all."""
    if known.last(FINISHED) is not None:
        return None
    step, refused_at = known.closing(), known.refused_at()
    by_status = _closed_by_status(known) if step is None else None
    if by_status is not None:  # a day of refusal is also printed for what was withdrawn
        return by_status
    if refused_at is not None and (step is None or _is_later(refused_at, step)):
        return End(refused_at, "refusal-date", None)
    return None if step is None else step_end(step)


def _is_later(refused_at: datetime, step: Step) -> bool:
    """A step 3 and the printed refusal are one event, so the step speaks for both."""
    return step.status != REFUSED and refused_at > step.at


def _closed_by_status(known: Known) -> End | None:
    """Return the end where only the status tells that it was a closing.

    Its time is the printed end; without any, the last that the feed saw of the dossier.
    """
    times = known.times
    if times.status not in CLOSING or known.is_told(times.status):
        return None
    at = times.ended_at or times.returned_at or known.last_sign()
    if at is None or at > known.until:
        return None
    return End(at, "closed-by-status", None, times.status == WITHDRAWN)


def finished_at(known: Known) -> End | None:
    """Return the printed end of processing, else the last 9, the last 10, the hand-over.

    The hand-over never stands for a printed end of processing that is still to come.
    """
    times = known.times
    if times.ended_at is not None and times.ended_at <= known.until:
        return End(times.ended_at, "end-date", None)
    step = known.last(FINISHED) or known.last(HANDED_OVER)
    if step is not None:
        return step_end(step)
    if times.ended_at is None and times.returned_at and times.returned_at <= known.until:
        return End(times.returned_at, "hand-over-date", None)
    return None


def waits_by_status(known: Known) -> bool:
    """Say whether only the status tells that the citizen is waited for, and nothing came after."""
    if known.times.status != SUPPLEMENT or known.is_told(SUPPLEMENT):
        return False
    seen = known.last_sign()
    return seen is None or seen <= known.until
