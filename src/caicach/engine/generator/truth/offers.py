"""What an agency's procedures are like in a period: offered, used, announced in time."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from caicach.engine.generator.agencies import Body
from caicach.engine.generator.moments import DAY
from caicach.engine.generator.procedures import Decision, Procedure
from caicach.engine.generator.truth.cells import Cell
from caicach.engine.generator.truth.windows import Window
from caicach.engine.generator.workdays import Workdays

COMMUNAL_KINDS = ("commune", "ward", "township", "special_zone")
LEAD_DAYS = {"ministry": 20, "province": 5}
PUBLIC_DAYS = {"ministry": 10, "province": 5}
"""Working days from a decision to its effect, at least, and to its being public, at most."""


class Seen(NamedTuple):
    """A procedure in a period. ways: how it was used there. signed: decisions of the period."""

    procedure: Procedure
    ways: frozenset[str]
    is_signed: bool
    is_late: bool
    is_public_late: bool


Test = Callable[[Seen], bool]


class Offer(NamedTuple):
    """One indicator over procedures; whole: None where it is a mere count."""

    indicator: str
    part: Test
    whole: Test | None


def _is_online(s: Seen) -> bool:
    return s.procedure.service_level != "none"


OFFERS = (
    Offer("procedure_count", lambda s: True, None),
    Offer("online_provision_share", _is_online, lambda s: True),
    Offer(
        "online_full_provision_share",
        lambda s: s.procedure.is_eligible_full and s.procedure.service_level == "full",
        lambda s: s.procedure.is_eligible_full,
    ),
    Offer("online_service_usage_share", lambda s: _is_online(s) and "online" in s.ways, _is_online),
    Offer(
        "portal_integrated_share",
        lambda s: _is_online(s) and s.procedure.is_on_portal,
        _is_online,
    ),
    Offer("non_territorial_share", lambda s: s.procedure.is_boundary_free, lambda s: True),
    Offer(
        "online_payment_share",
        lambda s: s.procedure.is_payable_online,
        lambda s: s.procedure.fee > 0,
    ),
    Offer(
        "online_payment_usage_share",
        lambda s: s.procedure.fee > 0 and "paid" in s.ways,
        lambda s: s.procedure.fee > 0,
    ),
    Offer(
        "identity_linked_procedure_share",
        lambda s: s.procedure.is_for_citizens and "verified" in s.ways,
        lambda s: s.procedure.is_for_citizens,
    ),
    Offer(
        "procedure_announced_on_time_share",
        lambda s: s.is_signed and not s.is_late,
        lambda s: s.is_signed,
    ),
    Offer(
        "procedure_public_on_time_share",
        lambda s: (s.procedure.is_public or s.is_signed) and not s.is_public_late,
        lambda s: s.procedure.is_public or s.is_signed,
    ),
    Offer(
        "procedure_full_content_share",
        lambda s: s.procedure.is_public and s.procedure.is_content_full,
        lambda s: s.procedure.is_public,
    ),
    Offer(
        "tthc_publication_share",
        lambda s: s.procedure.is_public and s.procedure.is_content_full,
        lambda s: True,
    ),
)


def see(
    procedure: Procedure, used: dict[str, set[str]], window: Window, workdays: Workdays
) -> Seen:
    """Return a procedure as it is in a period. used: the procedures used in each way."""
    signed = [each for each in procedure.decisions if window.holds(each.decided_on * DAY)]
    return Seen(
        procedure,
        frozenset(way for way, codes in used.items() if procedure.code in codes),
        bool(signed),
        any(_is_late(each, procedure.decided_by, workdays) for each in signed),
        any(_is_public_late(each, procedure.decided_by, workdays) for each in signed),
    )


def _days(first: int, last: int, workdays: Workdays) -> int:
    return workdays.count_to(last) - workdays.count_to(first)


def _is_late(each: Decision, level: str, workdays: Workdays) -> bool:
    return _days(each.decided_on, each.effective_on, workdays) < LEAD_DAYS[level]


def _is_public_late(each: Decision, level: str, workdays: Workdays) -> bool:
    if each.published_on is None:
        return True
    return _days(each.decided_on, each.published_on, workdays) > PUBLIC_DAYS[level]


def offered_by(body: Body, procedures: Iterable[Procedure]) -> Iterator[Procedure]:
    """Yield the procedures under an agency's competence."""
    for each in procedures:
        if each.handled_by == body.code or (
            each.handled_by == "commune" and body.kind in COMMUNAL_KINDS
        ):
            yield each


def tell_offers(
    cell: Cell, offered: Iterable[Procedure], window: Window, workdays: Workdays
) -> None:
    """Put what the procedures come to into the cell of the same agency and period."""
    for procedure in offered:
        seen = see(procedure, cell.used, window, workdays)
        for offer in OFFERS:
            whole = None if offer.whole is None else offer.whole(seen)
            cell.count(offer.indicator, offer.part(seen), whole)
