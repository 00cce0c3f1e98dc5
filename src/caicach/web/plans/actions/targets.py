"""Targets added, changed, taken out; the agencies they are measured at."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from caicach.core.issues import faults
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.plans.actions.plans import require_open
from caicach.web.plans.checks import check_target
from caicach.web.plans.models import Assignment, Plan, Target
from caicach.web.plans.writing import PlanRefusedError, WrongStateError, numbered, write_changes
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on

SHOWN = (
    "number",
    "label",
    "area",
    "form",
    "comparator",
    "threshold",
    "unit",
    "due_on",
    "source_kind",
    "indicator",
    "index_series",
    "parent",
    "adoption",
)


@transaction.atomic
def add_target(by: Actor, *, plan: Plan, values: Mapping[str, Any]) -> Target:
    """Add a target to a plan; it is measured at the plan's own agency.

    Raises PlanClosedError, and PlanRefusedError with everything that is wrong with it.
    """
    by.require("plans.change", plan)
    require_open(plan)
    target = Target(plan=plan, **values)
    _check(target, plan, [plan.agency.code])
    derive(target)
    target.save()
    Assignment.objects.create(target=target, agency=plan.agency)
    record(by, "plans.target_added", target, after=values_of(target, SHOWN))
    return target


@transaction.atomic
def change_target(by: Actor, *, target: Target, values: Mapping[str, Any], seen: int) -> None:
    """Change a target. Raises as `add_target`, and ChangedMeanwhileError."""
    by.require("plans.change", target)
    require_open(target.plan)
    for name, value in values.items():
        setattr(target, name, value)
    _check(target, target.plan, _codes(target))
    derive(target)
    changes = {**values, "place": target.place, "folded": target.folded}
    write_changes(by, "plans.target_changed", target, changes, seen=seen)


@transaction.atomic
def remove_target(by: Actor, *, target: Target) -> None:
    """Take a target out of a draft.

    Raises WrongStateError once the plan is in force, or where something hangs on the target.
    """
    by.require("plans.change", target)
    hangs = target.reports.exists() or target.tasks.exists() or target.children.exists()
    if target.plan.state != Plan.State.DRAFT or hangs:
        raise WrongStateError
    record(by, "plans.target_removed", target, before=values_of(target, SHOWN))
    target.delete()


@transaction.atomic
def assign_target(
    by: Actor,
    *,
    target: Target,
    agencies: Iterable[Agency],
    thresholds: Mapping[str, Decimal | None],
) -> None:
    """Say at which agencies the target is measured, and what each has to reach.

    thresholds: by code; None, or no entry, is the target's own. The plan's own agency stays.
    Raises PlanClosedError, PlanRefusedError.
    """
    by.require("plans.change", target)
    require_open(target.plan)
    wanted = {each.code: each for each in (target.plan.agency, *agencies)}
    _check(target, target.plan, wanted)
    shapes = [target.shape_for(thresholds[code]) for code in wanted if thresholds.get(code)]
    wrong = [each for shape in shapes for each in faults(shape.check(target.number))]
    if wrong:
        raise PlanRefusedError(wrong)
    before = dict(target.assignments.values_list("agency__code", "threshold"))
    after = {code: thresholds.get(code) for code in wanted}
    if before == after:
        return
    target.assignments.all().delete()
    Assignment.objects.bulk_create(
        Assignment(target=target, agency=agency, threshold=after[code])
        for code, agency in sorted(wanted.items())
    )
    record(by, "plans.target_assigned", target, before=before, after=after)


def derive(target: Target) -> None:
    """Set what follows from the other fields: what it sorts by, what it is found by."""
    target.place = numbered(target.number)
    target.folded = fold(target.number, target.label, target.label_en, target.scope)


def _check(target: Target, plan: Plan, codes: Iterable[str]) -> None:
    wrong = faults(check_target(target, plan, list(codes), tree_on(today())))
    if wrong:
        raise PlanRefusedError(wrong)


def _codes(target: Target) -> list[str]:
    return list(target.assignments.values_list("agency__code", flat=True))
