"""Faults of parent links: unknown ends, days outside them, two parents, circles."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import groupby, pairwise

from caicach.core.agencies.agency import ParentLink
from caicach.core.agencies.fault import shown_day
from caicach.core.agencies.lineage import Lives, Run
from caicach.core.issues import Issue, issue


@dataclass(frozen=True, slots=True)
class Hold:
    """One run of days on which a link really holds, both bodies being valid."""

    first: date
    last: date
    number: int
    child: str
    parent: str


def check_links(
    links: Sequence[ParentLink], lives: Lives, place: Callable[[str, int], str]
) -> Iterator[Issue]:
    """Yield the faults of `links`; place names where a link stands."""
    for number, link in enumerate(links):
        for code in (link.child, link.parent):
            yield from _end(link, code, lives, place("links", number))
    holds = [hold for number, link in enumerate(links) for hold in _holds(number, link, lives)]
    holds.sort(key=lambda hold: (hold.first, hold.number))
    yield from _two_parents(holds, place)
    yield from _circles(holds, place)


def _end(link: ParentLink, code: str, lives: Lives, where: str) -> Iterator[Issue]:
    if code not in lives:
        yield issue("link-unknown", where, code=code, child=link.child, parent=link.parent)
        return
    stated = [day for day in (link.valid_from, link.valid_to) if day is not None]
    if stated and stated[0] <= stated[-1] and not lives.cover(code, stated[0], stated[-1]):
        yield issue("link-outside", where, code=code, child=link.child, parent=link.parent)


def _holds(number: int, link: ParentLink, lives: Lives) -> Iterator[Hold]:
    for own in lives.runs(link.child):
        for above in lives.runs(link.parent):
            first, last = _shared((link.first, link.last), own, above)
            if first <= last:
                yield Hold(first, last, number, link.child, link.parent)


def _shared(*runs: Run) -> Run:
    return max(first for first, _ in runs), min(last for _, last in runs)


def _two_parents(holds: Sequence[Hold], place: Callable[[str, int], str]) -> Iterator[Issue]:
    by_child: dict[str, list[Hold]] = defaultdict(list)
    for hold in holds:
        by_child[hold.child].append(hold)
    for child, own in by_child.items():
        longest = own[0]
        for _, later in pairwise(own):
            if later.first <= longest.last:
                where, on = place("links", later.number), shown_day(later.first)
                both = {"one": longest.parent, "other": later.parent}
                yield issue("link-two-parents", where, child=child, on=on, **both)
            longest = max(longest, later, key=lambda hold: hold.last)


def _circles(holds: Sequence[Hold], place: Callable[[str, int], str]) -> Iterator[Issue]:
    """A circle closes on the first day of one of its links, so only those days are looked at."""
    told: set[frozenset[str]] = set()
    in_force = InForce()
    for day, together in groupby(holds, key=lambda hold: hold.first):
        beginning = list(together)
        in_force.move_to(day, beginning)
        for hold in beginning:
            circle = _circle(hold.child, in_force.parents)
            if circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                path, where = " → ".join([*circle, circle[0]]), place("links", hold.number)
                yield issue("link-circle", where, path=path, on=shown_day(day))


class InForce:
    """The links that hold on a day that only moves on; of two parents the first one counts."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self._of_child: dict[str, list[Hold]] = defaultdict(list)
        self._by_last: list[tuple[date, int, Hold]] = []
        self._count = 0

    def move_to(self, day: date, beginning: Sequence[Hold]) -> None:
        """Drop what ended before `day` and add what begins on it."""
        while self._by_last and self._by_last[0][0] < day:
            ended = heappop(self._by_last)[2]
            self._of_child[ended.child].remove(ended)
            self._choose(ended.child)
        for hold in beginning:
            self._count += 1  # keeps holds themselves from being compared
            heappush(self._by_last, (hold.last, self._count, hold))
            self._of_child[hold.child].append(hold)
            self._choose(hold.child)

    def _choose(self, child: str) -> None:
        if own := self._of_child[child]:
            self.parents[child] = own[0].parent
        else:
            self.parents.pop(child, None)


def _circle(start: str, parents: Mapping[str, str]) -> list[str]:
    """Return the way up from `start` back to itself; empty where it leads elsewhere."""
    way, seen = [start], {start}
    while (above := parents.get(way[-1])) is not None:
        if above == start:
            return way
        if above in seen:
            return []
        way.append(above)
        seen.add(above)
    return []
