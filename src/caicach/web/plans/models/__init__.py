"""What plans are made of."""

from caicach.web.plans.models.assignment import Assignment
from caicach.web.plans.models.document import Document
from caicach.web.plans.models.figure_report import FigureReport
from caicach.web.plans.models.plan import Plan
from caicach.web.plans.models.target import Target
from caicach.web.plans.models.task import Task
from caicach.web.plans.models.turn import Turn, TurnUpdate

__all__ = [
    "Assignment",
    "Document",
    "FigureReport",
    "Plan",
    "Target",
    "Task",
    "Turn",
    "TurnUpdate",
]
