"""Faults of lineage: unknown agencies, shares that do not add up, ends that are no ends."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext

from caicach.core.agencies.agency import Agency, LineageEvent, LineageKind
from caicach.core.agencies.lineage import EXACT, Lineage, Lives
from caicach.core.issues import Issue, issue
from caicach.core.numbers import plain

_ONE_DAY = timedelta(1)


def check_lineage(
    agencies: Sequence[Agency], lineage: Lineage, place: Callable[[str, int], str]
) -> Iterator[Issue]:
    """Yield the faults of the events, and a warning for each end that no event explains."""
    groups: dict[tuple[str, date], list[int]] = {}
    for number, event in enumerate(lineage.events):
        yield from _event(event, lineage.lives, place("lineage", number))
        groups.setdefault((event.from_code, event.on), []).append(number)
    for numbers in groups.values():
        together = [lineage.events[number] for number in numbers]
        yield from _leaving(together, lineage.lives, place("lineage", numbers[0]))
    for number, agency in enumerate(agencies):
        yield from _unexplained_end(agency, lineage, place("agencies", number))


def _event(event: LineageEvent, lives: Lives, where: str) -> Iterator[Issue]:
    if (event.to_code is None) != (event.kind is LineageKind.ABOLISH):
        yield issue("lineage-target", where, kind=event.kind.value, code=event.from_code)
    yield from _valid_end(event.from_code, _day_before(event.on), lives, where)
    if event.to_code is not None:
        yield from _valid_end(event.to_code, event.on, lives, where)


def _valid_end(code: str, on: date, lives: Lives, where: str) -> Iterator[Issue]:
    if code not in lives:
        yield issue("lineage-unknown", where, code=code)
    elif not lives.cover(code, on, on):
        yield issue("lineage-not-valid", where, code=code, on=on.isoformat())


def _leaving(events: Sequence[LineageEvent], lives: Lives, where: str) -> Iterator[Issue]:
    """Check together what leaves one agency on one day."""
    code, on = events[0].from_code, events[0].on
    with localcontext(EXACT):
        total = sum((event.share for event in events), Decimal(0))
    if total != 1:
        values = {"code": code, "on": on.isoformat(), "total": plain(total)}
        yield issue("lineage-shares", where, **values)
    goes_on = any(event.to_code == code for event in events)
    if not goes_on and lives.cover(code, _day_before(on), on):
        yield issue("lineage-outlives", where, code=code, on=on.isoformat())


def _unexplained_end(agency: Agency, lineage: Lineage, where: str) -> Iterator[Issue]:
    ends = [last for _, last in lineage.lives.runs(agency.code)]
    if agency.valid_to is None or agency.valid_to not in ends or agency.valid_to == date.max:
        return
    if agency.valid_to + _ONE_DAY not in lineage.leaving(agency.code):
        last = agency.valid_to.isoformat()
        yield issue("agency-end-unexplained", where, code=agency.code, last=last)


def _day_before(day: date) -> date:
    return day if day == date.min else day - _ONE_DAY
