"""Who may do what with results. What is provisional is the council's, the standing body's and the
leader's alone; what is published is everybody's. Who decides anew does not publish.
"""

from typing import Any

import rules

from caicach.web.accounts.rights import allow, code_of, holds, holds_at, standing_today
from caicach.web.accounts.roles import Role
from caicach.web.appraisal.rights import is_own
from caicach.web.results.models import Complaint
from caicach.web.rounds.models import Card
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND

DECIDERS = (Role.STANDING_BODY, Role.COUNCIL_SECRETARY)
SECRETARY = (Role.COUNCIL_SECRETARY,)


def corrects(person: Any, subject: Any = None) -> bool:
    """Say whether the person writes down what the council of the round decided anew: its
    secretary, and never on a card of an agency too near to the own posts.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if not isinstance(subject, Card):
        code = code_of(subject)
        return standing.holds(SECRETARY) if code is None else standing.holds_at(SECRETARY, code)
    home = subject.round.agency.code
    return standing.holds_at(SECRETARY, home) and not is_own(standing, subject)


def answers(person: Any, subject: Any = None) -> bool:
    """Say whether the person answers complaints about the round's results, and never one of an
    agency too near to the own posts.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if not isinstance(subject, Complaint):
        return standing.holds(DECIDERS, code_of(subject))
    return answers(person, subject.publication) and not is_own(standing, subject.card)


allow("results.provisional", holds(*SEE_ROUND))
allow("results.publish", holds(Role.STANDING_BODY))
allow("results.prove", holds(Role.STANDING_BODY, Role.COUNCIL_SECRETARY))
allow("results.correct", rules.predicate(corrects))
allow("results.complain", holds_at(*OFFICERS))
allow("results.answer", rules.predicate(answers))
allow("results.remedy", holds(Role.STANDING_BODY) | holds_at(*OFFICERS))
