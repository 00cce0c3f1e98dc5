"""How many of the cases to come succeed, or how many come: laws of whole numbers.

A law says where it is highest and how its weight runs; `tally` sums it up.
"""

from dataclasses import dataclass
from math import inf, lgamma, log
from typing import Protocol


class CountLaw(Protocol):
    """Weights of the whole numbers from 0 to `last`."""

    @property
    def last(self) -> float: ...

    @property
    def mode(self) -> int: ...

    @property
    def has_two_peaks(self) -> bool: ...

    def log_weight(self, count: float) -> float:
        """Return the logarithm of the weight, up to a constant; smooth between whole numbers."""
        ...

    def scale(self, count: float) -> float:
        """Return over how many whole numbers around `count` the weight changes little."""
        ...


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Successes among `trials` cases whose common chance is drawn from Beta(a, b).

    Source: J. G. Skellam, A probability distribution derived from the binomial distribution by
    regarding the probability of success as variable between the sets of trials, Journal of the
    Royal Statistical Society B 10 (1948) 257-261.
    """

    trials: int
    a: float
    b: float

    @property
    def last(self) -> float:
        return self.trials

    @property
    def mode(self) -> int:
        if self.a <= 1 and self.b <= 1:
            return 0 if self.a <= self.b else self.trials
        if self.a <= 1:
            return 0
        if self.b <= 1:
            return self.trials
        return int((self.trials + 1) * (self.a - 1) / (self.a + self.b - 2))

    @property
    def has_two_peaks(self) -> bool:
        return self.a <= 1 and self.b <= 1

    def log_weight(self, count: float) -> float:
        rest = self.trials - count
        return lgamma(count + self.a) - lgamma(count + 1) + lgamma(rest + self.b) - lgamma(rest + 1)

    def scale(self, count: float) -> float:
        rest = self.trials - count
        slope = log((count + self.a) / (count + 1)) - log((rest + self.b) / (rest + 1))
        bend = (1 / (count + 1) - 1 / (count + self.a)) + (1 / (rest + 1) - 1 / (rest + self.b))
        return min(count + 1, rest + 1, _inverse(abs(slope)), _inverse(abs(bend) ** 0.5))


@dataclass(frozen=True, slots=True)
class NegativeBinomial:
    """Cases that come when their expected number is drawn from a Gamma law of that `mean`.

    shape: of the Gamma law; the larger, the nearer to Poisson.

    Source: M. Greenwood and G. U. Yule, An inquiry into the nature of frequency distributions
    representative of multiple happenings, Journal of the Royal Statistical Society 83 (1920)
    255-279.
    """

    shape: float
    mean: float

    @property
    def last(self) -> float:
        return inf

    @property
    def mode(self) -> int:
        return max(0, int(self.mean * (self.shape - 1) / self.shape))

    @property
    def has_two_peaks(self) -> bool:
        return False

    def log_weight(self, count: float) -> float:
        decay = log(self.mean / (self.mean + self.shape))
        return lgamma(count + self.shape) - lgamma(count + 1) + count * decay

    def scale(self, count: float) -> float:
        decay = log(self.mean / (self.mean + self.shape))
        slope = log((count + self.shape) / (count + 1)) + decay
        bend = 1 / (count + 1) - 1 / (count + self.shape)
        return min(count + 1, _inverse(abs(slope)), _inverse(abs(bend) ** 0.5))


def _inverse(steepness: float) -> float:
    return inf if steepness == 0 else 1 / steepness
