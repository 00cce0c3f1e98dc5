"""What a criteria set itself turned out to be worth: items that tell nothing, items that decide."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.core.scoring import Result


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How far an item goes with the rest of the card: a correlation from −1 to 1.

    low, high: 95 % of what so few agencies leave open.
    """

    value: float
    low: float
    high: float
    agencies: int


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item over the agencies it applies to; shares are 0 to 1, None where none is scored.

    scored, missing, exempt: agencies with points, without, and where it does not apply.
    full, zero: agencies with all points, with none. spread: standard deviation of the ratio.
    swaps: neighbouring agencies that would change places if the item were left out.
    closest_loss: losing more than these points would cost some agency a place; None: no loss would.
    lost: points lost of those scored; open_points: maximum of those missing.
    """

    code: str
    scored: int
    missing: int
    exempt: int
    full: int
    zero: int
    mean: float | None
    median: Decimal | None
    spread: float | None
    discrimination: Discrimination | None
    swaps: int
    closest_loss: Decimal | None
    closest_agency: str | None
    lost: Decimal
    open_points: Decimal

    @property
    def all_full(self) -> bool:
        """Whether every agency scored has all points: the item tells none from another."""
        return self.scored > 0 and self.full == self.scored

    @property
    def all_zero(self) -> bool:
        """Whether no agency scored has any point."""
        return self.scored > 0 and self.zero == self.scored


@dataclass(frozen=True, slots=True)
class BlockStatistics:
    """One block: medians over agencies with an index. areas: median index by area code."""

    block: str | None
    agencies: int
    ranked: int
    incomplete: int
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    areas: dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class LossSum:
    """Points lost under a node by all agencies; share: of all points lost, 0 to 1."""

    code: str
    lost: Decimal
    open_points: Decimal
    share: float | None


@dataclass(frozen=True, slots=True)
class RoundStatistics:
    """All of it. nodes: losses of areas and groups, by code, most costly first."""

    items: dict[str, ItemStatistics]
    blocks: list[BlockStatistics]
    nodes: list[LossSum]


def round_statistics(result: Result) -> RoundStatistics:
    """Return the statistics of a scored or provisional round."""
    raise NotImplementedError
