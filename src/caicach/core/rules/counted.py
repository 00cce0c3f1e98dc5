"""Rules on counted things: so much for each, so much off for each, nothing tolerated."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import gcd
from typing import ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number, Shape, Text, Words
from caicach.core.issues import Lang, Said
from caicach.core.rules.answers import has_happened
from caicach.core.rules.given import NOTHING, Context, Given, InputRefused, Score
from caicach.core.rules.measure import ZERO, read_measure
from caicach.core.rules.rule import (
    Reads,
    Rule,
    RuleFault,
    accept_multiple,
    accept_one_of,
    accept_within,
    check_within,
    parts_missing,
    scored,
)
from caicach.core.rules.shown import multiples, shown


def score_count(count: Decimal, per_item: Decimal, cap: Decimal) -> Score:
    """Return count × per_item, at most `cap`; count is a whole number ≥ 0."""
    earned = count * per_item
    return scored(cap, "capped") if earned > cap else scored(earned, "formula")


class CappedCountRule(Rule):
    """So much for each thing counted, up to a cap; without an amount, points are given."""

    per_item: Number | None = None
    cap: Number | None = None

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if self.per_item is None:
            raise InputRefused("judgement-needs-points", known="points")
        return score_count(read_measure(given, "count"), self.per_item, self.full(maximum))

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        score = super().accept(points, maximum)
        return accept_multiple(score, points, self.per_item, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.cap, maximum, "cap")
        yield from _check_positive(self.per_item, "per_item")

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.cap is None else self.cap


class CountRule(CappedCountRule):
    """So many points for each thing counted, up to a cap (the maximum when left out)."""

    kind: Literal["count"] = "count"
    per_item: Number
    counted: Words | None = None

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        each, cap = shown(self.per_item, lang), shown(self.full(maximum), lang)
        what = f" ({self.counted.text(lang)})" if self.counted else ""
        if lang == "en":
            return f"{each} points for each{what}, at most {cap}"
        return f"Mỗi trường hợp{what} {each} điểm, tối đa {cap}"


class Event(Shape):
    """Something that costs points each time it happens."""

    id: Text | None = None
    event: Words
    amount: Number


def score_deduction(lost: Decimal, start: Decimal, floor: Decimal) -> Score:
    """Return start − lost, at least `floor`."""
    left = start - lost
    if lost == 0:
        return scored(start, "full")
    return scored(floor, "floor") if left <= floor else scored(left, "formula")


class DeductionRule(Rule):
    """Starts at `start` (the maximum when left out); each event takes points, down to `floor`."""

    kind: Literal["deduction"] = "deduction"
    start: Number | None = None
    floor: Number = ZERO
    events: tuple[Event, ...] = Field(min_length=1)

    reads: ClassVar[tuple[Reads, ...]] = ("value", "parts", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        missing = missing_events(given, self.events)
        if missing:
            return parts_missing(missing)
        lost = lost_to_events(given, self.events)
        return score_deduction(lost, self.full(maximum), self.floor)

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        start = self.full(maximum)
        score = accept_within(points, self.floor, start)
        amounts = tuple(dict.fromkeys(each.amount for each in self.events))
        if points == self.floor or can_add_up(start - points, amounts):
            return score
        raise InputRefused("points-off-step", points=points, known=lost_words(start, amounts))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.start, maximum, "start")
        if self.floor >= self.full(maximum):
            values = {"low": self.floor, "high": self.full(maximum)}
            yield RuleFault("bounds-order", ("floor",), values)
        yield from check_within(self.floor, maximum, "floor")
        yield from check_events(self.events)

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.start is None else self.start

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        listed = "; ".join(
            f"{each.event.text(lang)}: −{shown(each.amount, lang)}" for each in self.events
        )
        start, floor = shown(self.full(maximum), lang), shown(self.floor, lang)
        if lang == "en":
            return f"starts at {start}; {listed}; not below {floor}"
        return f"Bắt đầu từ {start}; {listed}; không dưới {floor}"


MOST_UNITS = 10_000


def can_add_up(lost: Decimal, amounts: tuple[Decimal, ...]) -> bool:
    """Say whether events that cost `amounts` can cost `lost` together.

    Beyond MOST_UNITS units of the last decimal only the common divisor is asked.
    """
    places = max(0, *(-int(amount.as_tuple().exponent) for amount in amounts))
    whole, rest = divmod(lost.scaleb(places), 1)
    if rest:
        return False
    units, costs = int(whole), [int(amount.scaleb(places)) for amount in amounts]
    if units > MOST_UNITS:
        return units % gcd(*costs) == 0
    reached = [True] + [False] * units
    for cost in costs:
        for total in range(cost, units + 1):
            reached[total] = reached[total] or reached[total - cost]
    return reached[units]


def lost_words(start: Decimal, amounts: tuple[Decimal, ...]) -> Said:
    """Return `3 − 0,25 × n − 1 × n`: what is left after events that cost `amounts`."""
    each = [multiples(amount) for amount in amounts]
    return Said(
        " − ".join([shown(start, "vi"), *(one.vi for one in each)]),
        " − ".join([shown(start, "en"), *(one.en for one in each)]),
    )


def event_ids(events: tuple[Event, ...]) -> dict[str, Event]:
    """Return events by the key their count is handed in under: their id, or their place."""
    return {each.id or str(i + 1): each for i, each in enumerate(events)}


def check_events(events: tuple[Event, ...]) -> Iterator[RuleFault]:
    """Each event has a name of its own and costs something."""
    seen: set[str] = set()
    for index, event in enumerate(events):
        yield from _check_positive(event.amount, "events", index, "amount")
        name = event.id or str(index + 1)
        if name in seen:
            yield RuleFault("part-duplicate", ("events", index), {"part": name})
        seen.add(name)


def missing_events(given: Given, events: tuple[Event, ...]) -> list[str]:
    """Return events whose count is not known though others were counted one by one.

    Raises InputRefused for a count of an event the rule does not name.
    """
    if not given.parts:
        return []
    known = event_ids(events)
    if strangers := sorted(set(given.parts) - set(known)):
        raise InputRefused("part-unknown", part=strangers[0], known=", ".join(known))
    return [key for key in known if given.parts.get(key, NOTHING).is_blank]


def lost_to_events(given: Given, events: tuple[Event, ...]) -> Decimal:
    """Return the points all counted events cost.

    One event: its count is the value. Several: one count each, by id or place; an event that
    does not apply costs nothing.
    Raises InputRefused for a bare count where there are several.
    """
    known = event_ids(events)
    counts: Mapping[str, Given] = given.parts or {}
    if not counts:
        if len(events) > 1 and given.value != 0:
            raise InputRefused("events-need-parts", known=", ".join(known))
        counts = {next(iter(known)): given}
    lost = (
        read_measure(count, "count") * known[key].amount
        for key, count in counts.items()
        if not count.not_applicable
    )
    return sum(lost, ZERO)


class ZeroToleranceRule(Rule):
    """Clean points when nothing happened; any case at all earns `any`."""

    kind: Literal["zero_tolerance"] = "zero_tolerance"
    clean: Number | None = None
    any: Number = ZERO
    counted: Words | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("value", "choice", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if given.choice is not None:
            happened = has_happened(given.choice)
            if happened is None:
                raise InputRefused("answer-unknown", choice=given.choice)
        else:
            happened = read_measure(given, "count") > 0
        return scored(self.any, "any") if happened else scored(self.full(maximum), "clean")

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        return accept_one_of(points, {"clean": self.full(maximum), "any": self.any})

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.clean, maximum, "clean")
        if self.any >= self.full(maximum):
            values = {"low": self.any, "high": self.full(maximum)}
            yield RuleFault("bounds-order", ("any",), values)

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.clean is None else self.clean

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        clean, happened = shown(self.full(maximum), lang), shown(self.any, lang)
        if lang == "en":
            return f"no case: {clean}; one case or more: {happened}"
        return f"Không có trường hợp nào: {clean}; có từ 01 trường hợp: {happened}"


class BonusRule(CappedCountRule):
    """Bonus points on top of the total: so much for each case, up to a cap."""

    kind: Literal["bonus"] = "bonus"

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        cap = shown(self.full(maximum), lang)
        each = "" if self.per_item is None else shown(self.per_item, lang)
        if lang == "en":
            return (f"bonus of {each} for each case, at most {cap}") if each else f"bonus to {cap}"
        return f"Cộng {each} điểm mỗi trường hợp, tối đa {cap}" if each else f"Cộng tối đa {cap}"


class PenaltyRule(Rule):
    """Penalty points off the total: so much for each event, down to minus the cap.

    Points are zero or negative; the cap is written as a positive amount.
    """

    kind: Literal["penalty"] = "penalty"
    per_event: Number | None = None
    cap: Number | None = None

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if self.per_event is None:
            raise InputRefused("judgement-needs-points", known="points")
        lost = score_count(read_measure(given, "count"), self.per_event, self.most(maximum))
        return scored(-(lost.points or ZERO), lost.step)

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        least = -self.most(maximum)
        if points > 0:
            raise InputRefused("penalty-above-zero", points=points)
        if points < least:
            raise InputRefused("points-below-minimum", points=points, minimum=least)
        return accept_multiple(scored(points, "given"), -points, self.per_event, -least)

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.cap, abs(maximum), "cap")
        yield from _check_positive(self.per_event, "per_event")

    def most(self, maximum: Decimal) -> Decimal:
        """Return the most that can be taken off, as a positive amount."""
        return abs(maximum) if self.cap is None else self.cap

    def full(self, maximum: Decimal) -> Decimal:
        return ZERO

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        cap = shown(self.most(maximum), lang)
        each = "" if self.per_event is None else shown(self.per_event, lang)
        if lang == "en":
            return f"{each} off for each event, at most {cap}" if each else f"at most {cap} off"
        return f"Trừ {each} điểm mỗi lần, tối đa trừ {cap}" if each else f"Trừ tối đa {cap}"


def _check_positive(amount: Decimal | None, *loc: str | int) -> Iterator[RuleFault]:
    if amount is not None and amount <= 0:
        yield RuleFault("amount-not-positive", loc, {"value": amount})
