"""Who may do what in a round. Administrators configure and never score."""

from typing import Any

import rules

from caicach.web.accounts.rights import allow, holds, holds_at, standing_today, works_here
from caicach.web.accounts.roles import Role
from caicach.web.rounds.appraisers import appraiser_of
from caicach.web.rounds.models import Card, Evidence

OFFICERS = (Role.FOCAL_OFFICER, Role.AGENCY_HEAD)
COUNCIL = (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER)
SEE_ROUND = (Role.STANDING_BODY, Role.LEADER, *COUNCIL)
"""Who reads every card of a round, and results that are not yet published."""


def reads_card(person: Any, subject: Any = None) -> bool:
    """Say whether the person reads a whole card: officers of the agency, and those above who read
    the round. Appraisers read the items they lead, on pages of their own.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if not isinstance(subject, Card):
        return standing.holds((*OFFICERS, *SEE_ROUND))
    if standing.holds(SEE_ROUND, subject.round.agency.code):
        return True
    return standing.holds(OFFICERS, subject.agency.code)


def may_see_evidence(person: Any, evidence: Any = None) -> bool:
    """Say whether the person reads the card or appraises the item of a piece of evidence.

    evidence: with its card, item and round; without one: whether there may be any.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if not isinstance(evidence, Evidence):
        return standing.holds((*OFFICERS, *SEE_ROUND, Role.APPRAISER))
    if reads_card(person, evidence.card):
        return True
    lead = appraiser_of(evidence.item, evidence.card)
    return lead is not None and standing.holds((Role.APPRAISER,), lead.code)


allow("rounds.view", works_here())
allow("rounds.set_up", holds(Role.STANDING_BODY))
allow("rounds.read_card", rules.predicate(reads_card))
allow("rounds.enter", holds_at(*OFFICERS))
allow("rounds.approve", holds_at(Role.AGENCY_HEAD))
allow("rounds.read_all", holds(*SEE_ROUND))
allow("rounds.see_evidence", rules.predicate(may_see_evidence))
