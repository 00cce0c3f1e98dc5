"""The rank an agency may expect within its block while cards are still incomplete."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Literal

from caicach.core.ranking import settle
from caicach.core.scoring import AgencyScore, Result
from caicach.core.scoring.kept import ResultDocument

RankedBy = Literal["index", "points"]


@dataclass(frozen=True, slots=True)
class CardSum:
    """What is known of one card: points so far, what may still come, and what applies.

    points: with bonus and penalty, unrounded. open_points: the maximum of items without points.
    maximum: of all items that apply, above 0.
    """

    code: str
    points: Decimal
    open_points: Decimal
    maximum: Decimal

    def reach(self, by: RankedBy) -> tuple[Decimal, Decimal]:
        """Return what ranks are read from, with what is missing at 0 and at its maximum."""
        with localcontext(Context(prec=28)):
            whole = self.points + self.open_points
            if by == "points":
                return settle(self.points), settle(whole)
            low, high = self.points * 100 / self.maximum, whole * 100 / self.maximum
            return settle(low), settle(high)


@dataclass(frozen=True, slots=True)
class ExpectedRank:
    """rank: with what is missing at 0. best, worst: whatever the missing items may bring.

    Bonus and penalty points are taken as they stand.
    """

    rank: int
    best: int
    worst: int
    of: int

    @property
    def is_settled(self) -> bool:
        """Whether nothing still missing can change the rank."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Peers:
    """The other cards of a block, sorted, so that many ranks can be asked of one sorting."""

    by: RankedBy
    lows: tuple[Decimal, ...]
    highs: tuple[Decimal, ...]

    @classmethod
    def of(cls, others: Iterable[CardSum], by: RankedBy = "index") -> "Peers":
        """Return the peers that `others` are."""
        reaches = [other.reach(by) for other in others]
        lows, highs = (sorted(reach[side] for reach in reaches) for side in (0, 1))
        return cls(by, tuple(lows), tuple(highs))

    def expect(self, mine: CardSum) -> ExpectedRank:
        """Return where `mine`, which is not among them, stands; equal values share a rank."""
        low, high = mine.reach(self.by)
        return ExpectedRank(
            rank=_above(self.lows, low) + 1,
            best=_above(self.lows, high) + 1,
            worst=_above(self.highs, low) + 1,
            of=len(self.lows) + 1,
        )


def card_sum(agency: AgencyScore) -> CardSum:
    """Return what is known of a card to which something applies."""
    open_points = agency.maximum - agency.reported
    return CardSum(agency.code, agency.exact_points, open_points, agency.maximum)


def card_sums(result: Result, block: str | None) -> list[CardSum]:
    """Return what is known of the cards of one block; agencies where nothing applies are absent."""
    return [card_sum(each) for each in result.agencies if each.block == block and each.maximum]


def expected_rank(mine: CardSum, others: Iterable[CardSum], by: RankedBy = "index") -> ExpectedRank:
    """Return where `mine` stands among the others of its block."""
    return Peers.of((other for other in others if other.code != mine.code), by).expect(mine)


def movement(
    agency: str, block: str | None, rank: int, previous: ResultDocument | None
) -> int | None:
    """Return places won (above 0) or lost since the previous result.

    None where the agency was not ranked there, or stood in another block.
    """
    before = None if previous is None else previous.agency(agency)
    if before is None or before.rank is None or before.block != block:
        return None
    return before.rank - rank


def _above(values: tuple[Decimal, ...], mine: Decimal) -> int:
    return len(values) - bisect_right(values, mine)
