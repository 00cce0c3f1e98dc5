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

IN_FORCE = Plan.State.IN_FORCE
STATES = ("missed", "at_risk", "no_data", "on_track", "met")
"""As they are told: what is worst first."""
BAD = ("missed", "at_risk")
TROUBLES = [TROUBLE[state] for state in BAD]
RECENTLY = timedelta(days=30)
FEW = 8
Codes: TypeAlias = Collection[str] | None
"""Agencies by code; None for all there are."""


def standing_rows(codes: Codes) -> QuerySet[StandingRow]:
    """Return the standings of plans in force at these agencies, a target taken over once."""
    rows = StandingRow.objects.filter(~Exists(taken_over()), target__plan__state=IN_FORCE)
    return rows if codes is None else rows.filter(agency__code__in=codes)


def taken_over() -> QuerySet[Target]:
    """Return the target by which a row's agency took over the row's own into a plan in force.

    The agency's own is told then, not that of the plan above. Its plans are asked for first:
    they are few, and those that serve one target are many.
    """
    plans = Plan.objects.filter(agency=OuterRef(OuterRef("agency")), state=IN_FORCE)
    return Target.objects.filter(parent=OuterRef("target"), plan__in=plans)


def trouble_at(codes: Codes, most: int = FEW) -> list[StandingRow]:
    """Return the standings that are missed or at risk, the worst first, as `standing_rows`."""
    in_force = Target.objects.filter(pk=OuterRef("target"), plan__state=IN_FORCE)
    rows = StandingRow.objects.filter(Exists(in_force), ~Exists(taken_over()), trouble__in=TROUBLES)
    if codes is not None:
        rows = rows.filter(agency__in=Agency.objects.filter(code__in=codes))
    # joins come after the few are found: the database walks the index until it has them
    worst = rows.order_by("trouble", "chance", "pk").values("pk")[:most]
    found = StandingRow.objects.filter(pk__in=worst).select_related("target__plan", "agency")
    found = found.annotate(own_threshold=OWN_THRESHOLD)
    return list(found.order_by("trouble", "chance", "pk"))


def listed_at(code: str) -> QuerySet[StandingRow]:
    """Return the standings of one agency for a list, the worst first.

    above_here: whether the target that a row's target serves is measured at the agency too.
    """
    above = StandingRow.objects.filter(target=OuterRef("target__parent"), agency=OuterRef("agency"))
    rows = standing_rows([code]).select_related("target__plan", "target__parent", "agency")
    rows = rows.annotate(own_threshold=OWN_THRESHOLD, above_here=Exists(above))
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

    What is known for the first time has not become worse. A target taken over is told once.
    """
    worse = Q()
    for after in BAD:
        better = [each for each in KNOWN if TROUBLE[each] > TROUBLE[after]]
        worse |= Q(after=after, before__in=better)
    rows = StateChange.objects.filter(worse, before__in=KNOWN, at__gte=now - RECENTLY)
    if codes is not None:
        rows = rows.filter(agency__code__in=codes)
    rows = rows.filter(~Exists(taken_over()), target__plan__state=IN_FORCE)
    return list(rows.select_related("target__plan", "agency")[:most])
