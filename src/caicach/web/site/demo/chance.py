"""Chance that comes out the same every time: what happens hangs on names, not on the clock."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

Outcome = TypeVar("Outcome")
SEED = "nam-ha-7"


def draw(*names: object) -> float:
    """Return a number from 0 up to 1 that belongs to these names."""
    text = "|".join(map(str, (SEED, *names)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def pick(among: Sequence[Outcome], *names: object) -> Outcome:
    """Return one of them."""
    return among[int(draw(*names) * len(among))]


def between(low: int, high: int, *names: object) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(draw(*names) * (high - low + 1))


def outcome(shares: Mapping[Outcome, float], *names: object) -> Outcome:
    """Return one of the outcomes, each as often as its share; shares add up to anything."""
    left = draw(*names) * sum(shares.values())
    for each, share in shares.items():
        left -= share
        if left < 0:
            return each
    return [*shares][-1]
