"""Steps: the figure falls into one of several ranges, with the bounds as printed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number, Shape, Words
from caicach.core.issues import Lang
from caicach.core.numbers import plain
from caicach.core.rules.given import Context, Given, InputRefused, Score
from caicach.core.rules.measure import HUNDRED, ZERO, Unit, read_measure
from caicach.core.rules.rule import Reads, Rule, RuleFault, accept_one_of, check_within, scored
from caicach.core.rules.shown import shown


class Span(Shape):
    """A range with bounds as printed.

    from / to include the bound; over / below leave it out; no bound means open.
    """

    from_: Number | None = Field(default=None, alias="from")
    over: Number | None = None
    to: Number | None = None
    below: Number | None = None

    def holds(self, value: Decimal) -> bool:
        """Say whether `value` lies in the range."""
        return (
            (self.from_ is None or value >= self.from_)
            and (self.over is None or value > self.over)
            and (self.to is None or value <= self.to)
            and (self.below is None or value < self.below)
        )

    @property
    def low(self) -> Decimal | None:
        return self.over if self.from_ is None else self.from_

    @property
    def high(self) -> Decimal | None:
        return self.below if self.to is None else self.to

    def check(self, *loc: str | int) -> Iterator[RuleFault]:
        """A range has at most one bound at each end, and they leave room."""
        for one, other in (("from", "over"), ("to", "below")):
            name = "from_" if one == "from" else one
            if getattr(self, name) is not None and getattr(self, other) is not None:
                yield RuleFault("bounds-twice", loc, {"one": one, "other": other})
        low, high = self.low, self.high
        if low is not None and high is not None:
            closed = self.from_ is not None and self.to is not None
            if low > high or (low == high and not closed):
                yield RuleFault("bounds-order", loc, {"low": low, "high": high})

    def signs(self) -> str:
        """Return the range in signs, `≥ 80, < 95`, for messages of any language."""
        bounds = (("≥", self.from_), (">", self.over), ("≤", self.to), ("<", self.below))
        return ", ".join(f"{sign} {plain(b)}" for sign, b in bounds if b is not None) or "…"

    def span_words(self, lang: Lang, unit: str) -> str:
        """Return the range in words, `từ 80% đến dưới 95%`."""
        names = WORDS[lang]
        if self.from_ is not None and self.from_ == self.to:
            return f"{shown(self.from_, lang)}{unit}"
        parts = [
            f"{names[name]} {shown(bound, lang)}{unit}"
            for name, bound in (
                ("from", self.from_),
                ("over", self.over),
                ("to", self.to),
                ("below", self.below),
            )
            if bound is not None
        ]
        if len(parts) == 2 and self.below is not None:
            parts[1] = f"{names['to below']} {shown(self.below, lang)}{unit}"
        if len(parts) == 1 and self.from_ is not None:
            parts.append(names["up"])
        return " ".join(parts) or names["any"]


WORDS = {
    "vi": {
        "from": "từ",
        "over": "trên",
        "to": "đến",
        "below": "dưới",
        "to below": "đến dưới",
        "up": "trở lên",
        "any": "mọi giá trị",
    },
    "en": {
        "from": "from",
        "over": "over",
        "to": "to",
        "below": "below",
        "to below": "to below",
        "up": "up",
        "any": "any value",
    },
}


class Step(Span):
    """A range and what it earns; `share` is a percent of the item's maximum."""

    label: Words | None = None
    points: Number | None = None
    share: Number | None = None

    def amount(self, maximum: Decimal) -> Decimal:
        """Return the points of this step; zero when no amount is stated (a checked fault)."""
        if self.points is not None:
            return self.points
        return ZERO if self.share is None else maximum * self.share / HUNDRED


def find_step(value: Decimal, steps: Sequence[Span]) -> int | None:
    """Return the index of the first step that holds `value`, None where none does."""
    for index, step in enumerate(steps):
        if step.holds(value):
            return index
    return None


def score_steps(value: Decimal, steps: Sequence[Step], maximum: Decimal) -> Score:
    """Return the points of the first step that holds `value`.

    value: in the steps' unit, unrounded. Below the lowest step there are no points: 0.
    Raises InputRefused for a value in a gap between steps or above the highest.
    """
    index = find_step(value, steps)
    if index is not None:
        return scored(steps[index].amount(maximum), f"step:{index}")
    if all(step.low is not None and value <= step.low for step in steps):
        return scored(ZERO, "below_steps")
    raise InputRefused("value-outside-steps", value=value)


