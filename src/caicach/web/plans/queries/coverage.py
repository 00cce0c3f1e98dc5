"""What became of a plan's targets one level down."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.plans import Serving, coverage
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
    """A target of the plan above, with the targets that serve it and those that ask for less."""

    target: Target
    served_by: Sequence[Target]
    weaker: Sequence[Target]


def covered_targets(plan: Plan, person: Person) -> list[Covered]:
    """Return each target of the plan, in its order, with who below serves it."""
    own = list(plan.targets.select_related("plan", "lead_agency"))
    below = list(
        Target.objects.filter(plan__parent=plan, plan__in=visible_plans(person)).select_related(
            "plan__agency"
        )
    )
    children: dict[int, list[Target]] = {}
    for each in below:
        children.setdefault(each.plan_id, []).append(each)
    found = coverage(
        Carried("above", [_aim(each) for each in own]),
        [Carried(str(pk), [_aim(each) for each in rows]) for pk, rows in children.items()],
    )
    rows = {str(each.pk): each for each in below}
    weaker = {serving.target for serving in found.weaker}
    return [_covered(each, found.served[str(each.pk)], rows, weaker) for each in own]


def _covered(
    target: Target, servings: Sequence[Serving], rows: dict[str, Target], weaker: set[str]
) -> Covered:
    keys = [each.target for each in servings]
    serving = sorted((rows[key] for key in keys), key=lambda each: each.plan.agency.code)
    return Covered(target, serving, [each for each in serving if str(each.pk) in weaker])


def _aim(target: Target) -> Aim:
    serves = None if target.parent_id is None else str(target.parent_id)
    return Aim(str(target.pk), target.shape, serves)
