"""Who sees to what went wrong in the background."""

from caicach.web.accounts.permissions import manages_all
from caicach.web.accounts.rights import allow

allow("notices.see_trouble", manages_all)
