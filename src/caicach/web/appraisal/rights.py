"""Who may look at an appraisal, and who may give a verdict: never on the own agency."""

from typing import Any

import rules

from caicach.web.accounts.rights import allow, standing_today
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.appraisal.matter import Matter
from caicach.web.rounds.appraisers import appraiser_id
from caicach.web.rounds.models import Card, Item, Round
from caicach.web.rounds.rights import SEE_ROUND, reads_card

APPRAISERS = (Role.APPRAISER,)


def posts_of(standing: Standing) -> frozenset[int]:
    """Return the keys of the agencies at which the person is an appraiser today."""
    return frozenset(each.agency_id for each in standing.posts if each.role in APPRAISERS)


def is_own(standing: Standing, card: Card) -> bool:
    """Say whether the person holds any post at the card's agency, below it, or above it up to the
    agency that scores: four eyes must not be two.
    """
    return card.agency.code in own_codes(standing, card.round)


def own_codes(standing: Standing, scored: Round) -> frozenset[str]:
    """Return the agencies too near to the person to be appraised by them in this round.

    scored: with its agency, whose own posts and those above bind nobody.
    """
    tree, home = standing.tree, scored.agency.code
    free = {home, *(each.code for each in tree.ancestors(home))} if home in tree else {home}
    found: set[str] = set()
    for code in standing.agencies:
        if code in free:
            continue
        found.add(code)
        if code in tree:
            found.update(each.code for each in (*tree.ancestors(code), *tree.descendants(code)))
    return frozenset(found - free)


def looks(person: Any, subject: Any = None) -> bool:
    """Say whether the person looks at an item, a card or a whole round as appraisers see it."""
    standing = standing_today(person)
    if standing is None:
        return False
    if subject is None:
        return standing.holds((*APPRAISERS, *SEE_ROUND))
    scored = subject if isinstance(subject, Round) else _round_of(subject)
    if standing.holds(SEE_ROUND, scored.agency.code):
        return True
    mine = posts_of(standing)
    if isinstance(subject, Matter):
        return bool(mine & {subject.item.lead_id, appraiser_id(subject.item, subject.card)})
    if isinstance(subject, Item):
        return subject.lead_id in mine or _stands_in(mine, subject.lead_id, scored)
    return _stands_in(mine, None, scored) or scored.items.filter(lead_id__in=mine).exists()


def _stands_in(mine: frozenset[int], lead: int | None, scored: Round) -> bool:
    """Say whether one of these agencies appraises on the card of the lead; None: of any lead."""
    if not mine & {scored.stand_in_id, scored.lead_id}:
        return False
    cards = scored.cards.all()
    if lead is None:
        return cards.filter(agency_id__in=scored.items.values("lead_id")).exists()
    return cards.filter(agency_id=lead).exists()


def appraises(person: Any, subject: Any = None) -> bool:
    """Say whether the person may give a verdict on the item of the card."""
    standing = standing_today(person)
    if standing is None:
        return False
    if not isinstance(subject, Matter):
        return subject is None and standing.holds(APPRAISERS)
    whose = appraiser_id(subject.item, subject.card)
    return whose in posts_of(standing) and not is_own(standing, subject.card)


def compares(person: Any, subject: Any = None) -> bool:
    """Say whether the person sees how points changed: readers of the round, and officers of the
    agency on its own card.
    """
    standing = standing_today(person)
    if isinstance(subject, Card):
        return reads_card(person, subject)
    if subject is None:
        return reads_card(person)
    return standing is not None and standing.holds(SEE_ROUND, subject.agency.code)


def _round_of(subject: Any) -> Round:
    found: Round = subject.card.round if isinstance(subject, Matter) else subject.round
    return found


allow("appraisal.view", rules.predicate(looks))
allow("appraisal.appraise", rules.predicate(appraises))
allow("appraisal.compare", rules.predicate(compares))
