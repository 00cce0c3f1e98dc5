"""Evidence on cards: which pieces there are, and who may see one."""

from django.db.models import F, Q, QuerySet

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.rounds.models import Card, Evidence, Item
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND, may_see_evidence

WITH_ALL = (
    "attachment__stored__look",
    "document",
    "person",
    "ended_by",
    "replaced_by",
    "item__lead",
    "card__agency",
    "card__round__agency",
    "card__round__stand_in",
    "card__round__edition",
)


def pieces_of(card: Card) -> QuerySet[Evidence]:
    """Return all evidence of a card, withdrawn pieces too."""
    return Evidence.objects.filter(card=card).select_related(
        "attachment__stored__look", "document", "person", "replaced_by"
    )


def showable_items(card: Card) -> QuerySet[Item]:
    """Return the items the agency may show something for."""
    items = card.round.items.all()
    shown = [each.pk for each in items if each.takes_evidence and each.counts_for(card.block)]
    return items.filter(pk__in=shown)


def visible_evidence(person: Person) -> QuerySet[Evidence]:
    """Return the evidence of cards the person reads, and of items the person appraises."""
    standing = standing_now(person)
    appraised = standing.reach((Role.APPRAISER,))
    on_own = Q(item__lead=F("card__agency"))  # see `appraisers` for who appraises there
    by_stand_in = ~Q(card__round__stand_in=F("card__agency"))
    stands_in = on_own & by_stand_in & Q(card__round__stand_in__code__in=appraised)
    stands_in |= on_own & ~by_stand_in & Q(card__round__lead__code__in=appraised)
    leads = Q(item__lead__code__in=appraised) & ~Q(item__lead=F("card__agency"))
    mine = Q(card__agency__code__in=standing.reach(OFFICERS))
    read = Q(card__round__agency__code__in=standing.reach(SEE_ROUND))
    rows = Evidence.objects.filter(mine | read | leads | stands_in)
    return rows.select_related(*WITH_ALL)


__all__ = ["may_see_evidence", "pieces_of", "showable_items", "visible_evidence"]
