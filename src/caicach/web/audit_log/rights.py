"""Who reads the log: the standing body and inspectors all of it, administrators their reach."""

from caicach.web.accounts.rights import allow, holds
from caicach.web.accounts.roles import Role

READ_ALL = (Role.STANDING_BODY, Role.INSPECTOR)

allow("audit_log.view", holds(*READ_ALL, Role.ADMINISTRATOR))
