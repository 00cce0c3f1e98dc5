"""The year-end number of things counted over a year: what came so far, and the pace since."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from caicach.core.targets.assumptions import assumptions
from caicach.core.targets.count_laws import NegativeBinomial
from caicach.core.targets.evidence import Chance, Evidence, carry_forward, stray, weigh_months
from caicach.core.targets.exact import chance_of
from caicach.core.targets.forecast import Forecast, Verdict
from caicach.core.targets.reach import HUNDRED, Reached, reached_range
from caicach.core.targets.shape import TargetShape
from caicach.core.targets.tally import tally


def forecast_count(
    shape: TargetShape, months: Sequence[int | None], months_left: int, *, now: int | None = None
) -> Forecast | None:
    """Return how many there will be at the due day; None when no month is known.

    months: how many came in each closed month of the year, in order; None where not known.
    now: how many came so far, where that is more than the months (an open month, say).

    What is to come is Gamma-Poisson: the pace of the months, recent ones weighing more, with
    Jeffreys' half event, and a width that also holds how months stray from each other. A count
    never falls, so a "≥" is sure once reached and a "≤" lost once passed.

    Raises ValueError for a target that names no number.

    Source: see `NegativeBinomial` for the law and `stray` for its moments.
    """
    evidence = weigh_months([None if each is None else (each, 1) for each in months])
    if evidence is None:
        return None
    so_far = sum(each for each in months if each is not None) if now is None else now
    law = _law(evidence, months_left) if months_left > 0 else None
    return _read_off(shape, so_far, law, max(months_left, 0))


def _read_off(
    shape: TargetShape, so_far: int, law: NegativeBinomial | None, months_left: int
) -> Forecast:
    """Without a law nothing more can come."""
    low, mid, high, chance = 0, 0, 0, 0.0
    least, most = _wanted(reached_range(shape), so_far)
    verdict = _verdict(least, most, months_left)
    if law is not None:
        counted = tally(law)
        tail = (1 - float(assumptions().interval.percent) / HUNDRED) / 2
        low, mid, high = (counted.quantile(share) for share in (tail, 0.5, 1 - tail))
        chance = counted.chance_between(max(least, 0), most)
    return Forecast(
        method="gamma_poisson",
        mid=Decimal(so_far + mid),
        low=Decimal(so_far + low),
        high=Decimal(so_far + high),
        chance=chance_of(chance, verdict),
        remaining=months_left,
        basis="pace" if law is not None else "none",
        verdict=verdict,
        needed=_needed(shape, least, most) if verdict == "open" else None,
        best=None,
        worst=Decimal(so_far),
    )


def _law(evidence: Evidence, months_left: int) -> NegativeBinomial:
    pace = evidence.level + 0.5 / evidence.size
    between = stray(evidence, pace, Chance(pace, pace * pace), assumptions().pace)
    width = 1 / (pace * evidence.size) + between * carry_forward(evidence, months_left)
    return NegativeBinomial(shape=1 / width, mean=pace * months_left)


def _wanted(reached: Reached, so_far: int) -> tuple[int, int | None]:
    """Return the least and the most still to come that reach the target; None is open-ended."""
    low, high = 0, None
    if reached.low is not None:
        bound: Fraction = reached.low - so_far
        low = floor(bound) + 1 if reached.is_strict else ceil(bound)
    if reached.high is not None:
        bound = reached.high - so_far
        high = ceil(bound) - 1 if reached.is_strict else floor(bound)
    return low, high


def _verdict(least: int, most: int | None, months_left: int) -> Verdict:
    if most is not None and (most < 0 or most < least):
        return "impossible"
    if least <= 0 and (most is None or months_left <= 0):
        return "sure"
    return "open" if months_left > 0 else "impossible"


def _needed(shape: TargetShape, least: int, most: int | None) -> Decimal | None:
    if shape.is_falling:
        return None if most is None else Decimal(most)
    return Decimal(max(least, 0))
