"""Draws that are the same for the same seed, on every machine."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")
BLOCK = 8192


class Dice:
    """A stream of draws; each name of a stream and seed has its own."""

    __slots__ = ("_at", "_block", "_source")

    def __init__(self, seed: int, name: str) -> None:
        self._source = np.random.Generator(np.random.PCG64([seed, crc32(name.encode())]))
        self._block: list[float] = []
        self._at = BLOCK

    def draw(self) -> float:
        """Return a number from 0 up to but not 1."""
        at = self._at
        if at == BLOCK:
            self._block = self._source.random(BLOCK).tolist()
            at = 0
        self._at = at + 1
        return self._block[at]

    def chance(self, probability: float) -> bool:
        """Return whether something of this probability happens."""
        return self.draw() < probability

    def below(self, bound: int) -> int:
        """Return a whole number from 0 up to but not `bound`."""
        return int(self.draw() * bound)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.draw() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, each as likely."""
        return items[int(self.draw() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order."""
        keys = [self.draw() for _ in items]
        return [items[i] for i in sorted(range(len(items)), key=keys.__getitem__)]


class Urn(Generic[T]):
    """Items that come up by their weights."""

    __slots__ = ("_bounds", "items")

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        total = sum(weights)
        self.items = items
        self._bounds = [each / total for each in accumulate(weights)]
        self._bounds[-1] = 1.0

    def spread(self, places: int) -> list[int]:
        """Return indices of items, each as often among `places` as its weight says."""
        return [bisect_right(self._bounds, (each + 0.5) / places) for each in range(places)]

    def take(self, dice: Dice) -> T:
        """Return the item that comes up."""
        return self.items[bisect_right(self._bounds, dice.draw())]
