"""What an agency's procedures are like in a period: offered, used, announced in time."""

from collections.abc import Callable, Sequence
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
    """A procedure in a period. is_signed: a decision of the period concerns it; late, any such."""

    procedure: Procedure
    is_signed: bool
    is_late: bool
    is_public_late: bool


Test = Callable[[Seen], bool]


class Offer(NamedTuple):
    """One indicator over procedures; whole: None where it is a mere count.

    way: where it is named, only procedures used in that way are part.
    """

    indicator: str
    part: Test
    whole: Test | None
    way: str | None = None


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
    Offer("online_service_usage_share", _is_online, _is_online, "online"),
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
        lambda s: s.procedure.fee > 0,
        lambda s: s.procedure.fee > 0,
        "paid",
    ),
    Offer(
        "identity_linked_procedure_share",
        lambda s: s.procedure.is_for_citizens,
        lambda s: s.procedure.is_for_citizens,
        "verified",
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


class Offers:
    """Procedures as they are in each period, looked at once for each competence."""

    def __init__(self, procedures: Sequence[Procedure], workdays: Workdays) -> None:
        self._procedures, self._workdays = procedures, workdays
        self._seen: dict[tuple[Window, str], list[Seen]] = {}
        self._counts: dict[tuple[Window, str], list[tuple[int, int | None]]] = {}

    def tell(self, cell: Cell, window: Window, competence: str) -> None:
        """Put what the procedures of a competence come to into a cell of that period.

        competence: the code of an agency or a level of agencies; empty for all procedures.
        """
        counts = self._count(window, competence)
        seen = self._of(window, competence)
        for offer, (part, whole) in zip(OFFERS, counts, strict=True):
            if offer.way is None:
                cell.count(offer.indicator, part, whole)
                continue
            used = [each for each in seen if each.procedure.code in cell.used.get(offer.way, ())]
            cell.count(offer.indicator, sum(map(offer.part, used)), whole)

    def _count(self, window: Window, competence: str) -> list[tuple[int, int | None]]:
        if (window, competence) not in self._counts:
            seen = self._of(window, competence)
            self._counts[window, competence] = [
                (
                    sum(map(each.part, seen)),
                    None if each.whole is None else sum(map(each.whole, seen)),
                )
                for each in OFFERS
            ]
        return self._counts[window, competence]

    def _of(self, window: Window, competence: str) -> list[Seen]:
        if (window, competence) not in self._seen:
            offered = [each for each in self._procedures if competence in ("", each.handled_by)]
            self._seen[window, competence] = [self._see(each, window) for each in offered]
        return self._seen[window, competence]

    def _see(self, procedure: Procedure, window: Window) -> Seen:
        signed = [each for each in procedure.decisions if window.holds(each.decided_on * DAY)]
        level, workdays = procedure.decided_by, self._workdays
        is_late = any(_is_late(each, level, workdays) for each in signed)
        is_public_late = any(_is_public_late(each, level, workdays) for each in signed)
        return Seen(procedure, bool(signed), is_late, is_public_late)


def competence_of(body: Body) -> str:
    """Return what the register of procedures calls the agency: its level, or its own code."""
    return "commune" if body.kind in COMMUNAL_KINDS else body.code


def _days(first: int, last: int, workdays: Workdays) -> int:
    return workdays.count_to(last) - workdays.count_to(first)


def _is_late(each: Decision, level: str, workdays: Workdays) -> bool:
    return _days(each.decided_on, each.effective_on, workdays) < LEAD_DAYS[level]


def _is_public_late(each: Decision, level: str, workdays: Workdays) -> bool:
    if each.published_on is None:
        return True
    return _days(each.decided_on, each.published_on, workdays) > PUBLIC_DAYS[level]
