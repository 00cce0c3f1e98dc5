"""What a clock says of one dossier at a period end."""

from collections.abc import Callable
from datetime import datetime

from caicach.core.calendars import LAST_INSTANT, Calendar
from caicach.core.clocks.clock import Clock
from caicach.core.clocks.finish_clocks import judge_date, judge_working_time
from caicach.core.clocks.known import Known
from caicach.core.clocks.portal import judge_portal, printed_end
from caicach.core.clocks.state import ClockName, State
from caicach.core.clocks.times import DossierTimes, Judgement

Judge = Callable[[Known, Clock, Calendar, datetime, datetime], Judgement]

JUDGES: dict[ClockName, Judge] = {
    "portal": judge_portal,
    "date": judge_date,
    "working_time": judge_working_time,
}


def judge(
    times: DossierTimes,
    clock: Clock,
    calendar: Calendar,
    *,
    end: datetime,
    now: datetime | None = None,
    start: datetime | None = None,
) -> Judgement:
    """Return how the dossier stands at the period end.

    end: the last second of the period, which belongs to it. now: the present, the period end
    where it is left out; only `working_time` asks. start: where given, a dossier that was
    finished before it is not counted.
    Source: `docs/reference/clocks.md`.
    """
    known = Known(times, end if clock.knowledge == "up_to_period_end" else LAST_INSTANT)
    found = judge_known(known, clock, calendar, end, end if now is None else now)
    over = over_at(known, found)
    if start is None or over is None or over >= start:
        return found
    return found._replace(state=State.NOT_COUNTED, reason="finished-before")


def over_at(known: Known, found: Judgement) -> datetime | None:
    """Return when what is finished was finished, no wait subtracted; None while it is open."""
    if not found.state.is_finished:
        return None
    if found.reason != "paused":
        return found.end_at
    ended = found.step or printed_end(known)
    return None if ended is None else ended.at


def judge_known(
    known: Known, clock: Clock, calendar: Calendar, end: datetime, now: datetime
) -> Judgement:
    """Return what `judge` does of what is known at `end`, whatever the period's start."""
    return JUDGES[clock.name](known, clock, calendar, end, now)
