"""The rank an agency may expect within its block while cards are still incomplete."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.scoring import Result
from caicach.core.scoring.kept import ResultDocument


@dataclass(frozen=True, slots=True)
class CardSum:
    """What is known of one card: points so far, what may still come, and what applies.

    points: with bonus and penalty, unrounded. open_points: the maximum of items without points.
    """

    code: str
    points: Decimal
    open_points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class ExpectedRank:
    """rank: with what is missing at 0. best, worst: whatever the missing items may bring."""

    rank: int
    best: int
    worst: int
    of: int

    @property
    def is_settled(self) -> bool:
        """Whether nothing still missing can change the rank."""
        return self.best == self.worst


def card_sums(result: Result, block: str | None) -> list[CardSum]:
    """Return what is known of the cards of one block; agencies where nothing applies are absent."""
    raise NotImplementedError


def expected_rank(
    mine: CardSum, others: Iterable[CardSum], by: Literal["index", "points"] = "index"
) -> ExpectedRank:
    """Return where `mine` stands among the others of its block."""
    raise NotImplementedError


def movement(
    agency: str, block: str | None, rank: int, previous: ResultDocument | None
) -> int | None:
    """Return places won (above 0) or lost since the previous result.

    None where the agency was not ranked there, or stood in another block.
    """
    raise NotImplementedError
