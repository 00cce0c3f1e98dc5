"""Figures that agencies owe: the latest period that has fallen due and was not reported."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from caicach.core.periods import Half, Month, Period, Quarter, Year
from caicach.core.plans import Recurrence, RecurrenceError, Rhythm
from caicach.web.monitoring.sources.tasks import FIGURE as COUNTED_HERE
from caicach.web.plans.models import Assignment, FigureReport, Plan, Target
from caicach.web.plans.models.choices import Form

AHEAD = timedelta(days=7)
TOLD = (FigureReport.State.SENT, FigureReport.State.APPROVED)
PERIODS: dict[Rhythm, type[Month | Quarter | Half]] = {
    Rhythm.MONTHLY: Month,
    Rhythm.QUARTERLY: Quarter,
    Rhythm.HALF_YEARLY: Half,
}


@dataclass(frozen=True, slots=True)
class Falling:
    """A period that a figure is told for, and by when."""

    due_on: date
    period: Period


@dataclass(frozen=True, slots=True)
class OwedFigure:
    """A figure an agency has not sent."""

    assignment: Assignment
    falling: Falling


def fallings(frequency: str, first: date, last: date) -> list[Falling]:
    """Return what falls due from `first` to `last`; by the year where nothing else is said.

    What is told weekly is counted by months: no shorter period can be reported.
    """
    try:
        rhythm = Recurrence.parse(frequency or Rhythm.YEARLY)
    except RecurrenceError:
        rhythm = Recurrence(Rhythm.YEARLY)
    if rhythm.rhythm is Rhythm.WEEKLY:
        rhythm = Recurrence(Rhythm.MONTHLY)
    kind = PERIODS.get(rhythm.rhythm)
    return [
        Falling(day, kind.of(day) if kind else Year(day.year))
        for day in rhythm.occurrences(first, last)
    ]


def last_falling(frequency: str, until: date) -> Falling | None:
    """Return what fell due last, on `until` or before."""
    found = fallings(frequency, until - timedelta(days=366), until)
    return found[-1] if found else None


def told_assignments(codes: Collection[str] | None) -> QuerySet[Assignment]:
    """Return the assignments of reported targets of plans in force, at these agencies or at all.

    What the workspace counts itself is asked of nobody.
    """
    rows = Assignment.objects.filter(
        target__source_kind=Target.SourceKind.REPORTED, target__plan__state=Plan.State.IN_FORCE
    ).exclude(target__figure=COUNTED_HERE)
    return rows if codes is None else rows.filter(agency__code__in=codes)


def owed(codes: Collection[str] | None, until: date) -> QuerySet[Any]:
    """Return the assignments whose latest figure, due on that day or before, was not sent.

    Each has `falls_on`, the day it is due. What was to be done once is owed until it is told.
    """
    rows = told_assignments(codes)
    kinds = rows.order_by().values_list("target__frequency", flat=True).distinct()
    latest = {each: last_falling(each, until) for each in kinds}
    known = {each: falling for each, falling in latest.items() if falling}
    if not known:
        return rows.none().annotate(falls_on=Value(None, output_field=DateField()))
    told = FigureReport.objects.filter(
        Q(period_to__gte=OuterRef("ends_on")) | Q(target__form=Form.DONE_BY),
        target=OuterRef("target"),
        agency=OuterRef("agency"),
        state__in=TOLD,
    )
    return (
        rows.filter(target__frequency__in=known)
        .annotate(
            falls_on=_by_frequency({each: f.due_on for each, f in known.items()}, DateField()),
            ends_on=_by_frequency(
                {each: f.period.last_day for each, f in known.items()}, DateField()
            ),
            falls_in=_by_frequency(
                {each: f.due_on.year for each, f in known.items()}, IntegerField()
            ),
        )
        .filter(
            ~Exists(told),
            Q(target__plan__first_year__lte=F("falls_in")),
            Q(target__plan__last_year__gte=F("falls_in")),
        )
        .order_by("falls_on", "agency__code", "target__place")
    )


def late_counts(codes: Collection[str] | None, today: date) -> dict[str, int]:
    """Return how many figures each of these agencies, or of all, has not sent by their day."""
    late = owed(codes, today - timedelta(days=1)).order_by()  # the next may be in sight already
    return dict(late.values_list("agency__code").annotate(count=Count("pk")))


def owed_figures(codes: Collection[str] | None, today: date, most: int) -> list[OwedFigure]:
    """Return what these agencies owe, the oldest first."""
    rows = owed(codes, today + AHEAD).select_related("target__plan", "agency")[:most]
    found = []
    for row in rows:
        falling = last_falling(row.target.frequency, today + AHEAD)
        if falling is not None:
            found.append(OwedFigure(row, falling))
    return found


def _by_frequency(values: Mapping[str, date | int], field: "Field[Any, Any]") -> Case:
    whens = [
        When(target__frequency=each, then=Value(value, output_field=field))
        for each, value in values.items()
    ]
    return Case(*whens, output_field=field)
