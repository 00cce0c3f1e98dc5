"""What all rules share: modifiers, points given directly, and the order of questions."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from caicach.core.documents import Loc, Shape
from caicach.core.issues import Lang
from caicach.core.rules.given import (
    ALONE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    Context,
    EmptyDenominator,
    Given,
    InputRefused,
    Score,
    State,
)
from caicach.core.rules.measure import ZERO
from caicach.core.rules.shown import multiples

UNSETTLED = "empty_denominator:unsettled"

Reads = Literal["value", "ratio", "choice", "points", "parts"]


class RuleFault(NamedTuple):
    """A fault inside a rule; `loc` is the entry's place below the rule."""

    code: str
    loc: Loc
    values: Mapping[str, object]


class Rule(Shape):
    """One way to turn what is handed in into points.

    empty_denominator: what a ratio with a base of zero earns; when the text is silent (None) the
        item stays not reported and the result says so.
    blank: what a row handed in without figures earns; None leaves it not reported.
    """

    empty_denominator: Literal["full", "zero", "not_applicable"] | None = None
    blank: Literal["full", "zero", "not_applicable"] | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("value", "points")

    def score(self, given: Given, maximum: Decimal, context: Context = ALONE) -> Score:
        """Return the points of `given`, unrounded.

        maximum: the item's maximum; parameters left out of the rule default to it. A penalty may
            be printed with its minus sign: rules reckon with the amount.

        Raises InputRefused when what is handed in cannot be scored.
        """
        if maximum < ZERO:
            maximum = -maximum
        try:
            if given.points is None and not given.not_applicable and not given.is_blank:
                return self.earn(given, maximum, context)
            if given.not_applicable:
                return NOT_APPLICABLE
            if given.points is not None:
                return self._accept_beside(given, given.points, maximum, context)
        except EmptyDenominator:
            return self._empty(maximum)
        except ArithmeticError as error:
            raise InputRefused("figure-unusable") from error
        return self._settle(self.blank, maximum, "blank") if self.blank else NOT_REPORTED

    def _accept_beside(
        self, given: Given, points: Decimal, maximum: Decimal, context: Context
    ) -> Score:
        """Return points given directly; figures handed in beside them must lead to the same."""
        accepted = self.accept(points, maximum)
        figures = given._replace(points=None)
        if figures.is_blank:
            return accepted
        try:
            computed = self.score(figures, maximum, context)
        except InputRefused as refusal:
            if refusal.code in UNDECIDED:
                return accepted
            raise
        if computed.points is None:
            return accepted
        if not agree(points, computed.points):
            raise InputRefused(
                "points-and-figures-differ", points=points, computed=round(computed.points, 4)
            )
        return computed

    def _empty(self, maximum: Decimal) -> Score:
        if self.empty_denominator is None:
            return Score(None, State.NOT_REPORTED, UNSETTLED)
        return self._settle(self.empty_denominator, maximum, "empty_denominator")

    @abstractmethod
    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        """Return the points by this rule's own arithmetic."""

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        """Return points that a person gave directly. Raises InputRefused outside the bounds."""
        return accept_within(points, ZERO, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        """Yield what is wrong with the rule itself."""
        yield from ()

    @abstractmethod
    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        """Return the rule in one plain sentence."""

    def full(self, maximum: Decimal) -> Decimal:
        """Return the most this rule can give."""
        return maximum

    def _settle(self, how: str, maximum: Decimal, step: str) -> Score:
        if how == "not_applicable":
            return Score(None, State.NOT_APPLICABLE, f"{step}:not_applicable")
        points = self.full(maximum) if how == "full" else ZERO
        return Score(points, State.SCORED, f"{step}:{how}")


def scored(points: Decimal, step: str) -> Score:
    """Return a score whose state is `scored`."""
    return Score(points, State.SCORED, step)


def parts_missing(names: Iterable[str]) -> Score:
    """Return the score of an item some of whose parts were not handed in: not reported."""
    return Score(None, State.NOT_REPORTED, f"parts_missing:{', '.join(names)}")


# Refusals of figures that do not decide the points: a person's judgement does, or peers would.
UNDECIDED = frozenset({"judgement-needs-points", "survey-needs-points", "peers-unknown"})
SLACK = Decimal("1E-9")


def agree(points: Decimal, computed: Decimal) -> bool:
    """Say whether points are those computed, as far as their decimals were printed."""
    exponent = points.as_tuple().exponent
    rounded = isinstance(exponent, int) and exponent < 0
    slack = Decimal(5).scaleb(int(exponent) - 1) if rounded else SLACK
    return abs(points - computed) <= max(slack, SLACK)


def accept_multiple(score: Score, points: Decimal, per_item: Decimal | None, cap: Decimal) -> Score:
    """Return `score` where `points` are whole multiples of `per_item`, or the cap.

    per_item: None where any amount may be given. Raises InputRefused for amounts between.
    """
    if per_item is None or points == cap or points % per_item == 0:
        return score
    raise InputRefused("points-off-step", points=points, known=multiples(per_item))


def accept_within(points: Decimal, low: Decimal, high: Decimal) -> Score:
    """Return points given directly, both bounds included. Raises InputRefused outside them."""
    if points > high:
        raise InputRefused("points-above-maximum", points=points, maximum=high)
    if points < low:
        raise InputRefused("points-below-minimum", points=points, minimum=low)
    return scored(points, "given")


def accept_one_of(points: Decimal, known: dict[str, Decimal]) -> Score:
    """Return points given directly where the rule names the only amounts.

    known: step key to points. Raises InputRefused for any other amount.
    """
    for step, amount in known.items():
        if points == amount:
            return scored(points, step)
    amounts = tuple(dict.fromkeys(known.values()))
    raise InputRefused("points-off-step", points=points, known=amounts)


def check_within(amount: Decimal | None, maximum: Decimal, *loc: str | int) -> Iterator[RuleFault]:
    """An amount of the rule may not pass the item's maximum, nor fall below zero.

    Inside a penalty block an amount below zero is in place; the edition's check knows.
    """
    if amount is not None and amount > maximum:
        yield RuleFault("rule-above-maximum", loc, {"points": amount, "maximum": maximum})
    if amount is not None and amount < 0:
        yield RuleFault("rule-below-zero", loc, {"points": amount})
