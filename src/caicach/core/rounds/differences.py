"""From self-scored to final: what was changed for whom, and who claimed too much."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.rounds.stages import Stage
from caicach.core.scoring import Result


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item of one agency through the stages; None where a stage has no points.

    change: after minus before, None unless both have points.
    """

    agency: str
    code: str
    points: dict[Stage, Decimal | None]
    maximum: Decimal
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class SumDifference:
    """An agency, an area of it, or an item over all agencies, between two stages.

    Only what has points in both stages is compared. inflation: before minus after, in points;
    inflation_index: in points of the index, of the maximum compared.
    """

    code: str
    compared: int
    agreed: int
    before: Decimal
    after: Decimal
    maximum: Decimal

    @property
    def inflation(self) -> Decimal | None:
        """Return the points claimed too much; below 0 too little, None with nothing compared."""
        return self.before - self.after if self.compared else None

    @property
    def inflation_index(self) -> Decimal | None:
        """Return the inflation ÷ maximum compared × 100."""
        if not self.compared or not self.maximum:
            return None
        return (self.before - self.after) * 100 / self.maximum

    @property
    def agreement(self) -> float | None:
        """Return the share of items with the same points in both stages, 0 to 1."""
        return self.agreed / self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class Differences:
    """Between two stages. areas: by agency, then area. medians: of inflation_index by block."""

    before: Stage
    after: Stage
    agencies: dict[str, SumDifference]
    areas: dict[str, dict[str, SumDifference]]
    items: dict[str, SumDifference]
    medians: dict[str | None, Decimal | None]
    whole: SumDifference

    def over_claimed(self) -> list[SumDifference]:
        """Return agencies that claimed more than they got, most index points first."""
        raise NotImplementedError


def differences(
    results: Mapping[Stage, Result], before: Stage = Stage.SELF, after: Stage = Stage.FINAL
) -> Differences:
    """Return what changed between two stages. Raises KeyError for a stage `results` lacks."""
    raise NotImplementedError


def item_differences(
    results: Mapping[Stage, Result],
    agency: str,
    before: Stage = Stage.SELF,
    after: Stage = Stage.FINAL,
) -> list[ItemDifference]:
    """Return every item of one agency through all stages, in printed order."""
    raise NotImplementedError
