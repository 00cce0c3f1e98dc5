"""Who sees background jobs and begins them again: an administrator of every agency."""

import rules

from caicach.web.accounts.permissions import manages_all
from caicach.web.accounts.rights import allow

allow("site.jobs", rules.predicate(manages_all))
