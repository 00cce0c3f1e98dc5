"""Targets of plans: every shape they take, where they stand, and what December will bring."""

from caicach.core.targets.forecast import Basis, Forecast, Method, Verdict
from caicach.core.targets.reach import (
    NOT_DONE,
    Measured,
    Parts,
    Reached,
    compared_value,
    count_reaching,
    reached_range,
    reaches,
)
from caicach.core.targets.shape import Better, Comparator, Form, Milestone, TargetShape, Unit
from caicach.core.targets.standing import Standing, State
from caicach.core.targets.words import says

__all__ = [
    "NOT_DONE",
    "Basis",
    "Better",
    "Comparator",
    "Forecast",
    "Form",
    "Measured",
    "Method",
    "Milestone",
    "Parts",
    "Reached",
    "Standing",
    "State",
    "TargetShape",
    "Unit",
    "Verdict",
    "compared_value",
    "count_reaching",
    "reached_range",
    "reaches",
    "says",
]
