"""An agency through time: its names, its parents, and what went into it and out of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from caicach.web.register.models import LINEAGE_KINDS, Agency, Dated, Entry, Lineage, Link
from caicach.web.register.version import register_version

ONE_DAY = timedelta(1)
MOST_STEPS = 60
KINDS = dict(LINEAGE_KINDS)


class Arrow(NamedTuple):
    """What of one agency goes to another, or to none, by their keys."""

    kind: str
    source: int
    target: int | None
    on: date
    share: Decimal
    decision: str


@dataclass(frozen=True, slots=True)
class Named:
    """An agency as it was called on a day; share: the part that goes along, None for all."""

    code: str
    name: str
    day: date
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One reorganisation: "10 + 11 → 21"; nothing on the right where an agency was abolished."""

    on: date
    kind: str
    sources: tuple[Named, ...]
    targets: tuple[Named, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Above:
    """Whom the agency answered to over one run of days."""

    link: Link
    parent: Named


class Timeline:
    """All that one query for names and one for lineage tells about the agency."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.links = list(agency.links_up.select_related("parent").order_by("-valid_from"))
        self._arrows = _arrows(register_version())

    @cached_property
    def names(self) -> list[Entry]:
        """Return its entries, the latest first."""
        return list(reversed(self._book[self.agency.pk]))

    def entry_on(self, day: date) -> Entry | None:
        """Return the entry of that day, None where it is not valid then."""
        return next((each for each in self.names if _holds(each, day)), None)

    @cached_property
    def parents(self) -> list[Above]:
        """Return whom it answered to, the latest first."""
        return [
            Above(link, self._named(link.parent_id, link.valid_to or date.max))
            for link in self.links
        ]

    def above_on(self, day: date) -> Named | None:
        """Return whom it answers to on that day, None for a root."""
        held = (each for each in self.links if _holds(each, day))
        link = next((each for each in held if self._known(each.parent_id, day)), None)
        return None if link is None else self._named(link.parent_id, day)

    @cached_property
    def steps(self) -> list[Step]:
        """Return the reorganisations that lead to it and away from it, the latest first."""
        return [self._step(each) for each in self._found]

    @cached_property
    def _found(self) -> list[tuple[Arrow, ...]]:
        found: dict[tuple[Arrow, ...], None] = {}
        self._walk(self._before, (self.agency.pk, date.max), found)
        self._walk(self._after, (self.agency.pk, date.min), found)
        return sorted(found, key=lambda arrows: arrows[0].on, reverse=True)[:MOST_STEPS]

    @staticmethod
    def _walk(
        steps: Callable[[int, date], Iterator[tuple[tuple[Arrow, ...], list[int]]]],
        start: tuple[int, date],
        found: dict[tuple[Arrow, ...], None],
    ) -> None:
        """Follow the steps as far as they lead; each agency is looked at once for a day."""
        waiting, seen = [start], {start}
        while waiting:
            key, day = waiting.pop()
            for arrows, further in steps(key, day):
                found[arrows] = None
                following = {(each, arrows[0].on) for each in further} - seen
                seen |= following
                waiting += sorted(following)

    def _before(self, key: int, until: date) -> Iterator[tuple[tuple[Arrow, ...], list[int]]]:
        """Yield what went into an agency before a day, with whom to ask next."""
        for on, arrows in self._arrows.reaching.get(key, {}).items():
            if on < until:
                yield arrows, [each.source for each in arrows]

    def _after(self, key: int, since: date) -> Iterator[tuple[tuple[Arrow, ...], list[int]]]:
        """Yield what an agency went into after a day, with what else went there."""
        for on, arrows in self._arrows.leaving.get(key, {}).items():
            if on > since:
                targets = [each.target for each in arrows if each.target is not None]
                alone = len(targets) == 1 and targets[0] is not None
                yield (self._arrows.reaching[targets[0]][on] if alone else arrows), targets

    def _step(self, arrows: tuple[Arrow, ...]) -> Step:
        first, eve = arrows[0], arrows[0].on - ONE_DAY
        targets = dict.fromkeys(each.target for each in arrows if each.target is not None)
        one_source = len({each.source for each in arrows}) == 1 and len(arrows) > 1
        sources = {
            each.source: self._named(each.source, eve, None if one_source else _part(each))
            for each in arrows
        }
        alone = next(iter(targets)) if len(targets) == 1 else None
        if alone is not None and alone not in sources and self._known(alone, eve):
            # an agency that takes in another and keeps its code has no arrow of its own
            sources = {alone: self._named(alone, eve), **sources}
        shares = {each.target: _part(each) for each in arrows if one_source}
        return Step(
            on=first.on,
            kind=str(KINDS[first.kind]),
            sources=tuple(sources.values()),
            targets=tuple(self._named(each, first.on, shares.get(each)) for each in targets),
            decision=next((each.decision for each in arrows if each.decision), ""),
        )

    @cached_property
    def _book(self) -> dict[int, list[Entry]]:
        """The entries of every agency that is named on the page, in one query."""
        keys = {self.agency.pk, *(link.parent_id for link in self.links)}
        for arrows in self._found:
            keys.update(each.source for each in arrows)
            keys.update(each.target for each in arrows if each.target is not None)
        book: dict[int, list[Entry]] = defaultdict(list)
        entries = Entry.objects.filter(agency__in=keys).select_related("agency")
        for each in entries.order_by("valid_from"):
            book[each.agency_id].append(each)
        for own in book.values():
            own.sort(key=lambda entry: entry.valid_from or date.min)
        return book

    def _known(self, key: int, day: date) -> Entry | None:
        return next((each for each in self._book[key] if _holds(each, day)), None)

    def _named(self, key: int, day: date, share: Decimal | None = None) -> Named:
        own = self._book[key]
        entry = self._known(key, day) or own[-1]
        shown = min(day, entry.valid_to or day)
        return Named(entry.agency.code, entry.name, shown, share)


class _Arrows:
    """The whole lineage by both ends and days."""

    def __init__(self, arrows: Iterable[Arrow]) -> None:
        self.leaving = _by_end((each.source, each) for each in arrows)
        self.reaching = _by_end((each.target, each) for each in arrows if each.target is not None)


def _by_end(arrows: Iterable[tuple[int, Arrow]]) -> dict[int, dict[date, tuple[Arrow, ...]]]:
    found: dict[int, dict[date, tuple[Arrow, ...]]] = defaultdict(dict)
    for key, arrow in arrows:
        found[key][arrow.on] = (*found[key].get(arrow.on, ()), arrow)
    return found


@lru_cache(maxsize=2)
def _arrows(version: int) -> _Arrows:
    rows = Lineage.objects.values_list("kind", "source", "target", "on", "share", "decision")
    return _Arrows(list(map(Arrow._make, rows)))


def _part(arrow: Arrow) -> Decimal | None:
    return None if arrow.share == 1 else arrow.share.normalize()


def _holds(dated: Dated, day: date) -> bool:
    return (dated.valid_from or date.min) <= day <= (dated.valid_to or date.max)
