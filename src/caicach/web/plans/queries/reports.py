"""Reported figures: those of one target side by side, and what they come to together."""

from collections.abc import Sequence

from caicach.core.targets import Parts
from caicach.web.accounts.models import Person
from caicach.web.plans.models import FigureReport, Target
from caicach.web.plans.queries.sight import visible_reports


def reports_of(target: Target, person: Person) -> Sequence[FigureReport]:
    """Return the figures of the target in all agencies the person may read, replaced ones too.

    Figures of two levels stand side by side: none is ever written over another.
    """
    return list(
        visible_reports(person)
        .filter(target=target)
        .order_by("-period_to", "agency__code", "-at")[:200]
    )


def approved_parts(target: Target, period: str) -> Parts | None:
    """Return the sum of the approved parts of all agencies but the plan's own for one period.

    None where no agency below reported parts. It stands beside the plan's own figure, as a check.
    """
    rows = FigureReport.objects.filter(
        target=target, period=period, state=FigureReport.State.APPROVED, numerator__isnull=False
    ).exclude(agency=target.plan.agency)
    parts = list(rows.values_list("numerator", "denominator"))
    if not parts:
        return None
    numerators, denominators = zip(*parts, strict=True)
    return Parts(int(sum(numerators)), int(sum(denominators)))
