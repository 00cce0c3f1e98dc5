"""Evidence on cards: which pieces there are, and who may see one."""

from django.db.models import F, Q, QuerySet

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.rounds.models import Card, Evidence, Item
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND

WITH_ALL = ("attachment__stored", "document", "person", "item", "card__agency", "card__round")


def pieces_of(card: Card) -> QuerySet[Evidence]:
    """Return all evidence of a card, withdrawn pieces too."""
    return Evidence.objects.filter(card=card).select_related(
        "attachment__stored__look", "document", "person", "replaced_by"
    )


def visible_evidence(person: Person) -> QuerySet[Evidence]:
    """Return the evidence of cards the person reads, and of items the person appraises."""
    standing = standing_now(person)
    appraised = standing.reach((Role.APPRAISER,))
    stands_in = Q(item__lead=F("card__agency"), card__round__stand_in__code__in=appraised)
    leads = Q(item__lead__code__in=appraised) & ~Q(item__lead=F("card__agency"))
    mine = Q(card__agency__code__in=standing.reach(OFFICERS))
    read = Q(card__round__agency__code__in=standing.reach(SEE_ROUND))
    rows = Evidence.objects.filter(mine | read | leads | stands_in)
    return rows.select_related(*WITH_ALL)


def may_see_evidence(person: Person, evidence: Evidence) -> bool:
    """Say whether the person reads the card or appraises the item of a piece of evidence.

    evidence: with its card, item and round.
    """
    standing, card = standing_now(person), evidence.card
    if standing.holds(OFFICERS, card.agency.code):
        return True
    if standing.holds(SEE_ROUND, card.round.agency.code):
        return True
    return appraises(standing, card, evidence.item)


def appraises(standing: Standing, card: Card, item: Item) -> bool:
    """Say whether an appraiser's post is held where the item of that card is appraised."""
    lead = card.round.stand_in if item.lead_id == card.agency_id else item.lead
    return lead is not None and standing.holds((Role.APPRAISER,), lead.code)
