"""What plans below get of a plan above them: copies of its targets and tasks, with turns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import due_days
from caicach.web.plans.copies import copied_values, insert_copies
from caicach.web.plans.models import Assignment, Plan, Target, Task, Turn

NOT_COPIED = ("id", "plan", "parent", "adoption", "version", "lead_agency", "key")
TASK_NOT_COPIED = ("id", "plan", "parent", "owner", "target", "version")
Below: TypeAlias = Sequence[Plan]
Keys: TypeAlias = dict[tuple[int, int], int]
"""The key of a row of a plan below, by that plan and by the row above that it serves."""
Differences: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed down, and how those below take it."""

    targets: Sequence[Target] = ()
    tasks: Sequence[Task] = ()
    adoption: Target.Adoption = Target.Adoption.INHERIT

    def __len__(self) -> int:
        return len(self.targets) + len(self.tasks)


def hand_targets(below: Below, handed: Handed) -> int:
    """Give each plan the targets that nothing in it serves yet; return how many are new."""
    before, own = _serving(below, handed.targets), _own_thresholds(handed.targets)
    copies: list[tuple[Target, list[Differences]]] = []
    for target in handed.targets:
        new = _one_level_down(target, handed.adoption)
        fresh = [plan for plan in below if (plan.pk, target.pk) not in before]
        copies.append((new, [_target_of(plan, new, own) for plan in fresh]))
    made = insert_copies(Target, copies)
    owners = {plan.pk: plan.agency_id for plan in below}
    assigned = [
        {"target_id": key, "agency_id": owners[plan]}
        for (plan, above), key in _serving(below, handed.targets).items()
        if (plan, above) not in before
    ]
    insert_copies(Assignment, [(Assignment(), assigned)])
    return made


def hand_tasks(below: Below, tasks: Sequence[Task]) -> int:
    """Give each plan the tasks it does not have yet, with their turns; return how many are new.

    A task goes with the target of the plan below that serves the task's own.
    """
    served = _serving(below, {each.target_id for each in tasks if each.target_id})
    there = list(Task.objects.filter(plan__in=below).values_list("plan", "parent", "number"))
    taken: dict[int, set[str]] = defaultdict(set)
    for pk, _parent, number in there:
        taken[pk].add(number)
    before = {(pk, parent) for pk, parent, _number in there}
    copies: list[tuple[Task, list[Differences]]] = []
    for task in tasks:
        new = Task(parent=task, **copied_values(task, TASK_NOT_COPIED) | {"owner_words": ""})
        fresh = [plan for plan in below if (plan.pk, task.pk) not in before]
        copies.append((new, [_task_of(plan, new, served, taken[plan.pk]) for plan in fresh]))
    made = insert_copies(Task, copies)
    _lay_turns(below, tasks)
    return made


def _serving(below: Below, targets: Iterable[Target | int]) -> Keys:
    rows = Target.objects.filter(plan__in=below, parent__in=targets).order_by()
    keys = rows.values_list("plan", "parent", "pk")
    return {(plan, above): key for plan, above, key in keys if above is not None}


def _own_thresholds(targets: Sequence[Target]) -> dict[tuple[int, int], Decimal | None]:
    rows = Assignment.objects.filter(target__in=targets, threshold__isnull=False)
    return {(each.target_id, each.agency_id): each.threshold for each in rows}


def _one_level_down(target: Target, adoption: Target.Adoption) -> Target:
    """Return the target as those below take it: a share of agencies asks each of them its level."""
    new = Target(parent=target, adoption=adoption, **copied_values(target, NOT_COPIED))
    new.per_agency = False
    if target.form == "share_of_agencies":
        new.comparator, new.agencies_at_least = ">=", None
        new.form = "band" if target.agencies_at_least is None else "level"
        new.threshold = target.agencies_at_least
        new.unit = "band" if target.agencies_at_least is None else target.agencies_unit
        new.milestones = []
    derive(new)
    return new


def _target_of(plan: Plan, new: Target, own: dict[tuple[int, int], Decimal | None]) -> Differences:
    threshold = own.get((new.parent_id or 0, plan.agency_id), new.threshold)
    return {"plan_id": plan.pk, "lead_agency_id": plan.agency_id, "threshold": threshold}


def _task_of(plan: Plan, new: Task, served: Keys, taken: set[str]) -> Differences:
    """Return what the plan's copy has of its own: where the number is taken, a letter more."""
    number = new.parent.number if new.parent else new.number
    endings = ("", *"bcdefghijklmnopqrstuvwxyz", f"-{new.parent_id}")
    new.number = next(number + end for end in endings if number + end not in taken)
    taken.add(new.number)
    derive_task(new)
    target = new.parent.target_id if new.parent else None
    return {
        "plan_id": plan.pk,
        "owner_id": plan.agency_id,
        "target_id": served.get((plan.pk, target or 0)),
        "number": new.number,
        "place": new.place,
        "folded": new.folded,
    }


def _lay_turns(below: Below, tasks: Sequence[Task]) -> None:
    """Give new tasks their turns; copies of one task in the same years fall due together."""
    rows = Task.objects.filter(plan__in=below, parent__in=tasks, turns__isnull=True).order_by()
    plans = {plan.pk: plan for plan in below}
    alike: dict[tuple[int | None, int, int], list[Task]] = defaultdict(list)
    for task in rows.only("plan_id", "parent_id", "due_on", "recurrence", "starts_on"):
        task.plan = plans[task.plan_id]
        alike[task.parent_id, task.plan.first_year, task.plan.last_year].append(task)
    turns = [
        (Turn(due_on=day, first_due_on=day), [{"task_id": each.pk} for each in same])
        for same in alike.values()
        for day in due_days(same[0])
    ]
    insert_copies(Turn, turns)
