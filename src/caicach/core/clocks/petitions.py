"""When a petition is handled on time: clock 4."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from caicach.core.calendars import Calendar
from caicach.core.clocks.phases import Turn, merge
from caicach.core.clocks.state import State
from caicach.core.clocks.times import Phase

DAYS_TO_REFUSE, DAYS_TO_ASK, DAYS_TO_ANSWER, DAYS_TO_PUBLISH = 2, 5, 15, 2
"""Working days. Source: national portal, metric PETITION_PROCESSING_ON_TIME (5.2)."""

SECOND = timedelta(seconds=1)


def petition_phases(
    received: datetime | None,
    refused: datetime | None,
    supplement: datetime | None,
    answered: datetime | None,
    published: datetime | None,
    calendar: Calendar,
) -> tuple[Phase, ...]:
    """Return the states of a petition over all period ends; empty where it was never received.

    supplement: when more was first asked of the sender. It is open until it is answered or
    refused, whichever is first, and late where more was asked, it was answered, refused or
    published too late; each limit ends at the hour of receipt (of the answer for publication).
    An answer without a day of publication is not late: not every answer is published.
    """
    if received is None:
        return ()
    times = _Petition(received, refused, supplement, answered, published)
    late_from = min(times.breaches(calendar), default=None)
    instants = {max(at, received) for at in (received, times.ended, late_from) if at is not None}
    return merge(_turn(at, times.ended, late_from) for at in sorted(instants))


def _turn(at: datetime, ended: datetime | None, late_from: datetime | None) -> Turn:
    is_late = late_from is not None and late_from <= at
    if ended is None or ended > at:
        return at, State.OPEN_OVERDUE if is_late else State.OPEN_IN_TIME, None
    return at, State.OVERDUE if is_late else State.ON_TIME, ended


class _Petition(NamedTuple):
    received: datetime
    refused: datetime | None
    supplement: datetime | None
    answered: datetime | None
    published: datetime | None

    @property
    def is_refused(self) -> bool:
        refused, answered = self.refused, self.answered
        return refused is not None and (answered is None or refused < answered)

    @property
    def ended(self) -> datetime | None:
        return self.refused if self.is_refused else self.answered

    def breaches(self, calendar: Calendar) -> Iterator[datetime]:
        """Yield the instants from which a limit is known to be missed."""
        asked, ended, published = self.supplement, self.ended, self.published
        must_answer = _limit(self.received, DAYS_TO_ANSWER, calendar)
        if ended is None or ended > must_answer:
            yield must_answer.replace(microsecond=0) + SECOND
        if asked is not None and (ended is None or asked <= ended):
            yield from _after(_limit(self.received, DAYS_TO_ASK, calendar), asked)
        if ended is not None and self.is_refused:
            yield from _after(_limit(self.received, DAYS_TO_REFUSE, calendar), ended)
        elif ended is not None and published is not None:
            yield from _after(_limit(ended, DAYS_TO_PUBLISH, calendar), published)


def _limit(since: datetime, days: int, calendar: Calendar) -> datetime:
    return calendar.add_working_days(calendar.counted_from(since), days)


def _after(limit: datetime, at: datetime) -> Iterator[datetime]:
    if at > limit:
        yield at
