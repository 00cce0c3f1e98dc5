"""What it takes to earn more at one item, found by asking its rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from decimal import Context as DecimalContext
from typing import Literal, NamedTuple

from caicach.core.criteria import Node
from caicach.core.rounds.reached import Reach
from caicach.core.rules import ALONE, Context, Given, InputRefused, Rule, Score

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
HUNDREDTH = Decimal("0.01")
FARTHEST = 2**40
"""Steps looked ahead where a figure has no bound of its own."""

GRADUAL = ("formula", "zero")
"""Outcomes from which every little earns a little: only the full mark is worth telling."""


@dataclass(frozen=True, slots=True)
class Takes:
    """The least change that earns more, and the least that earns all; they may be the same.

    full: None where no change of the figure reaches it. is_gradual: points come little by little.
    """

    points_now: Decimal
    next: Reach
    full: Reach | None
    is_gradual: bool

    @property
    def told(self) -> Reach:
        """Return the one of both that is worth telling."""
        return self.full if self.is_gradual and self.full else self.next


def what_it_takes(
    node: Node, given: Given, maximum: Decimal | None = None, context: Context = ALONE
) -> Takes | None:
    """Return how much more, or less, of the figure handed in earns more points.

    The rule itself is asked, for whole numbers of counts and hundredths of other values, in
    doubling steps and then by halves; so the answer is the least where points only grow that way.

    maximum: of the item for its block, that of the node when left out.
    context: what the rule must know of others; a figure scaled by another item needs the scale.
    None where a person judges, a choice or parts were handed in, nothing was, or nothing would
    earn more. Points given beside a figure are left out of account.
    """
    line = _line(node, given, maximum, context)
    now = None if line is None else line.score(line.start)
    if line is None or now is None or now.points is None:
        return None
    points = now.points
    for way in line.ways():
        steps = _accepted(line, way)
        near = _least(line, steps, lambda earned: earned > points)
        if near is not None:
            far = _least(line, steps, lambda earned: earned >= line.full)
            is_gradual = now.step in GRADUAL
            return Takes(
                points, line.reach(near), None if far is None else line.reach(far), is_gradual
            )
    return None


class Steps(NamedTuple):
    """Figures on one side of that of now: `first` is the nearest, `most` of them."""

    first: Decimal
    by: Decimal
    most: int

    def at(self, place: int) -> Decimal:
        """Return the figure at a place from 1."""
        return self.first + (place - 1) * self.by


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure of an item, and what the rule makes of it."""

    rule: Rule
    maximum: Decimal
    context: Context
    given: Given
    figure: Literal["numerator", "value"]
    start: Decimal

    @property
    def full(self) -> Decimal:
        return self.rule.full(self.maximum)

    def score(self, figure: Decimal) -> Score | None:
        """Return what the rule gives for `figure`; None where it refuses it."""
        if self.figure == "numerator":
            given = self.given._replace(points=None, value=None, numerator=figure)
        else:
            has_sign = self.given.has_sign or figure != self.start
            given = self.given._replace(points=None, value=figure, has_sign=has_sign)
        try:
            with localcontext(DecimalContext(prec=28)):
                scaled = given.scaled(self.context.scale)
                return self.rule.score(scaled, self.maximum, self.context)
        except InputRefused:
            return None

    def points(self, figure: Decimal) -> Decimal | None:
        score = self.score(figure)
        return None if score is None else score.points

    def reach(self, figure: Decimal) -> Reach:
        points = self.points(figure) or ZERO
        return Reach(self.figure, figure - self.start, points, points >= self.full)

    def ways(self) -> Iterator[Steps]:
        """Yield the figures above that of now, then those below, as far as they make sense."""
        unit = self._unit()
        above = (self.start / unit).to_integral_value(ROUND_FLOOR) * unit + unit
        below = (self.start / unit).to_integral_value(ROUND_CEILING) * unit - unit
        top = self._top()
        up = FARTHEST if top is None else int((top - above) / unit) + 1
        yield Steps(above, unit, max(0, up))
        if self.start > 0:
            yield Steps(below, -unit, int(below / unit) + 1)

    def _unit(self) -> Decimal:
        """Counts go by one; so does whatever the rule takes only whole."""
        if self.figure == "numerator" and self.start == self.start.to_integral_value():
            return ONE
        beside = (self.start / HUNDREDTH).to_integral_value(ROUND_FLOOR) * HUNDREDTH + HUNDREDTH
        if beside == beside.to_integral_value():
            beside += HUNDREDTH
        return HUNDREDTH if self.points(beside) is not None else ONE

    def _top(self) -> Decimal | None:
        if getattr(self.rule, "of", None) != "percent" or getattr(self.rule, "may_exceed", False):
            return None
        return self.given.denominator if self.figure == "numerator" else HUNDRED


def _line(node: Node, given: Given, maximum: Decimal | None, context: Context) -> _Line | None:
    rule = node.rule
    if rule is None or given.not_applicable or given.choice is not None or given.parts:
        return None
    if node.scaled_by is not None and context.scale is None:
        return None
    most = abs(node.max_points or ZERO) if maximum is None else abs(maximum)
    if given.numerator is not None and given.denominator and "ratio" in rule.reads:
        return _Line(rule, most, context, given, "numerator", given.numerator)
    if given.value is not None and given.denominator is None and "value" in rule.reads:
        return _Line(rule, most, context, given, "value", given.value)
    return None


def _accepted(line: _Line, steps: Steps) -> Steps:
    """Return the figures up to the first the rule refuses: an index above 100, say."""

    def is_refused(place: int) -> bool:
        return line.score(steps.at(place)) is None

    place = _first(is_refused, steps.most)
    return steps if place is None else steps._replace(most=place - 1)


def _least(line: _Line, steps: Steps, enough: Callable[[Decimal], bool]) -> Decimal | None:
    """Return the nearest figure whose points are enough, None where none is found."""

    def is_enough(place: int) -> bool:
        points = line.points(steps.at(place))
        return points is not None and enough(points)

    place = _first(is_enough, steps.most)
    return None if place is None else steps.at(place)


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Return the first place from 1 to `most` where it holds, doubling, then halving."""
    low, high = 0, 1
    while high < most and not holds(high):
        low, high = high, high * 2
    high = min(high, most)
    if high <= low or not holds(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
