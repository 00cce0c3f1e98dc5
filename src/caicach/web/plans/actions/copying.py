"""Last year's plan as the beginning of the next: the same measures, later days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.folding import fold
from caicach.web.plans.actions.plans import derive_plan
from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import lay_turns
from caicach.web.plans.copies import copied_values
from caicach.web.plans.handing import TASK_NOT_COPIED
from caicach.web.plans.models import Assignment, Plan, Target, Task

Row = TypeVar("Row", Target, Task)


@transaction.atomic
def copy_plan(by: Actor, *, plan: Plan, first_year: int, title: str) -> Plan:
    """Return a draft of the same agency for the years from `first_year`.

    Days move by whole years, base years with them; what was measured and reported stays with
    the old plan. Targets keep the key, so that those below can be found again. It stands under
    the plan above for the new years; under none where there is none yet, or more than one.
    """
    by.require("plans.change", plan)
    by_years = first_year - plan.first_year
    new = Plan(
        agency=plan.agency,
        title=title,
        kind=plan.kind,
        first_year=first_year,
        last_year=plan.last_year + by_years,
    )
    new.parent = _above(by, plan, new)
    derive_plan(new)
    new.save()
    served = _Served.by(plan, new)
    targets = {
        each.pk: _copy_target(each, new, by_years, served)
        for each in plan.targets.select_related("parent").prefetch_related("assignments")
    }
    for task in plan.tasks.select_related("parent").prefetch_related("co_owners"):
        _copy_task(task, new, targets, served)
    record(by, "plans.plan_created", new, after={"title": title, "copied_from": plan.pk})
    return new


def _above(by: Actor, plan: Plan, new: Plan) -> Plan | None:
    """Return the plan above in the new years: the old one, or the next in its line.

    Of its line are plans of the same agency, kind and length, issued by the same body.
    """
    old = plan.parent
    if old is None or (old.first_year <= new.first_year and new.last_year <= old.last_year):
        return old
    rows = Plan.objects.filter(
        agency=old.agency,
        kind=old.kind,
        first_year__lte=new.first_year,
        last_year__gte=new.last_year,
        last_year=F("first_year") + len(old.years) - 1,
    ).exclude(state=Plan.State.CLOSED)
    line = [
        each
        for each in rows.select_related("agency", "document")
        if _same_issuer(each, old)
        and (each.state != Plan.State.DRAFT or by.may("plans.change", each))
    ]
    return line[0] if len(line) == 1 else None


def _same_issuer(plan: Plan, other: Plan) -> bool:
    if plan.document is None or other.document is None:
        return True
    return plan.document.issuer == other.document.issuer


@dataclass(frozen=True, slots=True)
class _Served:
    """What of the plan above the copies may serve, where last year's served something."""

    is_kept: bool
    targets: Sequence[Target] = ()
    tasks: Sequence[Task] = ()

    @classmethod
    def by(cls, plan: Plan, new: Plan) -> "_Served":
        if new.parent is None or new.parent == plan.parent:
            return cls(new.parent is not None)
        return cls(False, list(new.parent.targets.all()), list(new.parent.tasks.all()))

    def target(self, old: Target | None) -> Target | None:
        """Return the target of the new plan above in the place of last year's."""
        if old is None or self.is_kept:
            return old
        same_key = (each for each in self.targets if each.key and each.key == old.key)
        return next(same_key, _alike(self.targets, old))

    def task(self, old: Task | None) -> Task | None:
        """Return the task of the new plan above in the place of last year's."""
        return old if old is None or self.is_kept else _alike(self.tasks, old)


def _alike(rows: Sequence[Row], old: Row) -> Row | None:
    """Return the row that says the same; of several, the one of that number; else None."""
    said = [each for each in rows if fold(each.label) == fold(old.label)]
    numbered = [each for each in said if each.number == old.number]
    return next(iter(numbered or (said if len(said) == 1 else [])), None)


def _copy_target(target: Target, plan: Plan, by_years: int, served: _Served) -> Target:
    new = Target(plan=plan, **copied_values(target, ("id", "plan", "version", "parent")))
    new.parent = served.target(target.parent)
    if target.parent and not new.parent:
        new.adoption = Target.Adoption.OWN
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


def _copy_task(task: Task, plan: Plan, targets: dict[int, Target], served: _Served) -> None:
    left_out = tuple(name for name in TASK_NOT_COPIED if name != "owner")
    by_years = plan.first_year - task.plan.first_year
    new = Task(plan=plan, **copied_values(task, left_out))
    new.parent = served.task(task.parent)
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
