"""What keeps a task from standing in its plan."""

from collections.abc import Iterator

from caicach.core.criteria.shelf import load_shipped, shipped_names
from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import show_day
from caicach.core.plans import Recurrence, RecurrenceError
from caicach.web.plans.models import Plan, Task

FIELD_OF = {
    "task-due-early": "due_on",
    "task-outside": "due_on",
    "task-time-twice": "recurrence",
    "recurrence-unknown": "recurrence",
    "recurrence-day": "recurrence",
    "task-target-elsewhere": "target",
    "task-edition-unknown": "criterion",
    "task-criterion-unknown": "criterion",
    "task-number-twice": "number",
}


def check_task(task: Task, plan: Plan) -> list[Issue]:
    """Return everything against the task; what is unclear about it is no fault."""
    return [*_days(task, plan), *_recurrence(task), *_served(task, plan), *_number(task, plan)]


def _days(task: Task, plan: Plan) -> Iterator[Issue]:
    due_on, start = task.due_on, task.starts_on
    if due_on is None:
        return
    due = Said(show_day(due_on, "vi"), show_day(due_on, "en"))
    if start is not None and due_on < start:
        begun = Said(show_day(start, "vi"), show_day(start, "en"))
        yield issue("task-due-early", task.number, number=task.number, due=due, start=begun)
    if due_on.year not in plan.years:
        years = {"first": plan.first_year, "last": plan.last_year}
        yield issue("task-outside", task.number, number=task.number, due=due, **years)


def _recurrence(task: Task) -> Iterator[Issue]:
    if not task.recurrence:
        return
    try:
        recurrence = Recurrence.parse(task.recurrence)
    except RecurrenceError as error:
        yield error.issue(task.number)
        return
    if task.due_on is not None and recurrence.comes_back:
        due = Said(show_day(task.due_on, "vi"), show_day(task.due_on, "en"))
        value = Said(recurrence.label("vi"), recurrence.label("en"))
        yield issue("task-time-twice", task.number, number=task.number, value=value, due=due)


def _served(task: Task, plan: Plan) -> Iterator[Issue]:
    if task.target is not None and task.target.plan_id != plan.pk:
        served = str(task.target)
        yield issue("task-target-elsewhere", task.number, number=task.number, key=served)
    if not task.criterion:
        return
    edition, _, code = task.criterion.partition("#")
    if edition not in shipped_names():
        known = ", ".join(shipped_names())
        told = {"number": task.number, "value": task.criterion}
        yield issue("task-edition-unknown", task.number, **told, known=known)
    elif load_shipped(edition).node(code) is None:
        told = {"number": task.number, "code": code}
        yield issue("task-criterion-unknown", task.number, **told, edition=edition)


def _number(task: Task, plan: Plan) -> Iterator[Issue]:
    others = Task.objects.filter(plan=plan, number=task.number).exclude(pk=task.pk)
    if others.exists():
        yield issue("task-number-twice", task.number, number=task.number)
