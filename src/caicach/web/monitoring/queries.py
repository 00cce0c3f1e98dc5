"""Standings read: only those of agencies a person may see."""

from collections.abc import Sequence

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from caicach.core.indicators import IndicatorNotFoundError, find_indicator
from caicach.core.indicators.part import WHOLE
from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.standing import SEE_ALL
from caicach.web.look.folding import fold
from caicach.web.monitoring.models import IndicatorFigure, Override, StandingRow, StateChange
from caicach.web.plans.models import Assignment, FigureReport, Plan, Target, Turn
from caicach.web.plans.queries.tasks import UNDONE

OPEN = Plan.State.IN_FORCE
OWN_THRESHOLD = Subquery(
    Assignment.objects.filter(target=OuterRef("target"), agency=OuterRef("agency"))
    .order_by()
    .values("threshold")[:1]
)
"""What an agency has to reach where it differs from the target's own."""


def visible_to(person: Person) -> Q:
    """Return the condition that a row's agency may be seen by the person."""
    standing = standing_now(person)
    if standing.holds(SEE_ALL):
        return Q()
    return Q(agency__code__in=standing.visible)


def standings(person: Person) -> QuerySet[StandingRow]:
    """Return the standings of plans in force that the person may see, worst first.

    Whether a plan is in force is asked of each row, not joined: so the database may walk the rows
    in their order and stop when a page is full.
    """
    in_force = Target.objects.filter(pk=OuterRef("target"), plan__state=OPEN)
    rows = StandingRow.objects.filter(visible_to(person), Exists(in_force))
    return _whole(rows).order_by("trouble", "chance", "pk")


def of_keys(keys: Sequence[int]) -> dict[int, StandingRow]:
    """Return the standings of these keys by key, as `standings` returns them."""
    return {row.pk: row for row in _whole(StandingRow.objects.filter(pk__in=keys))}


def _whole(rows: QuerySet[StandingRow]) -> QuerySet[StandingRow]:
    related = rows.select_related("target", "target__plan", "agency")
    return related.annotate(own_threshold=OWN_THRESHOLD)


def found(rows: QuerySet[StandingRow], text: str) -> QuerySet[StandingRow]:
    """Return those whose target has all words of `text`, accents or not."""
    for word in fold(text).split():
        rows = rows.filter(target__folded__contains=word)
    return rows


def counts_by_state(rows: QuerySet[StandingRow]) -> dict[str, int]:
    """Return how many rows there are of each state."""
    grouped = rows.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(grouped)


def one_standing(person: Person, target: int, code: str) -> StandingRow:
    """Return the standing of a target at an agency. Raises StandingRow.DoesNotExist."""
    rows = StandingRow.objects.filter(visible_to(person))
    related = ("target", "target__plan", "target__plan__agency", "target__parent", "agency")
    rows = rows.select_related(*related).annotate(own_threshold=OWN_THRESHOLD)
    return rows.get(target_id=target, agency__code=code)


def months_behind(row: StandingRow) -> list[IndicatorFigure]:
    """Return the figures a standing was judged by, earliest first; whole years are left out.

    A register as it stands has no months.
    """
    if not row.target.indicator or _stands_still(row.target.indicator):
        return []
    figures = IndicatorFigure.objects.filter(
        indicator=row.target.indicator, agency=row.agency, period__contains="-"
    )
    return list(figures.order_by("period"))


def reports_behind(row: StandingRow) -> QuerySet[FigureReport]:
    """Return what the agency reported, newest first; nothing for what is not reported."""
    if row.target.source_kind != Target.SourceKind.REPORTED:
        return FigureReport.objects.none()
    reports = FigureReport.objects.filter(target=row.target, agency=row.agency)
    return reports.select_related("person", "decided_by").order_by("-period_to", "-at")


def overrides_of(row: StandingRow) -> QuerySet[Override]:
    """Return the figures put in place of the computed one, newest first."""
    return Override.objects.filter(target=row.target, agency=row.agency).select_related("person")


def changes_of(row: StandingRow) -> QuerySet[StateChange]:
    """Return how the state changed, newest first."""
    return StateChange.objects.filter(target=row.target, agency=row.agency)


def turns_serving(target: Target) -> QuerySet[Turn]:
    """Return the tasks that serve the target: what is not done by its deadline, then the newest."""
    turns = Turn.objects.filter(task__target=target).exclude(state=Turn.State.CANCELLED)
    undone = Case(When(state__in=UNDONE, then=F("due_on")))
    return turns.select_related("task").order_by(undone.asc(nulls_last=True), "-due_on", "pk")


def served_below(person: Person, target: Target) -> QuerySet[StandingRow]:
    """Return the standings of targets below that carry this one out, worst first."""
    return standings(person).filter(target__parent=target)


def _stands_still(name: str) -> bool:
    try:
        indicator = find_indicator(name)
    except IndicatorNotFoundError:
        return True
    return all(part is None or part.placed_by == WHOLE for part in indicator.parts())
