"""What became of a plan's targets one level down."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from caicach.core.agencies import AgencyKind, DayTree
from caicach.core.documents import Label
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


@dataclass(frozen=True, slots=True)
class Level:
    """The agencies of one kind right below: how many there are, their plans, what these serve.

    targets: of how many targets above at least one of them serves.
    """

    label: Label
    agencies: int
    plans: Sequence[Plan]
    targets: int

    @property
    def with_plan(self) -> int:
        """Return how many agencies have a plan under this one."""
        return len({each.agency_id for each in self.plans})

    @property
    def drafts(self) -> int:
        """Return how many plans are drafts yet."""
        return sum(each.state == Plan.State.DRAFT for each in self.plans)


def levels_below(plan: Plan, person: Person, tree: DayTree) -> list[Level]:
    """Return a level for each kind of agency right below, in the order of kinds.

    An agency that is there no longer, or that does not answer to this one, is another one.
    """
    code = plan.agency.code
    kinds = {each.code: each.kind for each in tree.children(code)} if code in tree else {}
    plans: dict[AgencyKind, list[Plan]] = {}
    below = visible_plans(person).filter(parent=plan).select_related("agency")
    for each in below.order_by("place", "-first_year", "pk"):
        plans.setdefault(kinds.get(each.agency.code, AgencyKind.OTHER), []).append(each)
    targets = _served_by_kind(plan, person, plans)
    present = [kind for kind in AgencyKind if kind in plans or kind in kinds.values()]
    counts = Counter(kinds.values())
    return [
        Level(kind.label, counts[kind], plans.get(kind, ()), targets.get(kind, 0))
        for kind in present
    ]


def _served_by_kind(
    plan: Plan, person: Person, plans: Mapping[AgencyKind, Sequence[Plan]]
) -> dict[str, int]:
    if not plans:
        return {}
    whens = [When(plan__in=rows, then=Value(kind.value)) for kind, rows in plans.items()]
    kind = Case(*whens, output_field=CharField())
    rows = serving_targets(plan, person).order_by().annotate(kind=kind).values_list("kind")
    return dict(rows.annotate(count=Count("parent", distinct=True)))


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
    ).order_by("plan__place", "place")


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
