"""Who may see standings, put another figure in place of a computed one, and measure anew."""

from caicach.web.accounts.rights import allow, holds, sees
from caicach.web.accounts.roles import Role

allow("monitoring.view", sees())
allow("monitoring.override", holds(Role.STANDING_BODY))
allow("monitoring.measure", holds(Role.STANDING_BODY))
