"""Last year's plan as the beginning of the next: the same measures, later days."""

from datetime import date

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.plans.actions.plans import folded_plan
from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import lay_turns
from caicach.web.plans.copies import copied_values
from caicach.web.plans.handing import TASK_NOT_COPIED
from caicach.web.plans.models import Assignment, Plan, Target, Task


@transaction.atomic
def copy_plan(by: Actor, *, plan: Plan, first_year: int, title: str) -> Plan:
    """Return a draft of the same agency for the years from `first_year`.

    Days move by whole years, base years with them; what was measured and reported stays with
    the old plan. Targets keep the key, so that those below can be found again.
    """
    by.require("plans.change", plan)
    by_years = first_year - plan.first_year
    new = Plan(
        agency=plan.agency,
        title=title,
        kind=plan.kind,
        first_year=first_year,
        last_year=plan.last_year + by_years,
        parent=plan.parent,
    )
    new.folded = folded_plan(new)
    new.save()
    targets = {each.pk: _copy_target(each, new, by_years) for each in plan.targets.all()}
    for task in plan.tasks.prefetch_related("co_owners"):
        _copy_task(task, new, targets, by_years)
    record(by, "plans.plan_created", new, after={"title": title, "copied_from": plan.pk})
    return new


def _copy_target(target: Target, plan: Plan, by_years: int) -> Target:
    new = Target(plan=plan, **copied_values(target, ("id", "plan", "version")))
    new.due_on = later(target.due_on, by_years)
    new.starts_on = later(target.starts_on, by_years) if target.starts_on else None
    for name in ("plan_year", "base_year", "base_from"):
        year = getattr(target, name)
        setattr(new, name, None if year is None else year + by_years)
    new.base_value = None
    new.milestones = [
        {"year": each["year"] + by_years, "threshold": each["threshold"]}
        for each in target.milestones
    ]
    derive(new)
    new.save()
    Assignment.objects.bulk_create(
        Assignment(target=new, agency_id=each.agency_id, threshold=each.threshold)
        for each in target.assignments.all()
    )
    return new


def _copy_task(task: Task, plan: Plan, targets: dict[int, Target], by_years: int) -> None:
    left_out = tuple(name for name in TASK_NOT_COPIED if name != "owner")
    new = Task(plan=plan, **copied_values(task, left_out))
    new.target = targets.get(task.target_id or 0)
    new.due_on = later(task.due_on, by_years) if task.due_on else None
    new.starts_on = later(task.starts_on, by_years) if task.starts_on else None
    derive_task(new)
    new.save()
    new.co_owners.set(task.co_owners.all())
    lay_turns(new)


def later(day: date, years: int) -> date:
    """Return the same day years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
