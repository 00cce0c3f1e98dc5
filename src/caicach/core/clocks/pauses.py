"""Time in which a dossier waited for the citizen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from caicach.core.clocks.known import Request

NONE = timedelta(0)


def first_open(requests: Iterable[Request]) -> datetime | None:
    """Return when the first request without an answer was made."""
    for asked, answered in requests:
        if answered is None:
            return asked
    return None


def paused(requests: Iterable[Request], until: datetime) -> timedelta:
    """Return the time before `until` that answered requests cover, twice covered taken once.

    requests: by their time. An answer before its request covers nothing.
    """
    total, covered = NONE, None
    for asked, answered in requests:
        if answered is None:
            continue
        begin = asked if covered is None or asked > covered else covered
        stop = min(answered, until)
        if stop > begin:
            total += stop - begin
            covered = stop
    return total


def answered_by(requests: Iterable[Request], until: datetime) -> list[Request]:
    """Return the requests that were answered by `until`; an open one pauses nothing."""
    return [each for each in requests if each[1] is not None and each[1] <= until]
