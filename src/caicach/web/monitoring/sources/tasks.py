"""Targets on the plan's own tasks: which share was done in time, and will be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from caicach.core.periods import DaySpan
from caicach.core.targets import Parts, TargetShape, TaskDays, forecast_tasks
from caicach.web.monitoring.evidence import NOTHING, Evidence
from caicach.web.plans.models import Target, Turn

FIGURE = "task_completion_share"
"""The reported figure that the workspace knows itself."""


@dataclass(frozen=True)
class TaskShelf:
    """Turns of tasks by plan and owner."""

    turns: Mapping[tuple[int, int], list[TaskDays]]
    today: date

    def evidence(self, target: Target, agency: int, shape: TargetShape) -> Evidence:
        """Return the share done in time of those settled, of the agency or of the whole plan."""
        is_whole = agency == target.plan.agency_id
        turns = [
            each
            for (plan, owner), days in self.turns.items()
            if plan == target.plan_id and (is_whole or owner == agency)
            for each in days
        ]
        bound = shape.for_year(min(self.today.year, shape.due_on.year))
        settled = [done for each in turns if (done := each.in_time(self.today)) is not None]
        if not settled:
            return NOTHING
        span = DaySpan(date(target.plan.first_year, 1, 1), self.today)
        forecast = forecast_tasks(bound, turns, self.today)
        return Evidence("tasks", Parts(sum(settled), len(settled)), span, None, forecast)


def read_turns(plans: Iterable[int], today: date) -> TaskShelf:
    """Return the turns of the plans but those given up: one query."""
    rows = (
        Turn.objects.filter(task__plan_id__in=plans)
        .exclude(state=Turn.State.CANCELLED)
        .values_list("task__plan_id", "task__owner_id", "due_on", "state", "submitted_at")
    )
    turns: dict[tuple[int, int], list[TaskDays]] = defaultdict(list)
    for plan, owner, due_on, state, submitted_at in rows:
        is_done = state in {Turn.State.SUBMITTED, Turn.State.DONE} and submitted_at is not None
        done_on = timezone.localdate(submitted_at) if is_done else None
        turns[plan, owner].append(TaskDays(due_on, done_on))
    return TaskShelf(turns, today)
