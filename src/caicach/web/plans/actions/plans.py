"""Plans made, changed, opened, closed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.look.folding import fold
from caicach.web.plans.models import Plan
from caicach.web.plans.writing import (
    PlanClosedError,
    WrongStateError,
    numbered,
    require_reason,
    write_changes,
)
from caicach.web.register.models import Agency

SHOWN = ("title", "kind", "agency", "first_year", "last_year", "parent", "document", "state")
State = Plan.State


@transaction.atomic
def create_plan(by: Actor, *, agency: Agency, values: Mapping[str, Any]) -> Plan:
    """Begin a plan of `agency`, as a draft."""
    by.require("plans.change", agency)
    plan = Plan(agency=agency, **values)
    derive_plan(plan)
    plan.save()
    record(by, "plans.plan_created", plan, after=values_of(plan, SHOWN))
    return plan


@transaction.atomic
def change_plan(by: Actor, *, plan: Plan, values: Mapping[str, Any], seen: int) -> None:
    """Change the head of a plan. Raises PlanClosedError, ChangedMeanwhileError."""
    by.require("plans.change", plan)
    require_open(plan)
    for name, value in values.items():
        setattr(plan, name, value)
    derive_plan(plan)
    changes = {**values, "folded": plan.folded}
    write_changes(by, "plans.plan_changed", plan, changes, seen=seen)


@transaction.atomic
def put_in_force(by: Actor, *, plan: Plan) -> None:
    """Let a draft bind. Raises WrongStateError."""
    by.require("plans.change", plan)
    _move(by, plan, State.DRAFT, State.IN_FORCE)


@transaction.atomic
def close_plan(by: Actor, *, plan: Plan) -> None:
    """Close a plan in force; nothing in it changes any more. Raises WrongStateError."""
    by.require("plans.change", plan)
    _move(by, plan, State.IN_FORCE, State.CLOSED)


@transaction.atomic
def reopen_plan(by: Actor, *, plan: Plan, reason: str) -> None:
    """Open a closed plan again, with a reason. Raises WrongStateError, ReasonMissingError."""
    by.require("plans.change", plan)
    _move(by, plan, State.CLOSED, State.IN_FORCE, require_reason(reason))


def require_open(plan: Plan) -> None:
    """Raise PlanClosedError for a closed plan, as it is in the database now."""
    if Plan.objects.filter(pk=plan.pk, state=State.CLOSED).exists():
        raise PlanClosedError


def derive_plan(plan: Plan) -> None:
    """Set what follows from the other fields: what it sorts by, what it is found by."""
    notation = plan.document.notation if plan.document else ""
    plan.folded = fold(notation, plan.title, plan.title_en)
    plan.place = numbered(plan.agency.code)


def _move(by: Actor, plan: Plan, before: State, after: State, reason: str = "") -> None:
    if not Plan.objects.filter(pk=plan.pk, state=before).update(state=after):
        raise WrongStateError
    plan.refresh_from_db()
    sides = {"before": {"state": before.value}, "after": {"state": after.value}}
    record(by, f"plans.plan_{VERBS[before, after]}", plan, **sides, reason=reason)


VERBS = {
    (State.DRAFT, State.IN_FORCE): "put_in_force",
    (State.IN_FORCE, State.CLOSED): "closed",
    (State.CLOSED, State.IN_FORCE): "reopened",
}
