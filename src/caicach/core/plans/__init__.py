"""Plans as data: registered documents with their targets and tasks, from level to level."""

from caicach.core.plans.area import ReformArea
from caicach.core.plans.binding import (
    Binding,
    IndexBinding,
    IndicatorBinding,
    ReportedBinding,
)
from caicach.core.plans.clears import Clear, Clearable, unclear
from caicach.core.plans.coverage import Aim, Cascaded, Coverage, Serving, coverage
from caicach.core.plans.index_name import known_indices
from caicach.core.plans.plan import Plan
from caicach.core.plans.plan_reader import read_plan, read_plans
from caicach.core.plans.recurrence import Recurrence, RecurrenceError, Rhythm
from caicach.core.plans.registration import (
    Owner,
    PlanKind,
    PlanLevel,
    Registration,
    Source,
    Years,
)
from caicach.core.plans.shelf import PlanNotFoundError, find_plan, shipped_plans, shipped_texts
from caicach.core.plans.strength import asks_less
from caicach.core.plans.target import Agencies, Target
from caicach.core.plans.task import Served, Task

__all__ = [
    "Agencies",
    "Aim",
    "Binding",
    "Cascaded",
    "Clear",
    "Clearable",
    "Coverage",
    "IndexBinding",
    "IndicatorBinding",
    "Owner",
    "Plan",
    "PlanKind",
    "PlanLevel",
    "PlanNotFoundError",
    "Recurrence",
    "RecurrenceError",
    "ReformArea",
    "Registration",
    "ReportedBinding",
    "Rhythm",
    "Served",
    "Serving",
    "Source",
    "Target",
    "Task",
    "Years",
    "asks_less",
    "coverage",
    "find_plan",
    "known_indices",
    "read_plan",
    "read_plans",
    "shipped_plans",
    "shipped_texts",
    "unclear",
]
