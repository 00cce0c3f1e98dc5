"""Who may do what with results. What is provisional is the council's, the standing body's and the
leader's alone; what is published is everybody's.
"""

from caicach.web.accounts.rights import allow, holds, holds_at
from caicach.web.accounts.roles import Role
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND

DECIDERS = (Role.STANDING_BODY, Role.COUNCIL_SECRETARY)

allow("results.provisional", holds(*SEE_ROUND))
allow("results.publish", holds(Role.STANDING_BODY))
allow("results.prove", holds(Role.STANDING_BODY, Role.COUNCIL_SECRETARY))
allow("results.correct", holds(*DECIDERS))
allow("results.complain", holds_at(*OFFICERS))
allow("results.answer", holds(*DECIDERS))
allow("results.remedy", holds(Role.STANDING_BODY) | holds_at(*OFFICERS))
