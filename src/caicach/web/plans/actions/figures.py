"""Figures reported, approved, returned; the ones before stay beside them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from caicach.core.issues import faults
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.look.day import today
from caicach.web.plans.actions.turns import NONE, Evidence, keep_evidence
from caicach.web.plans.checks import check_figure
from caicach.web.plans.checks.figure import read_period
from caicach.web.plans.models import Assignment, FigureReport, Target
from caicach.web.plans.writing import PlanRefusedError, WrongStateError, require_reason

State = FigureReport.State
SHOWN = ("period", "numerator", "denominator", "value", "day", "band", "state")


@transaction.atomic
def report_figure(
    by: Actor,
    *,
    assignment: Assignment,
    values: Mapping[str, Any],
    evidence: Evidence = NONE,
    now: datetime,
) -> FigureReport:
    """Send the agency's figure for a period; one that still waits is replaced, and kept.

    values: period, numerator, denominator, value, day, band, note. Raises PlanRefusedError,
    WrongStateError for a target that is not reported or a plan not in force.
    """
    by.require("plans.report", assignment)
    target = assignment.target
    if target.source_kind != Target.SourceKind.REPORTED or not _is_in_force(target):
        raise WrongStateError
    report = FigureReport(target=target, agency=assignment.agency, **values)
    wrong = place_in_time(report) or faults(check_figure(report, target, today()))
    if wrong:
        raise PlanRefusedError(wrong)
    report.person, report.post, report.at = person_of(by), by.post, now
    report.attachment = keep_evidence(by, report, evidence, now)
    report.document = evidence.document
    _same(report).filter(state=State.SENT).update(state=State.REPLACED)
    report.save()
    record(by, "plans.figure_reported", report, after=values_of(report, SHOWN))
    return report


@transaction.atomic
def approve_figure(by: Actor, *, report: FigureReport, now: datetime) -> None:
    """Let the figure count, in place of an earlier approved one, which is kept.

    Raises WrongStateError.
    """
    by.require("plans.approve_report", report)
    _same(report).filter(state=State.APPROVED).update(state=State.REPLACED)
    _decide(by, report, (State.SENT,), {"state": State.APPROVED}, now)
    record(by, "plans.figure_approved", report, after=values_of(report, SHOWN))


@transaction.atomic
def return_figure(by: Actor, *, report: FigureReport, reason: str, now: datetime) -> None:
    """Return a figure with a reason; it no longer counts.

    Raises WrongStateError, ReasonMissingError.
    """
    if not by.may("plans.approve_report", report):  # the head returns to the focal officer
        by.require("plans.return", report)
    told = require_reason(reason)
    before = values_of(report, ("state",))
    changes = {"state": State.RETURNED, "reason": told[:500]}
    _decide(by, report, (State.SENT, State.APPROVED), changes, now)
    record(by, "plans.figure_returned", report, before=before, after=changes, reason=told)


def place_in_time(report: FigureReport) -> list[Any]:
    """Set the days of the period that was written; return the faults of what cannot be read."""
    period, issues = read_period(report.period, report.target.plan.first_year)
    if period is not None:
        report.period = str(period)
        report.period_from, report.period_to = period.first_day, period.last_day
    return issues


def _decide(
    by: Actor,
    report: FigureReport,
    allowed: tuple[FigureReport.State, ...],
    changes: dict[str, Any],
    now: datetime,
) -> None:
    rows = FigureReport.objects.filter(pk=report.pk, state__in=allowed)
    if not rows.update(**changes, decided_by=person_of(by), decided_at=now):
        raise WrongStateError
    report.refresh_from_db()


def _same(report: FigureReport) -> Any:
    return FigureReport.objects.filter(
        target=report.target, agency=report.agency, period=report.period
    )


def _is_in_force(target: Target) -> bool:
    return target.plan.state == target.plan.State.IN_FORCE
