"""Who may do what in the council. The standing body reads it, joins figures, and never votes."""

from typing import Any

import rules

from caicach.web.accounts.rights import allow, holds, holds_at, standing_today
from caicach.web.accounts.roles import Role
from caicach.web.appraisal.rights import is_own
from caicach.web.rounds.models import Card
from caicach.web.rounds.rights import COUNCIL, SEE_ROUND

SECRETARY = (Role.COUNCIL_SECRETARY,)


def gives(person: Any, card: Any = None) -> bool:
    """Say whether the person gives points by hand on the card: the secretary of the council, and
    never where one of the own posts is too near to the agency.
    """
    standing = standing_today(person)
    if standing is None or not standing.holds(SECRETARY):
        return False
    if not isinstance(card, Card):
        return card is None
    return standing.holds_at(SECRETARY, card.round.agency.code) and not is_own(standing, card)


allow("council.view", holds(*SEE_ROUND))
allow("council.vote", holds_at(*COUNCIL))
allow("council.decide", holds_at(*SECRETARY))
allow("council.give", rules.predicate(gives))
allow("council.join", holds(Role.STANDING_BODY) | holds_at(*SECRETARY))
