"""Who may do what in the council. The standing body reads it, joins figures, and never votes."""

from caicach.web.accounts.rights import allow, holds, holds_at
from caicach.web.accounts.roles import Role
from caicach.web.rounds.rights import COUNCIL, SEE_ROUND

allow("council.view", holds(*SEE_ROUND))
allow("council.vote", holds_at(*COUNCIL))
allow("council.decide", holds_at(Role.COUNCIL_SECRETARY))
allow("council.join", holds(Role.STANDING_BODY) | holds_at(Role.COUNCIL_SECRETARY))
