"""Who sees agencies, and who changes them."""

from datetime import date, timedelta
from typing import Any

import rules
from django.utils import timezone

from caicach.web.accounts.rights import allow, holds, works_here
from caicach.web.accounts.roles import Role
from caicach.web.agencies.orders import Creation, Merger, Move, Order, standing_codes
from caicach.web.agencies.proposal import Proposal, fresh
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.register.queries import tree_on

ONE_DAY = timedelta(1)
ADMINISTRATORS = (Role.ADMINISTRATOR,)


def _at_a_root(person: Any, _subject: Any = None) -> bool:
    roots = tree_on(timezone.localdate()).roots()
    return any(person.has_perm("agencies.change", each.code) for each in roots)


allow("agencies.view", works_here())
allow("register.view_agency", works_here())
allow("agencies.change", holds(*ADMINISTRATORS))
allow("agencies.change_roots", rules.predicate(_at_a_root, name="administrator_at_a_root"))


def may_change(by: Actor, code: str | None, on: date) -> bool:
    """Say whether the actor may change that agency; None asks for the making of a root.

    An agency that is not valid today is in the hands of whoever has what stood above it on `on`.
    """
    subject = valid_today(code, on) if code else ""
    if subject:
        return by.may("agencies.change", subject)
    return by.may("agencies.change_roots")


def require_change(by: Actor, code: str | None, on: date) -> None:
    """Raise NotAllowedError unless the actor may change that agency, as `may_change` has it."""
    if not may_change(by, code, on):
        raise NotAllowedError("agencies.change" if code else "agencies.change_roots")


def require_order(by: Actor, order: Order) -> None:
    """Raise NotAllowedError unless the actor may change every agency the order names.

    What makes or frees a root asks for the right to make roots; a new agency of a merger stands
    below those that end unless a parent is named.
    """
    by.require("agencies.change")
    named = standing_codes(order)
    tree = tree_on(order.on - ONE_DAY)
    for code in named:
        if not isinstance(order, Merger) or code in tree:
            require_change(by, code, order.on - ONE_DAY)
    if isinstance(order, Creation | Move) and order.parent is None:
        require_change(by, None, order.on)


def require_adoption(by: Actor, proposal: Proposal) -> None:
    """Raise NotAllowedError unless the actor may change all that a table changes.

    A new agency asks for its parent within the table or the register; without one, for a root.
    """
    if by.person is None:
        return
    known = {each.code for each in proposal.before.agencies.values()}
    above: dict[str, str] = {each.child: each.parent for each in fresh(proposal.links).values()}
    asked = {_first_known(code, known, above) for code in proposal.codes}
    day = timezone.localdate()
    for code in asked:
        require_change(by, code, day)


def _first_known(code: str, known: set[str], above: dict[str, str]) -> str | None:
    seen: set[str] = set()
    while code not in known:
        seen.add(code)
        if code not in above or above[code] in seen:
            return None
        code = above[code]
    return code


def valid_today(code: str, on: date) -> str:
    """Return the agency, or the nearest above it on `on`, that is valid today; "" where none is."""
    today = tree_on(timezone.localdate())
    if code in today:
        return code
    then = tree_on(on)
    line = then.ancestors(code) if code in then else ()
    return next((each.code for each in line if each.code in today), "")
