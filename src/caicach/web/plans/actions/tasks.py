"""Tasks added, changed, taken out, with their turns."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from caicach.core.issues import faults
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.look.folding import fold
from caicach.web.plans.actions.plans import require_open
from caicach.web.plans.checks import check_task
from caicach.web.plans.models import Plan, Task, Turn
from caicach.web.plans.writing import PlanRefusedError, WrongStateError, numbered, write_changes

SHOWN = (
    "number",
    "label",
    "area",
    "owner",
    "deliverable",
    "due_on",
    "recurrence",
    "person",
    "responsibility",
    "target",
)


@transaction.atomic
def add_task(by: Actor, *, plan: Plan, values: Mapping[str, Any]) -> Task:
    """Add a task with a turn for each time it falls due in the years of the plan.

    Raises PlanClosedError, PlanRefusedError.
    """
    by.require("plans.change", plan)
    require_open(plan)
    plain = dict(values)
    co_owners = plain.pop("co_owners", ())
    task = Task(plan=plan, **plain)
    _check(task, plan)
    derive(task)
    task.save()
    task.co_owners.set(co_owners)
    lay_turns(task)
    record(by, "plans.task_added", task, after=values_of(task, SHOWN))
    return task


@transaction.atomic
def change_task(by: Actor, *, task: Task, values: Mapping[str, Any], seen: int) -> None:
    """Change a task; turns on which something was said stay as they are.

    Raises PlanClosedError, PlanRefusedError, ChangedMeanwhileError.
    """
    by.require("plans.change", task)
    require_open(task.plan)
    plain = dict(values)
    co_owners = plain.pop("co_owners", None)
    for name, value in plain.items():
        setattr(task, name, value)
    _check(task, task.plan)
    derive(task)
    changes = {**plain, "place": task.place, "folded": task.folded}
    write_changes(by, "plans.task_changed", task, changes, seen=seen)
    if co_owners is not None:
        _change_co_owners(by, task, [each.code for each in co_owners], co_owners)
    lay_turns(task)


@transaction.atomic
def remove_task(by: Actor, *, task: Task) -> None:
    """Take a task out of a draft. Raises WrongStateError once something was said about it."""
    by.require("plans.change", task)
    said = Turn.objects.filter(task=task, updates__isnull=False).exists()
    if task.plan.state != Plan.State.DRAFT or said or task.children.exists():
        raise WrongStateError
    record(by, "plans.task_removed", task, before=values_of(task, SHOWN))
    task.delete()


def lay_turns(task: Task) -> None:
    """Give the task its turns: those nobody touched and that no longer fall due go."""
    days = set(due_days(task))
    kept = {turn.first_due_on: turn for turn in task.turns.all()}
    untouched = task.turns.filter(state=Turn.State.OPEN, updates__isnull=True)
    untouched.exclude(first_due_on__in=days).delete()
    Turn.objects.bulk_create(
        Turn(task=task, due_on=day, first_due_on=day) for day in sorted(days - set(kept))
    )


def due_days(task: Task) -> tuple[date, ...]:
    """Return the days a task falls due in the years of its plan; none where it has no time."""
    if task.due_on is not None:
        return (task.due_on,)
    recurrence = task.rhythm
    if recurrence is None:
        return ()
    first, last = date(task.plan.first_year, 1, 1), date(task.plan.last_year, 12, 31)
    return recurrence.occurrences(max(first, task.starts_on or first), last)


def derive(task: Task) -> None:
    """Set what follows from the other fields."""
    task.place = numbered(task.number)
    task.folded = fold(task.number, task.label, task.label_en, task.deliverable, task.owner_words)


def _check(task: Task, plan: Plan) -> None:
    wrong = faults(check_task(task, plan))
    if wrong:
        raise PlanRefusedError(wrong)


def _change_co_owners(by: Actor, task: Task, codes: list[str], co_owners: Any) -> None:
    before = sorted(task.co_owners.values_list("code", flat=True))
    if before == sorted(codes):
        return
    task.co_owners.set(co_owners)
    record(
        by,
        "plans.task_changed",
        task,
        before={"co_owners": before},
        after={"co_owners": sorted(codes)},
    )
