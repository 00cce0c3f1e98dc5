"""Competition ranks: 1, 2, 2, 4."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TypeVar

K = TypeVar("K")

# Sums of thirds differ in the 27th digit though the agencies are level: what differs by less
# than this is the arithmetic's doing, not theirs.
TIE_UNIT = Decimal("1E-12")
# Budgets in đồng have sixteen digits before the point; with twelve after it they still fit.
_WIDE = Context(prec=200)


def rank_values(values: Mapping[K, Decimal], *, lowest_first: bool = False) -> dict[K, int]:
    """Return each key's rank from 1; equal values share a rank and the next is left out.

    values: unrounded; they tie when equal to 1E-12. Missing values are the caller's to leave out.
    """
    settled = {key: settle(value) for key, value in values.items()}
    first_place: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(settled.values(), reverse=not lowest_first), start=1):
        first_place.setdefault(value, place)
    return {key: first_place[value] for key, value in settled.items()}


def settle(value: Decimal) -> Decimal:
    """Return `value` freed of the noise of division."""
    return value.quantize(TIE_UNIT, rounding=ROUND_HALF_EVEN, context=_WIDE).normalize(_WIDE)


def ties(ranks: Mapping[K, int]) -> dict[int, list[K]]:
    """Return the keys that share a rank, by rank; ranks held once are left out."""
    held: dict[int, list[K]] = {}
    for key, rank in ranks.items():
        held.setdefault(rank, []).append(key)
    return {rank: keys for rank, keys in held.items() if len(keys) > 1}
