"""Standings counted and listed; every count is a GROUP BY, whatever the number of rows."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caicach.web.boards.tally import Pair, Tally
from caicach.web.monitoring.models import TROUBLE, StandingRow, StateChange
from caicach.web.monitoring.queries import OWN_THRESHOLD
from caicach.web.plans.models import Plan, Target
from caicach.web.register.models import Agency

STATES = ("missed", "at_risk", "no_data", "on_track", "met")
"""As they are told: what is worst first."""
BAD = ("missed", "at_risk")
TROUBLES = [TROUBLE[state] for state in BAD]
RECENTLY = timedelta(days=30)
FEW = 8
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
    in_force = Target.objects.filter(pk=OuterRef("target"), plan__state=Plan.State.IN_FORCE)
    rows = StandingRow.objects.filter(Exists(in_force), ~Exists(own), trouble__in=TROUBLES)
    if codes is not None:
        rows = rows.filter(agency__in=Agency.objects.filter(code__in=codes))
    # joins come after the few are found: the database walks the index until it has them
    worst = rows.order_by("trouble", "chance", "pk").values("pk")[:most]
    found = StandingRow.objects.filter(pk__in=worst).select_related("target__plan", "agency")
    found = found.annotate(own_threshold=OWN_THRESHOLD)
    return list(found.order_by("trouble", "chance", "pk"))


def listed_at(code: str) -> QuerySet[StandingRow]:
    """Return the standings of one agency for a list, the worst first."""
    rows = standing_rows([code]).select_related("target__plan", "agency")
    rows = rows.annotate(own_threshold=OWN_THRESHOLD)
    return rows.order_by("trouble", "chance", "target__plan_id", "target__place", "pk")


def standing_tally(codes: Codes) -> Tally:
    """Return how many standings of each state every agency has in each area: one query."""
    rows = standing_rows(codes).order_by().values_list("agency__code", "target__area", "state")
    found: dict[Pair, Counter[str]] = {}
    for code, area, state, count in rows.annotate(count=Count("pk")):
        found.setdefault((code, area), Counter())[state] += count
    return Tally(found)


KNOWN = tuple(state for state in TROUBLE if state != "no_data")


def got_worse(codes: Codes, now: datetime, most: int = FEW) -> list[StateChange]:
    """Return the changes for the worse of the last month, the newest first.

    What is known for the first time has not become worse.
    """
    worse = Q()
    for after in BAD:
        better = [each for each in KNOWN if TROUBLE[each] > TROUBLE[after]]
        worse |= Q(after=after, before__in=better)
    rows = StateChange.objects.filter(worse, before__in=KNOWN, at__gte=now - RECENTLY)
    if codes is not None:
        rows = rows.filter(agency__code__in=codes)
    rows = rows.filter(target__plan__state=Plan.State.IN_FORCE)
    return list(rows.select_related("target__plan", "agency")[:most])
