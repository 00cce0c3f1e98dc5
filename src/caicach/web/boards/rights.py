"""Who sees which board: whatever one may read, except by a post of administrator alone."""

from typing import Any

import rules

from caicach.web.accounts.rights import allow, code_of, standing_today, works_here
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import SEE_ALL, Standing

READERS = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
"""Administrators configure; plans and figures are not theirs to read."""


def readable(standing: Standing) -> frozenset[str]:
    """Return the codes of the agencies whose board the person may read.

    As `Standing.visible`, without what only a post of administrator opens: own, below and above;
    all for the standing body, leaders, inspectors, appraisers and the council.
    """
    if standing.holds(SEE_ALL):
        return frozenset(each.code for each in standing.tree)
    own = standing.reach(READERS)
    tree = standing.tree
    held = {post.agency.code for post in standing.posts if post.role in READERS}
    above = {up.code for code in held if code in tree for up in tree.ancestors(code)}
    return own | above


def reads_board(person: Any, subject: Any = None) -> bool:
    """Say whether the person may read the board of the agency; of any, without one."""
    standing = standing_today(person)
    if standing is None:
        return False
    codes = readable(standing)
    code = code_of(subject)
    return bool(codes) if code is None else code in codes


allow("boards.view", rules.predicate(reads_board, name="reads_board"))
allow("boards.search", works_here())
