"""Plans for their list and their pages."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.look.folding import fold
from caicach.web.plans.models import Plan, Target, Task, Turn
from caicach.web.plans.queries.sight import visible_plans


def listed_plans(person: Person) -> QuerySet[Plan]:
    """Return the visible plans with `target_count` and `task_count`."""
    return (
        visible_plans(person)
        .select_related("agency", "document", "parent")
        .annotate(target_count=_count_of(Target), task_count=_count_of(Task))
    )


def _count_of(model: type[Target] | type[Task]) -> Coalesce:
    rows = model.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    counted = rows.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def search(rows: QuerySet[Plan], text: str) -> QuerySet[Plan]:
    """Return the plans whose title or notation holds all words, without accents."""
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    return rows


def turn_counts(plan: Plan, on: date) -> dict[str, int]:
    """Return how many turns of the plan's tasks are overdue, returned, sent, done, to come."""
    undone = Q(state__in=[Turn.State.OPEN, Turn.State.RETURNED])
    return Turn.objects.filter(task__plan=plan).aggregate(
        overdue=Count("pk", filter=undone & Q(due_on__lt=on)),
        returned=Count("pk", filter=Q(state=Turn.State.RETURNED)),
        sent=Count("pk", filter=Q(state=Turn.State.SUBMITTED)),
        done=Count("pk", filter=Q(state=Turn.State.DONE)),
        to_come=Count("pk", filter=undone & Q(due_on__gte=on)),
    )


def last_change(kind: str, pk: int) -> Event | None:
    """Return the last event about an object, for the page of two people's conflict."""
    rows = Event.objects.filter(subject_kind=f"plans.{kind}", subject_key=str(pk))
    return rows.order_by("-number").first()


def history_of(plan: Plan) -> QuerySet[Event]:
    """Return the events of the plan, its targets, its tasks and their turns, latest first."""
    targets = _keys(Target.objects.filter(plan=plan).values_list("pk", flat=True))
    tasks = _keys(Task.objects.filter(plan=plan).values_list("pk", flat=True))
    turns = _keys(Turn.objects.filter(task__plan=plan).values_list("pk", flat=True))
    return Event.objects.filter(
        Q(subject_kind="plans.plan", subject_key=str(plan.pk))
        | Q(subject_kind="plans.target", subject_key__in=targets)
        | Q(subject_kind="plans.task", subject_key__in=tasks)
        | Q(subject_kind="plans.turn", subject_key__in=turns)
    ).order_by("-number")


def _keys(rows: QuerySet[Target, int] | QuerySet[Task, int] | QuerySet[Turn, int]) -> list[str]:
    return [str(pk) for pk in rows]


def choosable(tree: DayTree, code: str) -> Sequence[CoreAgency]:
    """Return who may lead, own or share in what a plan asks: the agency, those below and above
    it, and those beside it.
    """
    if code not in tree:
        return ()
    parent = tree.parent(code)
    beside = tree.children(parent.code) if parent else tree.roots()
    found = {
        each.code: each
        for each in (
            tree.agency(code),
            *tree.ancestors(code),
            *beside,
            *tree.descendants(code),
        )
    }
    return tuple(found.values())
