"""What the steps and dates of a dossier tell up to an instant."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from caicach.core.calendars import LAST_INSTANT
from caicach.core.clocks.times import DossierTimes, Step, Supplement

RECEIVED, REFUSED, IN_PROGRESS, SUPPLEMENT, WITHDRAWN, STOPPED = 2, 3, 4, 5, 7, 8
FINISHED, HANDED_OVER = 9, 10

CLOSING = (REFUSED, WITHDRAWN, STOPPED)

STEP_REASONS = {
    REFUSED: "refused",
    WITHDRAWN: "withdrawn",
    STOPPED: "stopped",
    FINISHED: "finished",
    HANDED_OVER: "handed-over",
}
"""The reason when a step of that status is the end."""

NOWHERE = -1
"""Place of a step that was not taken."""


class Request(NamedTuple):
    """A request for more, with its time; answered_at: None while it is open."""

    requested_at: datetime
    answered_at: datetime | None


class Known:
    """The steps taken up to `until`, and what they say; steps are told apart by their places."""

    __slots__ = ("_last", "_requests", "_resumed", "_steps", "times", "until")

    def __init__(self, times: DossierTimes, until: datetime) -> None:
        steps = times.steps
        if steps and steps[-1][0] > until:
            steps = tuple([each for each in steps if each[0] <= until])
        last = {step[1]: place for place, step in enumerate(steps)}
        self._resumed = max(last.get(RECEIVED, NOWHERE), last.get(IN_PROGRESS, NOWHERE))
        self._steps, self._last = steps, last
        self.times, self.until = times, until
        self._requests: tuple[Request, ...] | None = None

    @property
    def has_steps(self) -> bool:
        """Say whether any step is known."""
        return bool(self._steps)

    def last(self, status: int) -> Step | None:
        """Return the last step of that status."""
        place = self._last.get(status)
        return None if place is None else self._steps[place]

    def received_at(self) -> datetime | None:
        """Return the receipt as printed, else the time of the first step 2."""
        if self.times.received_at is not None or RECEIVED not in self._last:
            return self.times.received_at
        return next(step.at for step in self._steps if step.status == RECEIVED)

    def closing(self, statuses: Iterable[int] = CLOSING) -> Step | None:
        """Return the last step of `statuses`, unless a later step 2 or 4 undid it."""
        place = NOWHERE
        for status in statuses:
            place = max(place, self._last.get(status, NOWHERE))
        return self._steps[place] if place > self._resumed else None

    def refused_at(self) -> datetime | None:
        """Return the printed refusal, unless a later step 2 or 4 undid it."""
        at = self.times.refused_at
        if at is None or at > self.until:
            return None
        is_undone = self._resumed != NOWHERE and self._steps[self._resumed].at > at
        return None if is_undone else at

    def is_told(self, status: int) -> bool:
        """Say whether a step or date of the feed, known or still to come, tells of `status`."""
        times = self.times
        if status == REFUSED and times.refused_at is not None:
            return True
        if status == SUPPLEMENT and any(each[0] for each in times.supplements or ()):
            return True
        return any(step[1] == status for step in times.steps)

    def last_sign(self) -> datetime | None:
        """Return when the whole feed last saw the dossier; what only the status tells comes after.

        Printed ends are left aside, and the filing counts only where there is nothing else.
        """
        times = self.times
        asked = (at for each in times.supplements or () for at in each)
        steps = (step.at for step in times.steps[-1:])
        seen = (times.received_at, times.refused_at, *asked, *steps)
        return max((at for at in seen if at is not None), default=times.submitted_at)

    def requests(self) -> tuple[Request, ...]:
        """Return the known requests in order, with the answers that are known.

        Those that the dossier lists with their time, where there are any; else each step 5,
        answered by the next step 2 or 4.
        """
        if self._requests is None:  # three clocks ask
            self._requests = tuple(self._found_requests())
        return self._requests

    def _found_requests(self) -> Iterable[Request]:
        if self.times.supplements and (listed := _listed(self.times.supplements)):
            until = self.until
            return [
                Request(asked, answered if answered and answered <= until else None)
                for asked, answered in listed
                if asked <= until
            ]
        return _asked(self._steps) if SUPPLEMENT in self._last else ()


def _listed(supplements: Sequence[Supplement]) -> list[Request]:
    """A request listed twice is one; its first answer counts."""
    answers: dict[datetime, datetime | None] = {}
    for asked, answered in supplements:
        if asked is not None:
            other = answers.get(asked)
            answers[asked] = min(answered, other) if answered and other else answered or other
    return [Request(asked, answers[asked]) for asked in sorted(answers)]


def _asked(steps: Sequence[Step]) -> Iterator[Request]:
    """A step 5 sent again under another unit is one request."""
    open_since: list[datetime] = []
    for at, status in steps:
        if status == SUPPLEMENT:
            if at not in open_since[-1:]:
                open_since.append(at)
        elif status in (RECEIVED, IN_PROGRESS):
            yield from [Request(asked, at) for asked in open_since]
            open_since.clear()
    yield from [Request(asked, None) for asked in open_since]


def requests_of(times: DossierTimes) -> tuple[Request, ...]:
    """Return all requests of the feed in order, whatever their time."""
    return Known(times, LAST_INSTANT).requests()
