"""Turns of tasks: what is due, what is overdue, how much was done on time."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from caicach.core.targets import Parts
from caicach.core.targets.tasks import TaskDays
from caicach.web.plans.models import Turn

DONE = (Turn.State.SUBMITTED, Turn.State.DONE)
UNDONE = (Turn.State.OPEN, Turn.State.RETURNED)


class DueState(NamedTuple):
    """How a turn stands on a day: `shape` is the class of its chip."""

    code: str
    shape: str


def due_state(turn: Turn, on: date) -> DueState:
    """Return `done`, `late`, `sent`, `returned`, `overdue`, `due` or `cancelled`.

    What was sent after its day is `late` for good; a returned turn is overdue like any other.
    """
    if turn.state == Turn.State.CANCELLED:
        return DueState("cancelled", "lock")
    if turn.state in DONE:
        if is_late(turn):
            return DueState("late", "risk")
        return DueState("done", "met") if turn.state == Turn.State.DONE else DueState("sent", "met")
    if turn.due_on < on:
        return DueState("overdue", "missed")
    if turn.state == Turn.State.RETURNED:
        return DueState("returned", "risk")
    return DueState("due", "track-on" if (turn.due_on - on).days <= 7 else "")


def is_late(turn: Turn) -> bool:
    """Say whether what was sent came after its day, in Hà Nội."""
    return turn.submitted_at is not None and done_on(turn.submitted_at) > turn.due_on


def done_on(at: datetime) -> date:
    """Return the day of an instant in Hà Nội: 23:59 on 31 December is still that day."""
    return timezone.localtime(at).date()


def overdue_turns(rows: QuerySet[Turn], on: date) -> QuerySet[Turn]:
    """Return those not done whose day has passed."""
    return rows.filter(state__in=UNDONE, due_on__lt=on)


def sent_late(rows: QuerySet[Turn]) -> QuerySet[Turn]:
    """Return those sent after their day."""
    local = timezone.get_default_timezone()
    days = rows.filter(state__in=DONE).annotate(sent_on=TruncDate("submitted_at", tzinfo=local))
    return days.filter(sent_on__gt=F("due_on"))


def on_time_share(rows: QuerySet[Turn], first: date, last: date, on: date) -> Parts:
    """Return how many turns due from `first` to `last` were done on time, among those settled.

    Settled by the end of `on`: sent by then, or overdue. Called-off turns do not count.
    """
    days = task_days(rows.filter(due_on__range=(first, last)))
    verdicts = [each.in_time(on) for each in days]
    settled = [verdict for verdict in verdicts if verdict is not None]
    return Parts(sum(settled), len(settled))


def task_days(rows: QuerySet[Turn]) -> list[TaskDays]:
    """Return the days of turns as the core forecasts with; a returned one is not done."""
    kept = rows.exclude(state=Turn.State.CANCELLED).values_list("due_on", "state", "submitted_at")
    return [
        TaskDays(due_on, done_on(sent) if state in DONE and sent else None)
        for due_on, state, sent in kept
    ]


def turns_in_state(rows: QuerySet[Turn], code: str, on: date) -> QuerySet[Turn]:
    """Return the turns whose `due_state` has the code."""
    match code:
        case "overdue":
            return overdue_turns(rows, on)
        case "returned" | "cancelled":
            return rows.filter(state=code)
        case "late":
            return sent_late(rows)
        case "sent":
            return rows.filter(state=Turn.State.SUBMITTED)
        case "done":
            return rows.filter(state=Turn.State.DONE)
        case "due":
            return rows.filter(Q(state__in=UNDONE), due_on__gte=on)
        case _:
            return rows
