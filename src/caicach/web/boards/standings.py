"""Standings counted and listed; every count is a GROUP BY, whatever the number of rows."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caicach.web.monitoring.models import TROUBLE, StandingRow, StateChange
from caicach.web.monitoring.queries import OWN_THRESHOLD
from caicach.web.plans.models import Plan, Target

STATES = ("missed", "at_risk", "no_data", "on_track", "met")
"""As they are told: what is worst first."""
BAD = ("missed", "at_risk")
RECENTLY = timedelta(days=30)
FEW = 8
States: TypeAlias = dict[str, Counter[str]]
Codes: TypeAlias = Collection[str] | None
"""Agencies by code; None for all there are."""


def standing_rows(codes: Codes) -> QuerySet[StandingRow]:
    """Return the standings of plans in force at these agencies."""
    rows = StandingRow.objects.filter(target__plan__state=Plan.State.IN_FORCE)
    return rows if codes is None else rows.filter(agency__code__in=codes)


def trouble_at(codes: Codes, most: int = FEW) -> list[StandingRow]:
    """Return the standings that are missed or at risk, the worst first.

    A target that the agency took into its own plan is told as that of its own plan, once.
    """
    own = Target.objects.filter(
        parent=OuterRef("target"),
        plan__agency=OuterRef("agency"),
        plan__state=Plan.State.IN_FORCE,
    )
    rows = standing_rows(codes).filter(~Exists(own), state__in=BAD)
    rows = rows.select_related("target__plan", "agency").annotate(own_threshold=OWN_THRESHOLD)
    return list(rows.order_by("trouble", "chance", "pk")[:most])


def listed_at(code: str) -> QuerySet[StandingRow]:
    """Return the standings of one agency for a list, the worst first."""
    rows = standing_rows([code]).select_related("target__plan", "agency")
    rows = rows.annotate(own_threshold=OWN_THRESHOLD)
    return rows.order_by("trouble", "chance", "target__plan_id", "target__place", "pk")


def counted_standings(codes: Codes) -> tuple[States, States]:
    """Return how many standings of each state every agency has, by its code, and every area."""
    rows = standing_rows(codes).order_by().values_list("agency__code", "target__area", "state")
    by_agency: States = {}
    by_area: States = {}
    for code, area, state, count in rows.annotate(count=Count("pk")):
        by_agency.setdefault(code, Counter())[state] += count
        by_area.setdefault(area, Counter())[state] += count
    return by_agency, by_area


KNOWN = tuple(state for state in TROUBLE if state != "no_data")


def got_worse(codes: Codes, now: datetime, most: int = FEW) -> list[StateChange]:
    """Return the changes for the worse of the last month, the newest first.

    What is known for the first time has not become worse.
    """
    was_better = Q()
    for after in BAD:
        better = [each for each in KNOWN if TROUBLE[each] > TROUBLE[after]]
        was_better |= Q(after=after, before__in=better)
    rows = StateChange.objects.filter(was_better, at__gte=now - RECENTLY)
    if codes is not None:
        rows = rows.filter(agency__code__in=codes)
    rows = rows.filter(target__plan__state=Plan.State.IN_FORCE)
    return list(rows.select_related("target__plan", "agency")[:most])
