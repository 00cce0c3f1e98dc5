"""Points lost by one agency: how many, where, and for which reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from caicach.core.issues import Lang, Said
from caicach.core.rules import Score
from caicach.core.scoring import Result


class LossReason(StrEnum):
    """Why points are lost; what does not apply is no loss."""

    NOT_REPORTED = "not_reported"
    BELOW_FULL = "below_full"
    APPRAISED_DOWN = "appraised_down"
    PENALTY = "penalty"

    def label(self, lang: Lang = "vi") -> str:
        """Return the reason in words."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class LostPoint:
    """Points lost at one item for one reason; an item may lose for two.

    lost: above 0. maximum: of the item, less what does not apply.
    step: the part of the rule that decided, in words.
    """

    code: str
    lost: Decimal
    maximum: Decimal
    reason: LossReason
    step: Said


def lost_points(
    result: Result, agency: str, claimed: Mapping[str, Score] | None = None
) -> list[LostPoint]:
    """Return what the agency lost, most costly first, then in printed order.

    claimed: its own scores where `result` is a later stage. Raises KeyError for an agency that
    is not in the result.
    """
    raise NotImplementedError


def lost_by_reason(losses: Iterable[LostPoint]) -> dict[LossReason, Decimal]:
    """Return the points lost for each reason, 0 for those that cost nothing."""
    raise NotImplementedError
