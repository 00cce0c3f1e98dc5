"""Figures that agencies report: approved, waiting, returned and missing ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from caicach.core.periods import Period
from caicach.web.audit.actor import Actor
from caicach.web.monitoring.sources.tasks import FIGURE as COUNTED_HERE
from caicach.web.plans.actions.figures import approve_figure, report_figure, return_figure
from caicach.web.plans.actions.turns import Evidence
from caicach.web.plans.models import Assignment, FigureReport, Plan, Target
from caicach.web.site.demo.amounts import values_of
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import between, outcome, pick
from caicach.web.site.demo.clock import moment
from caicach.web.site.demo.evidence import evidence
from caicach.web.site.demo.reporting_periods import periods_told

WITH_A_FILE = 0.25
RECENT = 60
REASONS = (
    "Số liệu chưa khớp với báo cáo của phòng chuyên môn, đề nghị rà soát lại.",
    "Mẫu số thiếu số liệu của các đơn vị trực thuộc.",
    "Chưa gửi kèm danh sách chi tiết.",
)


class Course(StrEnum):
    """What may become of one figure."""

    APPROVED = "approved"
    SENT = "sent"
    RETURNED = "returned"
    MISSING = "missing"


LATELY = {
    Course.APPROVED: 0.58,
    Course.SENT: 0.2,
    Course.RETURNED: 0.06,
    Course.MISSING: 0.16,
}
BEFORE = {Course.APPROVED: 0.97, Course.RETURNED: 0.01, Course.MISSING: 0.02}


@dataclass(frozen=True)
class Telling:
    """One figure of one agency for one period, as it is told."""

    assignment: Assignment
    period: Period
    cast: Cast
    province: str
    today: date

    def act(self) -> None:
        """Report it, and approve or return it as its course has it."""
        course = self.course
        if course is Course.MISSING:
            return
        report = self._report()
        approver = self.cast.approver(self.code, self.province)
        if course is Course.APPROVED:
            approve_figure(approver, report=report, now=self._at(8, 12, "approved"))
        elif course is Course.RETURNED:
            reason = pick(REASONS, *self.names, "reason")
            return_figure(approver, report=report, reason=reason, now=self._at(8, 12, "back"))

    @property
    def code(self) -> str:
        """Return the code of the agency that reports."""
        return self.assignment.agency.code

    @property
    def course(self) -> Course:
        """Return what becomes of the figure."""
        is_recent = (self.today - self.period.last_day).days <= RECENT
        return outcome(LATELY if is_recent else BEFORE, *self.names, "course")

    @cached_property
    def names(self) -> tuple[object, ...]:
        """Return what its chance hangs on."""
        plan = self.assignment.target.plan
        return ("figure", plan.agency.code, self.assignment.target.number, self.code, self.period)

    def _report(self) -> FigureReport:
        values = values_of(self.assignment, self.period)
        return report_figure(
            self._reporter(),
            assignment=self.assignment,
            values={"period": str(self.period), "note": "", **values},
            evidence=self._evidence(values),
            now=self._at(1, 7, "sent"),
        )

    def _reporter(self) -> Actor:
        return self.cast.officer(self.code)

    def _at(self, first: int, last: int, name: str) -> Any:
        day = self.period.last_day + timedelta(days=between(first, last, *self.names, name))
        return moment(min(day, self.today), *self.names, name)

    def _evidence(self, values: Mapping[str, Any]) -> Evidence:
        told = [(LABELS[name], str(value)) for name, value in values.items() if name in LABELS]
        rows = (
            ("Chỉ tiêu", self.assignment.target.label),
            ("Cơ quan", self.code),
            ("Kỳ", self.period.label("vi")),
            *told,
        )
        return evidence(WITH_A_FILE, f"Số liệu {self.period}", rows, *self.names)


LABELS = {
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "value": "Giá trị",
    "day": "Ngày",
    "band": "Nhóm",
}


def reported_assignments() -> Iterator[Assignment]:
    """Yield where figures are asked for, but those the workspace counts itself."""
    rows = Assignment.objects.filter(
        target__plan__state=Plan.State.IN_FORCE, target__source_kind=Target.SourceKind.REPORTED
    ).exclude(target__figure=COUNTED_HERE)
    rows = rows.select_related("agency", "target__plan__agency", "target__plan__parent")
    yield from rows.order_by("target__plan__pk", "target__place", "agency__code")


def tell_figures(cast: Cast, province: str, days: tuple[date, date], today: date) -> int:
    """Let all agencies report what their plans ask for, of periods that end on these days.

    Returns how many figures are asked for.
    """
    tellings = [
        Telling(assignment, period, cast, province, today)
        for assignment in reported_assignments()
        for period in periods_told(assignment, today)
        if days[0] <= period.last_day <= days[1]
    ]
    for each in sorted(tellings, key=lambda telling: telling.period.last_day):
        each.act()
    return len(tellings)
