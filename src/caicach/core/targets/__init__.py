"""Targets of plans: every shape they take, where they stand, and what December will bring."""

from caicach.core.targets.chance_words import show_chance
from caicach.core.targets.count import forecast_count
from caicach.core.targets.forecast import Basis, Forecast, Method, Verdict
from caicach.core.targets.outlook import must_happen
from caicach.core.targets.ratio import forecast_ratio
from caicach.core.targets.reach import (
    NOT_DONE,
    Base,
    Measured,
    Parts,
    Reached,
    compared_value,
    count_reaching,
    reached_range,
    reaches,
)
from caicach.core.targets.shape import Better, Comparator, Form, Milestone, TargetShape, Unit
from caicach.core.targets.standing import Standing, judge
from caicach.core.targets.state_rules import State, state_summary, state_words
from caicach.core.targets.tasks import TaskDays, forecast_tasks
from caicach.core.targets.to_come import ToCome, volume_to_come
from caicach.core.targets.words import says

__all__ = [
    "NOT_DONE",
    "Base",
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
    "TaskDays",
    "ToCome",
    "Unit",
    "Verdict",
    "compared_value",
    "count_reaching",
    "forecast_count",
    "forecast_ratio",
    "forecast_tasks",
    "judge",
    "must_happen",
    "reached_range",
    "reaches",
    "says",
    "show_chance",
    "state_summary",
    "state_words",
    "volume_to_come",
]
