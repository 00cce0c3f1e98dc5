"""What is counted over the whole province, kept in memory until something has changed.

Everything people do leaves an event, and events stand in one order: what came after the last one
known tells what to count again. Standings, which a job writes, have a version of their own.
Only counts of all agencies are kept; a page takes out of them those that its reader may see.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias, TypeVar

from django.db.models import Subquery

from caicach.web.audit.models import Event
from caicach.web.boards.tally import Tally
from caicach.web.boards.tasks import turn_tally
from caicach.web.monitoring.models import StandingsVersion
from caicach.web.plans.models import Task

Part = TypeVar("Part")
Key: TypeAlias = tuple[str, date]

MOST = 200
"""Events beyond which all is counted again."""
TURN = "plans.turn"
ELSEWHERE = (
    *("accounts.", "attachments.", "drafts.", "monitoring.", "notices.", "watch."),
    *("rounds.", "appraisal.", "council.", "results."),
)
"""What happens to these changes no number of targets, tasks or reports."""
STANDINGS, TURNS, OWING = "standings", "turns", "owing"


class Happened(NamedTuple):
    """An event. seal: its hash. standings: the version of the standings as it is now."""

    number: int
    seal: str
    kind: str
    key: str
    standings: int | None


class Kept:
    """The counts of one process; they are made under its lock, so that a crowd counts once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: Happened | None = None
        self._parts: dict[Key, object] = {}

    def part(self, name: str, day: date, make: Callable[[], Part]) -> Part:
        """Return the counts of that name and day, made where they are not there yet."""
        key = (name, day)
        with self._lock:
            if self._last is None:  # nothing would tell that they are old
                return make()
            if key not in self._parts:
                self._parts[key] = make()
            return self._parts[key]  # type: ignore[return-value] # one kind of part for a name

    def bring_up_to_date(self, day: date) -> None:
        """Forget what is old, and count again what one agency did: one query, seldom more."""
        with self._lock:
            news = happened_since(self._last)
            if self._last is not None and self._goes_on(self._last, news, day):
                self._take_in(self._last, news, day)
            else:
                self._parts.clear()
            self._last = news[-1] if news else None

    def forget(self) -> None:
        """Count everything anew when it is next asked for."""
        with self._lock:
            self._last = None
            self._parts.clear()

    def _goes_on(self, last: Happened, news: Sequence[Happened], day: date) -> bool:
        """Say whether the news tell all: a restored database has another log."""
        same_log = bool(news) and news[0][:2] == last[:2]
        return same_log and all(each == day for _name, each in self._parts)

    def _take_in(self, last: Happened, news: Sequence[Happened], day: date) -> None:
        if news[-1].standings != last.standings:
            self._parts.pop((STANDINGS, day), None)
        told = [each for each in news[1:] if not each.kind.startswith(ELSEWHERE)]
        if any(each.kind != TURN for each in told):
            self._parts.clear()
        elif told and isinstance(known := self._parts.get((TURNS, day)), Tally):
            turns = [int(each.key) for each in told]
            owners = set(Task.objects.filter(turns__in=turns).values_list("owner__code", flat=True))
            self._parts[TURNS, day] = known.recounted(owners, turn_tally(owners, day))


KEPT = Kept()


def happened_since(last: Happened | None) -> list[Happened]:
    """Return that event and what came after it; the newest alone after many, or after none."""
    version = Subquery(StandingsVersion.objects.filter(pk=1).values("number")[:1])
    events = Event.objects.annotate(standings=version)
    rows = events.values_list("number", "hash", "subject_kind", "subject_key", "standings")
    if last is not None:
        found = rows.filter(number__gte=last.number).order_by("number")[: MOST + 1]
        news = [Happened(*each) for each in found]
        if len(news) <= MOST:
            return news
    return [Happened(*each) for each in rows.order_by("-number")[:1]]
