"""Targets and tasks of a plan handed down to agencies, each into a plan of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.plans.actions.plans import folded_plan, require_open
from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import due_days
from caicach.web.plans.models import Assignment, Plan, Target, Task, Turn
from caicach.web.register.models import Agency

NOT_COPIED = ("id", "plan", "parent", "adoption", "version", "lead_agency", "key")
TASK_NOT_COPIED = ("id", "plan", "parent", "owner", "target", "version")
OwnThresholds = Mapping[tuple[int, int], Decimal | None]


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed down, and how those below take it."""

    targets: Sequence[Target] = ()
    tasks: Sequence[Task] = ()
    adoption: Target.Adoption = Target.Adoption.INHERIT


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
    target there is left alone. names: what each agency is called, by code, for the title.
    Raises PlanClosedError.
    """
    by.require("plans.cascade", plan)
    require_open(plan)
    plans, made, laid = [], 0, 0
    own = _own_thresholds(handed.targets)
    for agency in agencies:
        below = _plan_below(by, plan, agency, names.get(agency.code, agency.code))
        targets = _hand_targets(below, handed, own)
        made += len(targets)
        laid += _hand_tasks(below, handed.tasks, targets)
        plans.append(below)
    after = {
        "agencies": [each.agency.code for each in plans],
        "targets": [str(each) for each in handed.targets],
        "tasks": [str(each) for each in handed.tasks],
    }
    record(by, "plans.plan_cascaded", plan, after=after)
    all_together = len(plans) * (len(handed.targets) + len(handed.tasks))
    return HandedDown(plans, made, laid, all_together - made - laid)


def _own_thresholds(targets: Sequence[Target]) -> OwnThresholds:
    rows = Assignment.objects.filter(target__in=targets, threshold__isnull=False)
    return {(each.target_id, each.agency_id): each.threshold for each in rows}


def _plan_below(by: Actor, plan: Plan, agency: Agency, name: str) -> Plan:
    found = Plan.objects.filter(
        parent=plan, agency=agency, first_year__lte=plan.last_year, last_year__gte=plan.first_year
    ).exclude(state=Plan.State.CLOSED)
    below = found.first()
    if below is not None:
        return below
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
    below.folded = folded_plan(below)
    below.save()
    record(by, "plans.plan_created", below, after={"title": below.title, "parent": plan.pk})
    return below


def _hand_targets(below: Plan, handed: Handed, own: OwnThresholds) -> dict[int, Target]:
    """Return the new targets by what they serve."""
    served = set(below.targets.values_list("parent_id", flat=True))
    fresh = [each for each in handed.targets if each.pk not in served]
    new = [_copied_target(each, below, handed.adoption, own) for each in fresh]
    Target.objects.bulk_create(new)
    Assignment.objects.bulk_create(Assignment(target=each, agency=below.agency) for each in new)
    return {above.pk: each for above, each in zip(fresh, new, strict=True)}


def _copied_target(
    target: Target, below: Plan, adoption: Target.Adoption, own: OwnThresholds
) -> Target:
    """Return the target one level down: a share of agencies asks each of them its level."""
    values = copied_values(target, NOT_COPIED)
    new = Target(plan=below, parent=target, adoption=adoption, lead_agency=below.agency, **values)
    new.per_agency = False
    if target.form == "share_of_agencies":
        new.comparator, new.agencies_at_least = ">=", None
        new.form = "band" if target.agencies_at_least is None else "level"
        new.threshold = target.agencies_at_least
        new.unit = "band" if target.agencies_at_least is None else target.agencies_unit
        new.milestones = []
    new.threshold = own.get((target.pk, below.agency_id)) or new.threshold
    derive(new)
    return new


def _hand_tasks(below: Plan, tasks: Sequence[Task], targets: Mapping[int, Target]) -> int:
    done = set(below.tasks.values_list("parent_id", flat=True))
    taken = set(below.tasks.values_list("number", flat=True))
    new = []
    for task in tasks:
        if task.pk not in done:
            new.append(_copied_task(task, below, targets, taken))
            taken.add(new[-1].number)
    Task.objects.bulk_create(new)
    Turn.objects.bulk_create(
        Turn(task=task, due_on=day, first_due_on=day) for task in new for day in due_days(task)
    )
    return len(new)


def _copied_task(task: Task, below: Plan, targets: Mapping[int, Target], taken: set[str]) -> Task:
    new = Task(plan=below, parent=task, owner=below.agency, **copied_values(task, TASK_NOT_COPIED))
    endings = ("", *"bcdefghijklmnopqrstuvwxyz")
    new.number = next(
        task.number + end for end in (*endings, f"-{task.pk}") if task.number + end not in taken
    )
    new.owner_words = ""
    new.target = targets.get(task.target_id or 0)
    derive_task(new)
    return new


def copied_values(row: Target | Task, left_out: Sequence[str]) -> dict[str, object]:
    """Return the fields of a row but those left out, for a row that begins as its copy."""
    names = (field.name for field in row._meta.concrete_fields)  # noqa: SLF001 -- documented API
    return {name: getattr(row, name) for name in names if name not in left_out}
