"""Tasks done on time by the due day: those settled for good, and the pace for those still due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caicach.core.periods import Month
from caicach.core.targets.forecast import Forecast
from caicach.core.targets.ratio import forecast_ratio, sum_parts
from caicach.core.targets.reach import Parts
from caicach.core.targets.shape import TargetShape
from caicach.core.targets.to_come import ToCome


@dataclass(frozen=True, slots=True)
class TaskDays:
    """When a task is due and when it was done; a task that was returned is not done."""

    due_on: date
    done_on: date | None = None

    def in_time(self, on: date) -> bool | None:
        """Say whether it was done in time, as known at the end of `on`; None while it is open.

        The due day itself is in time. What is overdue stays late, even if it is done later.
        """
        if self.done_on is not None and self.done_on <= min(self.due_on, on):
            return True
        return False if self.due_on < on else None


def forecast_tasks(shape: TargetShape, tasks: Sequence[TaskDays], on: date) -> Forecast | None:
    """Return which share of the tasks due by the target's due day will be done on time.

    The pace is that of tasks that have fallen due, month by month: of those, how many were done
    in time. Open tasks are expected to keep it. Completions per day would be no measure: tasks
    are done as they fall due, so a plan with most of them in December looks late in August.
    None when no task has been settled, because nothing then tells the pace.

    Raises ValueError for a target that names no number.
    """
    counted = [task for task in tasks if task.due_on <= shape.due_on]
    verdicts = [task.in_time(on) for task in counted]
    settled = [verdict for verdict in verdicts if verdict is not None]
    still_due = [t.due_on for t, verdict in zip(counted, verdicts, strict=True) if verdict is None]
    now = Parts(sum(settled), len(settled))
    to_come = ToCome(len(still_due), _months_until(max(still_due, default=on), on), "given")
    months = _by_month([task for task in counted if task.due_on <= on], on)
    if not sum_parts(months).denominator:
        months = []
    found = forecast_ratio(shape, months, to_come, now=now)
    return None if found is None else found.called("task_pace")


def _by_month(due: Sequence[TaskDays], on: date) -> list[Parts]:
    """Return the parts of each month since the first due day, the open month included."""
    parts: dict[Month, list[bool]] = {}
    for task in due:
        verdict = task.in_time(on)
        if verdict is not None:
            parts.setdefault(Month.of(task.due_on), []).append(verdict)
    if not parts:
        return []
    month, months = min(parts), []
    while month <= max(parts):
        settled = parts.get(month, [])
        months.append(Parts(sum(settled), len(settled)))
        month = month.next()
    return months


def _months_until(last: date, on: date) -> int:
    return 1 + 12 * (last.year - on.year) + last.month - on.month
