"""What became of a plan's targets one level down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from caicach.core.plans import coverage
from caicach.core.targets import TargetShape
from caicach.web.accounts.models import Person
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.queries.sight import visible_plans


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as the core's coverage reads it."""

    key: str
    shape: TargetShape
    serves: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A plan as the core's coverage reads it."""

    key: str
    targets: Sequence[Aim]


@dataclass(frozen=True, slots=True)
class Covered:
    """A target of the plan above: how many agencies below serve it, and who asks for less."""

    target: Target
    served_by: int
    weaker: Sequence[Target]


def covered_targets(plan: Plan, person: Person) -> list[Covered]:
    """Return each target of the plan, in its order, with who below serves it."""
    own = list(plan.targets.select_related("plan"))
    below = list(serving_targets(plan, person).only(*SHAPE, "plan_id", "parent_id"))
    children: dict[int, list[Aim]] = {}
    for each in below:
        children.setdefault(each.plan_id, []).append(_aim(each))
    found = coverage(
        Carried("above", [_aim(each) for each in own]),
        [Carried(str(pk), aims) for pk, aims in children.items()],
    )
    rows = _with_agencies(serving.target for serving in found.weaker)
    weaker: dict[str, list[Target]] = {}
    for serving in found.weaker:
        weaker.setdefault(serving.serves, []).append(rows[serving.target])
    return [
        Covered(each, len(found.served[str(each.pk)]), weaker.get(str(each.pk), [])) for each in own
    ]


def serving_targets(plan: Plan, person: Person) -> QuerySet[Target]:
    """Return the targets that serve one of the plan's, in the plans below that are in sight."""
    return Target.objects.filter(
        plan__parent=plan, plan__in=visible_plans(person), parent__isnull=False
    ).order_by("plan__agency__code", "place")


def _with_agencies(keys: Iterable[str]) -> dict[str, Target]:
    rows = Target.objects.filter(pk__in=list(keys)).select_related("plan__agency")
    return {str(each.pk): each for each in rows}


SHAPE = (
    "form",
    "comparator",
    "threshold",
    "upper",
    "band",
    "bands",
    "unit",
    "better",
    "base_year",
    "base_from",
    "starts_on",
    "due_on",
    "plan_year",
    "area",
    "scope",
    "per_agency",
    "each_year",
    "milestones",
    "agencies_at_least",
    "agencies_unit",
)
"""The columns a shape is made of; the others stay in the database."""


def _aim(target: Target) -> Aim:
    serves = None if target.parent_id is None else str(target.parent_id)
    return Aim(str(target.pk), target.shape, serves)
