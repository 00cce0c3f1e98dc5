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
MARGIN = Decimal(5)


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
    """Return the picture; None for what is no share: only shares have a known scale."""
    rule = None if branch is None else branch.node.rule
    if branch is None or getattr(rule, "of", None) != "percent":
        return None
    figures = [each for each in map(_share, (known, own)) if each is not None]
    if not figures:
        return None
    goal = full_mark(branch)
    marks = [*figures, *([] if goal is None else [goal])]
    first = max(Decimal(0), (min(marks) - MARGIN) // 10 * 10)
    last = max(HUNDRED, *marks)

    def place(value: Decimal) -> float:
        return round(float((value - first) / (last - first) * WIDTH), 1)

    dot = place(figures[0])
    line = None if goal is None else place(goal)
    return Range(place(min(figures)), dot, place(max(figures)), line, first, last, goal)


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
