"""Plans as data: registered documents with their targets and tasks, from level to level."""

from caicach.core.plans.area import ReformArea
from caicach.core.plans.binding import (
    Binding,
    IndexBinding,
    IndicatorBinding,
    ReportedBinding,
)
from caicach.core.plans.clears import Clear, Clearable, unclear
from caicach.core.plans.recurrence import Recurrence, RecurrenceError, Rhythm
from caicach.core.plans.registration import (
    Owner,
    PlanKind,
    PlanLevel,
    Registration,
    Source,
    Years,
)
from caicach.core.plans.task import Served, Task

__all__ = [
    "Binding",
    "Clear",
    "Clearable",
    "IndexBinding",
    "IndicatorBinding",
    "Owner",
    "PlanKind",
    "PlanLevel",
    "Recurrence",
    "RecurrenceError",
    "ReformArea",
    "Registration",
    "ReportedBinding",
    "Rhythm",
    "Served",
    "Source",
    "Task",
    "Years",
    "unclear",
]
