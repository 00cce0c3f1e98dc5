"""A small picture of a figure against the full mark: a dot, a range, a line."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.core.criteria import Branch
from caicach.core.rules import Given
from caicach.core.rules.given import EmptyDenominator, InputRefused
from caicach.core.rules.measure import read_measure
from caicach.core.rules.steps import StepsRule

WIDTH = 144
HUNDRED = Decimal(100)
TEN = Decimal(10)


@dataclass(frozen=True, slots=True)
class Range:
    """Places in a picture 144 wide. low, high: from the known figure to the own one.

    dot: the known figure, else the own one. first, last: what the ends mean, goal_at the line.
    """

    low: float
    dot: float
    high: float
    goal: float | None
    first: Decimal
    last: Decimal
    goal_at: Decimal | None


def range_of(branch: Branch | None, known: Given | None, own: Given | None) -> Range | None:
    """Return the picture; None for what is no share: only shares have a known scale.

    The scale is the item's, the same for all agencies; what lies beyond stands at its end.
    """
    rule = None if branch is None else branch.node.rule
    if branch is None or getattr(rule, "of", None) != "percent":
        return None
    figures = [each for each in map(_share, (known, own)) if each is not None]
    if not figures:
        return None
    goal, first = full_mark(branch), scale_from(branch)

    def place(value: Decimal) -> float:
        inside = min(max(value, first), HUNDRED)
        return round(float((inside - first) / (HUNDRED - first) * WIDTH), 1)

    line = None if goal is None else place(goal)
    low, high = place(min(figures)), place(max(figures))
    return Range(low, place(figures[0]), high, line, first, HUNDRED, goal)


def scale_from(branch: Branch) -> Decimal:
    """Return where the scale begins: ten below the lowest step, else 0."""
    rule = branch.node.rule
    steps = rule.steps if isinstance(rule, StepsRule) else ()
    lows = [step.low for step in steps if step.low is not None]
    return max(Decimal(0), min(lows) // TEN * TEN - TEN) if lows else Decimal(0)


def _share(given: Given | None) -> Decimal | None:
    if given is None:
        return None
    try:
        return read_measure(given, "percent", may_exceed=True)
    except (InputRefused, EmptyDenominator):
        return None


def full_mark(branch: Branch) -> Decimal | None:
    """Return the least share that earns all points, where the rule names one."""
    rule = branch.node.rule
    if isinstance(rule, StepsRule):
        full = rule.full(branch.maximum)
        best = [step for step in rule.steps if step.amount(branch.maximum) == full]
        return best[0].low if best else None
    for name in ("full_at", "target"):
        found = getattr(rule, name, None)
        if isinstance(found, Decimal):
            return found
    return None
