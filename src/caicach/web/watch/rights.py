"""Who may see the indices, and who may enter a year of one."""

from caicach.web.accounts.rights import allow, holds, works_here
from caicach.web.accounts.roles import Role

allow("watch.view", works_here())
allow("watch.enter", holds(Role.STANDING_BODY))
