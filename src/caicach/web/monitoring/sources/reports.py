"""Targets bound to figures that agencies report: approved ones, put together by period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caicach.core.periods import Period, parse_period
from caicach.core.targets import NOT_DONE, Base, Measured, Parts
from caicach.web.monitoring.evidence import NOTHING, Evidence
from caicach.web.plans.models import FigureReport, Target

Key = tuple[int, int]


@dataclass(frozen=True)
class ReportShelf:
    """Approved reports by target and agency, newest period first, and how many still wait."""

    approved: Mapping[Key, list[FigureReport]]
    waiting: Mapping[Key, int]

    def evidence(self, target: Target, agency: int, base: Base | None) -> Evidence:
        """Return the figure of the year that binds, from reports that do not overlap.

        A report of six months takes the place of those of its quarters; quarters are added up.
        """
        reports = self.approved.get((target.pk, agency), [])
        if not reports:
            return NOTHING
        counted = list(_apart(_of_newest_year(reports)))
        newest = counted[0]
        measured = _measured(target, counted)
        period: Period = parse_period(newest.period)
        return Evidence("report", measured, period, base)


def read_reports(targets: Iterable[int], until: date) -> ReportShelf:
    """Return the reports of the targets whose periods had begun on `until`: one query."""
    rows = FigureReport.objects.filter(
        target_id__in=targets, state__in=["approved", "sent"], period_from__lte=until
    ).order_by("-period_to", "period_from", "-at")
    approved: dict[Key, list[FigureReport]] = defaultdict(list)
    waiting: dict[Key, int] = defaultdict(int)
    for row in rows:
        key = (row.target_id, row.agency_id)
        if row.state == FigureReport.State.APPROVED:
            approved[key].append(row)
        else:
            waiting[key] += 1
    return ReportShelf(approved, waiting)


def _of_newest_year(reports: list[FigureReport]) -> list[FigureReport]:
    """Periods of plan years begin in December; the last day tells the year."""
    year = reports[0].period_to.year
    return [each for each in reports if each.period_to.year == year]


def _apart(reports: list[FigureReport]) -> Iterable[FigureReport]:
    first = date.max
    for each in reports:
        if each.period_to < first:
            first = each.period_from
            yield each


def _measured(target: Target, reports: list[FigureReport]) -> Measured | None:
    newest = reports[0]
    if target.form == "done_by":
        return newest.day or NOT_DONE
    if target.form == "band":
        return newest.band or None
    parts = [(each.numerator, each.denominator) for each in reports]
    if newest.numerator is not None:
        tops = sum((int(top) for top, _ in parts if top is not None), 0)
        bases = sum((int(base) for _, base in parts if base is not None), 0)
        return Parts(tops, bases) if bases else None
    adds_up = (target.figure_unit or target.unit) == "count" and target.form == "level"
    values = [each.value for each in reports if each.value is not None]
    if adds_up:
        return sum(values, Decimal(0)) if values else None
    return newest.value
