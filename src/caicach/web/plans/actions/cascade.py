"""Targets and tasks of a plan handed down to agencies, each into a plan of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.plans.actions.plans import derive_plan, require_open
from caicach.web.plans.handing import Handed, hand_targets, hand_tasks
from caicach.web.plans.models import Plan
from caicach.web.register.models import Agency

__all__ = ["Handed", "HandedDown", "cascade"]


@dataclass(frozen=True, slots=True)
class HandedDown:
    """What a cascade made: the plans below, new targets and tasks, and what was there already."""

    plans: Sequence[Plan]
    targets: int
    tasks: int
    already: int


@transaction.atomic
def cascade(
    by: Actor, *, plan: Plan, handed: Handed, agencies: Iterable[Agency], names: Mapping[str, str]
) -> HandedDown:
    """Give each agency a plan under this one with the targets and tasks handed down.

    An agency's open plan under this one is used where there is one; what already serves a
    target there is left alone. The number of queries does not grow with that of the agencies,
    but for the event that each new plan begins with.
    names: what each agency is called, by code, for the title. Raises PlanClosedError.
    """
    by.require("plans.cascade", plan)
    require_open(plan)
    Plan.objects.select_for_update().get(pk=plan.pk)  # one cascade at a time makes plans below
    below = _plans_below(by, plan, list(agencies), names)
    made, laid = hand_targets(below, handed), hand_tasks(below, handed.tasks)
    after = {
        "agencies": [each.agency.code for each in below],
        "targets": [str(each) for each in handed.targets],
        "tasks": [str(each) for each in handed.tasks],
        "made": [made, laid],
    }
    record(by, "plans.plan_cascaded", plan, after=after)
    return HandedDown(below, made, laid, len(below) * len(handed) - made - laid)


def _plans_below(
    by: Actor, plan: Plan, agencies: Sequence[Agency], names: Mapping[str, str]
) -> list[Plan]:
    rows = Plan.objects.filter(
        parent=plan,
        agency__in=agencies,
        first_year__lte=plan.last_year,
        last_year__gte=plan.first_year,
    ).exclude(state=Plan.State.CLOSED)
    found = {each.agency_id: each for each in reversed(rows.select_related("agency"))}
    new = {
        each.pk: _plan_for(plan, each, names.get(each.code, each.code))
        for each in agencies
        if each.pk not in found
    }
    Plan.objects.bulk_create(new.values())
    for below in new.values():
        record(by, "plans.plan_created", below, after={"title": below.title, "parent": plan.pk})
    return [found.get(each.pk) or new[each.pk] for each in agencies]


def _plan_for(plan: Plan, agency: Agency, name: str) -> Plan:
    years = str(plan.first_year)
    if plan.last_year != plan.first_year:
        years = f"{plan.first_year}–{plan.last_year}"
    below = Plan(
        agency=agency,
        parent=plan,
        kind="plan",
        title=f"Kế hoạch cải cách hành chính năm {years} của {name}",
        first_year=plan.first_year,
        last_year=plan.last_year,
    )
    derive_plan(below)
    return below
