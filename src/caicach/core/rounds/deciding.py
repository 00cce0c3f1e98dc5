"""Which items decide ranks: who would change places without them, and for how little."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from caicach.core.criteria import Branch
from caicach.core.rules import State
from caicach.core.scoring import AgencyScore

ZERO = Decimal(0)
LEVEL = 1e-9
"""Index points, or points, that count as level: far below what any edition can print."""


@dataclass(frozen=True, slots=True)
class ClosestPlace:
    """Losing more than `loss` points at the item would put `agency` behind `next_agency`."""

    loss: Decimal
    agency: str
    next_agency: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """How an item decides ranks.

    swaps: neighbours in rank that would change places if the item were left out.
    closest: the smallest loss here that would cost an agency its place; None where no loss would.
    """

    swaps: int = 0
    closest: ClosestPlace | None = None

    def with_block(self, other: "Deciding") -> "Deciding":
        """Return both blocks taken together."""
        found = [each.closest for each in (self, other) if each.closest is not None]
        closest = min(found, key=lambda each: each.loss) if found else None
        return Deciding(self.swaps + other.swaps, closest)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Two agencies next to each other in rank. gap: what the upper one may lose and keep it."""

    upper: int
    gap: Decimal


def deciding_items(
    items: Sequence[Branch], agencies: Sequence[AgencyScore], by: str
) -> Mapping[str, Deciding]:
    """Return how each item of a block decides its ranks.

    by: `index` or `points`, as the edition ranks. Agencies that share a rank are no neighbours.
    """
    ranked = sorted((each for each in agencies if each.rank), key=lambda each: each.rank or 0)
    pairs = [
        _Neighbours(place, _gap(one, other, by))
        for place, (one, other) in enumerate(pairwise(ranked))
        if one.rank != other.rank
    ]
    closest_first = sorted(pairs, key=lambda pair: pair.gap)
    swaps = _count_swaps(items, ranked, by)
    return {
        item.node.code: Deciding(swaps[place], _closest(item, ranked, closest_first))
        for place, item in enumerate(items)
    }


def _gap(one: AgencyScore, other: AgencyScore, by: str) -> Decimal:
    """Return what `one` may lose until both are level."""
    if by == "points":
        return one.exact_points - other.exact_points
    return one.exact_points - other.exact_points * one.maximum / other.maximum


def _count_swaps(items: Sequence[Branch], ranked: Iterable[AgencyScore], by: str) -> list[int]:
    """Return the swaps of each item; agency by agency, as that is how scores lie in memory."""
    worths = [(item.node.code, float(item.maximum)) for item in items]
    swaps, above, rank = [0] * len(worths), [0.0] * len(worths), None
    for agency in ranked:
        values = _without(worths, agency, by)
        if rank is not None and agency.rank != rank:
            for place, (upper, lower) in enumerate(zip(above, values, strict=True)):
                if lower > upper + LEVEL:
                    swaps[place] += 1
        above, rank = values, agency.rank
    return swaps


def _without(worths: Iterable[tuple[str, float]], agency: AgencyScore, by: str) -> list[float]:
    """Return what the agency would be ranked by without each of the items in turn.

    What is missing takes its maximum along: it is a gap in the card, not in the set.
    """
    scores, found = agency.scores, []
    points, maximum = float(agency.exact_points), float(agency.maximum)
    for code, worth in worths:
        mine, state, _, exempt = scores[code]
        value = points if mine is None else points - float(mine)
        if by == "index":
            left = maximum
            if state is not State.NOT_APPLICABLE:
                left -= worth - float(exempt) if exempt else worth
            value = value * 100 / left if left > LEVEL else 0.0
        found.append(value)
    return found


def _closest(
    item: Branch, ranked: Sequence[AgencyScore], closest_first: Iterable[_Neighbours]
) -> ClosestPlace | None:
    code = item.node.code
    for pair in closest_first:
        upper = ranked[pair.upper]
        if (upper.scores[code].points or ZERO) > pair.gap:
            return ClosestPlace(pair.gap, upper.code, ranked[pair.upper + 1].code)
    return None
