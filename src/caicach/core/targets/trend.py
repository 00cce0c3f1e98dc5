"""A trend of the months, taken as real only where it is clear."""

from math import fsum, sqrt
from typing import NamedTuple

from caicach.core.targets.assumptions import Spread, assumptions
from caicach.core.targets.evidence import Chance, Evidence, joint, stray


class Trend(NamedTuple):
    """What the months would be without their trend, and how far the trend leads on.

    shift: from the level to the middle of the months to come. variance: of that shift.
    """

    level_months: Evidence
    shift: float
    variance: float


def find_trend(evidence: Evidence, left: int, chance: Chance, assumed: Spread) -> Trend:
    """Return the trend of the months, and none where it could be chance or odd months.

    left: months to come, at least one. It is clear when there are enough months and the slope is
    so many times its own error, both as assumed; the error counts what chance does and how
    the months stray around the trend.
    """
    bounds, places, weights = assumptions().trend, evidence.places, evidence.weights
    if len(places) < bounds.months:
        return Trend(evidence, 0.0, 0.0)
    middle = fsum(w * place for w, place in zip(weights, places, strict=True))
    turn = fsum(w * (place - middle) ** 2 for w, place in zip(weights, places, strict=True))
    lever = [w * (place - middle) / turn for w, place in zip(weights, places, strict=True)]
    slope = fsum(each * v for each, v in zip(lever, evidence.values, strict=True))
    flat = evidence.without_slope(slope, middle)
    between = stray(flat, flat.level, chance, assumed) * chance.scale
    by_chance = chance.noise * fsum(c * c / n for c, n in zip(lever, evidence.sizes, strict=True))
    error = by_chance + between * joint(places, lever)
    if abs(slope) < float(bounds.errors) * sqrt(error):
        return Trend(evidence, 0.0, 0.0)
    ahead = places[-1] + (left + 1) / 2 - middle
    return Trend(flat, slope * ahead, error * ahead * ahead)
