"""A law of whole numbers summed up: chances and quantiles, fast for millions too."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import exp, sqrt
from typing import NamedTuple

from caicach.core.targets.count_laws import CountLaw

NEGLIGIBLE = 1e-15
TIE = 1e-12
"""A chance that differs by less is the same: sums of floats end a little above or below."""
FINENESS = 16
"""A block spans at most a sixteenth of the distance over which the weight changes."""


class Block(NamedTuple):
    """Neighbouring whole numbers from `first` to `last` with the sum of their weights."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Tally:
    """The chances of a law. Where blocks are single numbers they are exact to rounding; where
    they are longer, to 1e-8: see `_weigh`.
    """

    law: CountLaw
    peak: float
    firsts: tuple[int, ...]
    blocks: tuple[Block, ...]
    below: tuple[float, ...]
    """Weight before each block, and at the end the whole."""

    def chance_below(self, count: int) -> float:
        """Return the chance of fewer than `count`."""
        place = bisect_right(self.firsts, count) - 1
        if place < 0:
            return 0.0
        block = self.blocks[place]
        if count > block.last:
            return self.below[place + 1] / self.below[-1]
        part = _weigh(self.law, self.peak, block.first, count - 1)
        return (self.below[place] + part) / self.below[-1]

    def chance_between(self, low: int, high: int | None) -> float:
        """Return the chance of `low` to `high`, both included; None is open-ended."""
        if high is not None and high < low:
            return 0.0
        upper = 1.0 if high is None else self.chance_below(high + 1)
        return min(1.0, max(0.0, upper - self.chance_below(low)))

    def quantile(self, share: float) -> int:
        """Return the smallest count that is not exceeded with a chance of at least `share`."""
        wanted = (share - TIE) * self.below[-1]
        place = min(max(bisect_left(self.below, wanted) - 1, 0), len(self.blocks) - 1)
        low, high, _ = self.blocks[place]
        while low < high:
            middle = (low + high) // 2
            if self.chance_below(middle + 1) >= share - TIE:
                high = middle
            else:
                low = middle + 1
        return low


def tally(law: CountLaw) -> Tally:
    """Return the law summed up, without what weighs less than 1e-15 of the whole."""
    peak = law.log_weight(law.mode)
    down = list(_walk_down(law, peak))
    blocks = (*reversed(down), *_walk_up(law, peak))
    below = accumulate((block.weight for block in blocks), initial=0.0)
    return Tally(law, peak, tuple(b.first for b in blocks), blocks, tuple(below))


def _walk_up(law: CountLaw, peak: float) -> Iterator[Block]:
    first, total = law.mode, 0.0
    while first <= law.last:
        last = first + _length(law, first) - 1
        block = Block(first, last, _weigh(law, peak, first, last))
        yield block
        total += block.weight
        if block.weight < NEGLIGIBLE * total and not law.has_two_peaks:
            return
        first = last + 1


def _walk_down(law: CountLaw, peak: float) -> Iterator[Block]:
    last, total = law.mode - 1, 0.0
    while last >= 0:
        first = last - _length(law, last) + 1
        block = Block(first, last, _weigh(law, peak, first, last))
        yield block
        total += block.weight
        if block.weight < NEGLIGIBLE * total and not law.has_two_peaks:
            return
        last = first - 1


def _length(law: CountLaw, count: int) -> int:
    return max(1, int(law.scale(count) / FINENESS))


def _weigh(law: CountLaw, peak: float, first: int, last: int) -> float:
    """Return the weight of `first` to `last`, in units of the peak.

    Two places stand for the whole block, so set that every cubic over its whole numbers is
    summed exactly (Gauss's rule for sums); a single number is weighed itself.
    """
    if last < first:
        return 0.0
    length = last - first + 1
    middle = (first + last) / 2
    if length == 1:
        return exp(law.log_weight(middle) - peak)
    apart = sqrt((length * length - 1) / 12)
    pair = law.log_weight(middle - apart), law.log_weight(middle + apart)
    return length / 2 * (exp(pair[0] - peak) + exp(pair[1] - peak))
