"""What an appraiser decides about: one item of one card."""

from dataclasses import dataclass

from caicach.core.rounds.leads import NOT_APPRAISED
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Card, Item, Stage


@dataclass(frozen=True, slots=True)
class Matter:
    """One item of one card. card: with its round and agency; item: with its lead."""

    item: Item
    card: Card

    @property
    def agency(self) -> Agency:
        """Return the agency that is scored."""
        return self.card.agency

    @property
    def counts(self) -> bool:
        """Say whether the item counts for the block of the card."""
        return not self.item.blocks or self.card.block in self.item.blocks

    @property
    def open_stage(self) -> str | None:
        """Return the stage that an appraiser may write just now, the later where both are open."""
        stages = (Stage.APPRAISED_2, Stage.APPRAISED_1)
        return next((each.value for each in stages if self.card.is_open(each)), None)

    def __str__(self) -> str:
        return f"{self.item.printed_code} {self.card.name}"


def is_appraised(item: Item) -> bool:
    """Say whether appraisers go through the item: not what a survey, an index or the system
    tells, and not bonus and penalty, which the council gives.
    """
    told_elsewhere = (Item.Source.SURVEY, Item.Source.IMPORT)
    return (
        item.kind == "scored"
        and item.assessed_by not in NOT_APPRAISED
        and item.source_kind not in told_elsewhere
    )