class StepsRule(Rule):
    """Steps on a percent, a number or a count; bounds included or not, as printed."""

    kind: Literal["steps"] = "steps"
    of: Unit = "percent"
    counted: Words | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
    may_exceed: bool = False

    reads: ClassVar[tuple[Reads, ...]] = ("value", "ratio", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        return score_steps(
            read_measure(given, self.of, may_exceed=self.may_exceed), self.steps, maximum
        )

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        known = {f"step:{i}": step.amount(maximum) for i, step in enumerate(self.steps)}
        return accept_one_of(points, {**known, "below_steps": ZERO})

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        for index, step in enumerate(self.steps):
            yield from check_amount(step, maximum, index)
        yield from check_spans(self.steps, self.of, "steps")

    def full(self, maximum: Decimal) -> Decimal:
        return max(step.amount(maximum) for step in self.steps)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        unit = "%" if self.of == "percent" else ""
        return "; ".join(
            f"{step.span_words(lang, unit)}: {shown(step.amount(maximum), lang)}"
            for step in self.steps
        )


def check_amount(step: Step, maximum: Decimal, index: int) -> Iterator[RuleFault]:
    """Each step states points or a share, within the maximum."""
    if (step.points is None) == (step.share is None):
        yield RuleFault("step-amount", ("steps", index), {"step": step.signs()})
    yield from check_within(step.amount(maximum), maximum, "steps", index)


def check_spans(spans: Sequence[Span], of: Unit, key: str) -> Iterator[RuleFault]:
    """Ranges run in one direction, each can be reached, and no value falls between them."""
    broken = [fault for i, span in enumerate(spans) for fault in span.check(key, i)]
    if broken:
        yield from broken
        return
    yield from _check_order(spans, key)
    yield from _check_overlaps(spans, key)
    yield from _check_reach(spans, of, key)
    yield from _check_gaps(spans, of, key)


def _check_order(spans: Sequence[Span], key: str) -> Iterator[RuleFault]:
    marks = [_mark(span) for span in spans]
    falling = all(a > b for a, b in pairwise(marks))
    rising = all(a < b for a, b in pairwise(marks))
    if falling or rising or len(marks) < 2:
        return
    down = marks[0] > marks[-1]
    for index, (a, b) in enumerate(pairwise(marks)):
        if (a <= b) if down else (a >= b):
            values = {"step": spans[index + 1].signs()}
            yield RuleFault("steps-order", (key, index + 1), values)


def _mark(span: Span) -> tuple[Decimal, Decimal]:
    """Where a range stands on the line: by its lower end, then by its upper."""
    low = Decimal("-Infinity") if span.low is None else span.low
    high = Decimal("Infinity") if span.high is None else span.high
    return low, high


def _probes(spans: Sequence[Span], of: Unit) -> list[Decimal]:
    """Values at, between and around all bounds: enough to meet every range."""
    bounds = sorted({b for span in spans for b in (span.low, span.high) if b is not None})
    if of == "count":
        around = {b + d for b in bounds for d in (-1, 0, 1)} | {ZERO}
        return sorted(value for value in around if value >= 0)
    between = [(a + b) / 2 for a, b in pairwise(bounds)]
    outside = [bounds[0] - 1, bounds[-1] + 1] if bounds else [ZERO]
    probes = sorted({*bounds, *between, *outside})
    return [p for p in probes if of == "number" or ZERO <= p <= HUNDRED]


def _check_reach(spans: Sequence[Span], of: Unit, key: str) -> Iterator[RuleFault]:
    reached = {find_step(value, spans) for value in _probes(spans, of)}
    for index, span in enumerate(spans):
        beyond = of == "percent" and span.low is not None and span.low >= HUNDRED
        if index not in reached and not beyond:
            yield RuleFault("step-unreachable", (key, index), {"step": span.signs()})


def _check_gaps(spans: Sequence[Span], of: Unit, key: str) -> Iterator[RuleFault]:
    """A gap below the lowest range earns nothing (a warning); any other is a fault."""
    missed = [value for value in _probes(spans, of) if find_step(value, spans) is None]
    lows = [span.low for span in spans]
    lowest = None if None in lows else min(low for low in lows if low is not None)
    bottom = [value for value in missed if lowest is not None and value <= lowest]
    inner = [value for value in missed if value not in bottom]
    if bottom:
        yield RuleFault("steps-open-below", (key,), {"value": bottom[-1]})
    if inner:
        yield RuleFault("steps-gap", (key,), {"value": inner[0]})


def _check_overlaps(spans: Sequence[Span], key: str) -> Iterator[RuleFault]:
    """A value printed in two ranges is counted in the first: worth a look.

    A range without an upper bound, listed above another, is only short for "the rest".
    """
    for index, pair in enumerate(pairwise(spans)):
        lower, upper = sorted(pair, key=_mark)
        if lower.high is None or upper.low is None:
            continue
        middle = (lower.high + upper.low) / 2
        if lower.high >= upper.low and lower.holds(middle) and upper.holds(middle):
            yield RuleFault("steps-overlap", (key, index + 1), {"value": middle})
