"""Faults of a register of agencies, all of them, each at its entry."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from caicach.core.agencies.agency import Agency, Dated, ParentLink
from caicach.core.agencies.check_lineage import check_lineage
from caicach.core.agencies.check_links import check_links
from caicach.core.agencies.fault import shown_day
from caicach.core.agencies.lineage import Lineage
from caicach.core.issues import Issue, issue

Place: TypeAlias = Callable[[str, int], str]


def name_place(part: str, number: int) -> str:
    """Return where an entry stands when no file is known: "agencies[1]" is the first."""
    return f"{part}[{number + 1}]"


def check_register(
    agencies: Sequence[Agency], links: Sequence[ParentLink], lineage: Lineage, place: Place
) -> Iterator[Issue]:
    """Yield every fault of agencies, links and lineage, and the warnings."""
    yield from _reversed(agencies, "agencies", place)
    yield from _reversed(links, "links", place)
    yield from _overlaps(agencies, place)
    yield from check_links(links, lineage.lives, place)
    yield from check_lineage(agencies, lineage, place)


def _reversed(entries: Sequence[Dated], part: str, place: Place) -> Iterator[Issue]:
    for number, each in enumerate(entries):
        if each.last < each.first:
            where = place(part, number)
            yield issue("validity-reversed", where, first=each.valid_from, last=each.valid_to)


def _overlaps(agencies: Sequence[Agency], place: Place) -> Iterator[Issue]:
    """One code may be borne again later, never twice on one day."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(agencies):
        if each.first <= each.last:
            by_code[each.code].append(number)
    for code, numbers in by_code.items():
        numbers.sort(key=lambda number: agencies[number].first)
        latest = date.min
        for place_in_code, number in enumerate(numbers):
            each = agencies[number]
            if place_in_code and each.first <= latest:
                where = place("agencies", number)
                yield issue("agency-overlap", where, code=code, on=shown_day(each.first))
            latest = max(latest, each.last)
