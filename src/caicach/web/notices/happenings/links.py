"""Where each thing is dealt with."""

from django.urls import NoReverseMatch, reverse

from caicach.web.plans.models import FigureReport, Plan, Target, Turn


def turn_address(turn: Turn) -> str:
    """Return the page of the turn."""
    return _page("plans:turn", turn.pk)


def report_address(report: FigureReport) -> str:
    """Return the page of the reported figure."""
    return _page("plans:report", report.pk)


def plan_address(plan: Plan) -> str:
    """Return the page of the plan."""
    return _page("plans:plan", plan.pk)


def target_address(target: Target) -> str:
    """Return the page of the target."""
    return _page("plans:target", target.pk)


def _page(view: str, key: int) -> str:
    try:
        return reverse(view, args=[key])
    except NoReverseMatch:
        return ""
