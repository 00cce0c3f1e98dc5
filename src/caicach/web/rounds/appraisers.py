"""Whose turn it is to appraise an item of a card: never the card's own agency."""

from caicach.web.register.models import Agency
from caicach.web.rounds.models import Card, Item


def appraiser_id(item: Item, card: Card) -> int | None:
    """Return the key of the agency that appraises the item on that card; None where nobody may.

    It is the one that leads the item; on its own card the round's stand-in; on the card of a
    stand-in that leads the item itself, the round's lead. The database asks the same.
    """
    scored, own = card.round, card.agency_id
    if item.lead_id != own:
        return item.lead_id
    if scored.stand_in_id is None:
        return None
    return scored.lead_id if scored.stand_in_id == own else scored.stand_in_id


def appraiser_of(item: Item, card: Card) -> Agency | None:
    """Return that agency.

    item: with `lead`; card: with the `lead` and `stand_in` of its round, or it costs a query.
    """
    found = appraiser_id(item, card)
    if found == item.lead_id:
        return item.lead
    return card.round.stand_in if found == card.round.stand_in_id else card.round.lead
