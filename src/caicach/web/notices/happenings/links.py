"""Where each thing is dealt with."""

from django.urls import reverse

from caicach.web.plans.models import Assignment, FigureReport, Plan, Target, Turn
from caicach.web.results.models import Complaint, Publication
from caicach.web.rounds.models import Round


def turn_address(turn: Turn) -> str:
    """Return the page of the turn."""
    return reverse("plans:turn", args=[turn.pk])


def report_address(report: FigureReport) -> str:
    """Return the page of the reported figure."""
    return reverse("plans:report", args=[report.pk])


def entry_address(assignment: Assignment) -> str:
    """Return the page on which the agency enters the figure."""
    return reverse("plans:figure-report", args=[assignment.target_id, assignment.agency.code])


def plan_address(plan: Plan) -> str:
    """Return the page of the plan."""
    return reverse("plans:plan", args=[plan.pk])


def target_address(target: Target) -> str:
    """Return the page of the target."""
    return reverse("plans:target", args=[target.pk])


def round_address(scored: Round) -> str:
    """Return the page of the round."""
    return reverse("rounds:round", args=[scored.pk])


def publication_address(made: Publication) -> str:
    """Return the page of the publication."""
    return reverse("results:publication", args=[made.pk])


def complaint_address(complaint: Complaint) -> str:
    """Return the page of the complaint."""
    return reverse("results:complaint", args=[complaint.pk])
