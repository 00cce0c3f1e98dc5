"""What became of a plan's targets one level down."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

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
    serving = serving_targets(plan, person)
    counts = dict(serving.order_by().values_list("parent").annotate(count=Count("pk")))
    weaker = _weaker(own, serving)
    return [Covered(each, counts.get(each.pk, 0), weaker.get(each.pk, [])) for each in own]


def _weaker(own: Sequence[Target], serving: QuerySet[Target]) -> dict[int, list[Target]]:
    """Return the targets that ask for less than the one they serve, by that one.

    Most are handed down as they stand; those are left in the database.
    """
    changed = list(serving.exclude(SAME).select_related("plan__agency"))
    children: dict[int, list[Aim]] = {}
    for each in changed:
        children.setdefault(each.plan_id, []).append(_aim(each))
    found = coverage(
        Carried("above", [_aim(each) for each in own]),
        [Carried(str(pk), aims) for pk, aims in children.items()],
    )
    keys = {serving.target for serving in found.weaker}
    weaker: dict[int, list[Target]] = {}
    for each in changed:
        if str(each.pk) in keys:
            weaker.setdefault(each.parent_id or 0, []).append(each)
    return weaker


def serving_targets(plan: Plan, person: Person) -> QuerySet[Target]:
    """Return the targets that serve one of the plan's, in the plans below that are in sight."""
    return Target.objects.filter(
        plan__parent=plan, plan__in=visible_plans(person), parent__isnull=False
    ).order_by("plan__agency__code", "place")


SAME = Q(
    Q(threshold=F("parent__threshold")) | Q(threshold=None, parent__threshold=None),
    **{
        name: F(f"parent__{name}")
        for name in ("form", "comparator", "unit", "better", "band", "due_on")
    },
)
"""Where all of these are those of the target above, nothing less is asked."""


def _aim(target: Target) -> Aim:
    serves = None if target.parent_id is None else str(target.parent_id)
    return Aim(str(target.pk), target.shape, serves)
