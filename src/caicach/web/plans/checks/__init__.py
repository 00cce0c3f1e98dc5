"""What keeps a target, a task or a figure from standing, all at once."""

from caicach.web.plans.checks.figure import check_figure
from caicach.web.plans.checks.target import check_target, field_of
from caicach.web.plans.checks.task import check_task

__all__ = ["check_figure", "check_target", "check_task", "field_of"]
