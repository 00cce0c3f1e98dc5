"""What the months of a year tell: a level, and how far months stray from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import NamedTuple, Self

from caicach.core.targets.assumptions import Spread, assumptions


@dataclass(frozen=True, slots=True)
class Evidence:
    """Months that have a value: their place in the year, value, and size behind the value.

    sizes: cases of a ratio, or the time a count was taken over.
    """

    places: tuple[int, ...]
    values: tuple[float, ...]
    sizes: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def level(self) -> float:
        """Return the weighted mean of the values."""
        return fsum(w * v for w, v in zip(self.weights, self.values, strict=True))

    @property
    def size(self) -> float:
        """Return how many cases of equal weight tell as much as these months do."""
        pairs = zip(self.weights, self.sizes, strict=True)
        return 1 / fsum(w * w / size for w, size in pairs)

    def without_slope(self, slope: float, middle: float) -> Self:
        """Return the months with a trend taken out that turns around `middle`."""
        pairs = zip(self.places, self.values, strict=True)
        values = tuple(value - slope * (place - middle) for place, value in pairs)
        return replace(self, values=values)


def weigh_months(months: Sequence[tuple[float, float] | None]) -> Evidence | None:
    """Return the evidence of months in order, as (value, size); None when no month has any.

    A month weighs by its size, and half as much for each half-life that it lies back.
    """
    known = [(place, *month) for place, month in enumerate(months) if month and month[1] > 0]
    if not known:
        return None
    half_life = float(assumptions().half_life.months)
    raw = [size * 0.5 ** ((len(months) - 1 - place) / half_life) for place, _, size in known]
    places, values, sizes = zip(*known, strict=True)
    return Evidence(places, values, sizes, tuple(each / fsum(raw) for each in raw))


class Chance(NamedTuple):
    """What chance alone does: the variance `noise` of a single case, measured in `scale`.

    noise: so that a month of n cases has noise / n.
    scale: p(1-p) for shares, the squared level for counts.
    """

    noise: float
    scale: float


def stray(evidence: Evidence, level: float, chance: Chance, assumed: Spread) -> float:
    """Return how far months stray beyond chance: the variance of their true values over the scale.

    The moment estimate compares the weighted squares around the level with what chance and the
    persistence of months leave to be expected; it is then drawn to what is `assumed`, the
    more so the fewer the months and the more chance hides them.

    Source: J. C. Kleinman, Proportions with extraneous variance: single and independent samples,
    Journal of the American Statistical Association 68 (1973) 46-54, with unequal weights; the
    persistence of months is ours.
    """
    prior, prior_months = float(assumed.share), float(assumed.months)
    weights, sizes = evidence.weights, evidence.sizes
    apart = (1 - joint(evidence.places, weights)) * chance.scale
    if apart <= 0:
        return prior
    squares = fsum(w * (v - level) ** 2 for w, v in zip(weights, evidence.values, strict=True))
    by_chance = fsum(w * (1 - w) / n for w, n in zip(weights, sizes, strict=True)) * chance.noise
    clarity = prior / (prior + by_chance / apart)
    months = (len(weights) - 1) * clarity * clarity
    found = (squares - by_chance) / apart
    return max(0.0, (prior_months * prior + months * found) / (prior_months + months))


def carry_forward(evidence: Evidence, left: int) -> float:
    """Return how far the mean of `left` months to come strays from the level of those past.

    In units of the variance between months; a month resembles its neighbours most.
    """
    first = evidence.places[-1] + 1
    places = (*evidence.places, *range(first, first + left))
    return joint(places, (*(-w for w in evidence.weights), *[1 / left] * left))


def joint(places: Sequence[int], weights: Sequence[float]) -> float:
    """Return the variance of a weighted sum of months of variance 1 that persist."""
    keep = float(assumptions().persistence.per_month)
    pairs = list(zip(places, weights, strict=True))
    return fsum(v * w * keep ** abs(p - q) for p, v in pairs for q, w in pairs)
