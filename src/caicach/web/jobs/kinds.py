"""What jobs there are: each app makes its own known when it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


class Run(Protocol):
    """A job as its function sees it."""

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is. Raises LostLeaseError when another worker has taken it."""


Work = Callable[..., Any]
NextTime = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Kind:
    """A job's name, what it does, and when it comes again by itself."""

    name: str
    work: Work
    next_time: NextTime | None = None


KINDS: dict[str, Kind] = {}


def job(name: str, next_time: NextTime | None = None) -> Callable[[Work], Work]:
    """Make a function known as a job; it is called with the run and its arguments."""

    def keep(work: Work) -> Work:
        KINDS[name] = Kind(name, work, next_time)
        return work

    return keep


def every(minutes: int) -> NextTime:
    """Return a rhythm: so many minutes after the last time."""
    return lambda now: now + timedelta(minutes=minutes)


def daily(hour: int, minute: int = 0) -> NextTime:
    """Return a rhythm: each day at that time, in the zone of the time it is asked with."""

    def following(now: datetime) -> datetime:
        today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)

    return following
