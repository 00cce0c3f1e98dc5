"""What is wrong with a task: its days, its recurrence, the criterion it names."""

from collections.abc import Iterator
from datetime import date

from caicach.core.criteria.shelf import load_shipped, shipped_names
from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.core.periods import PeriodError
from caicach.core.plans.recurrence import Recurrence, RecurrenceError
from caicach.core.plans.registration import Registration
from caicach.core.plans.task import Task, read_due


def check_task(
    task: Task, loc: Loc, document: Document, head: Registration | None
) -> Iterator[Issue]:
    """Yield every fault of one task, each at its line."""
    yield from _days(task, loc, document, head)
    yield from _recurrence(task, loc, document)
    yield from _criterion(task, loc, document)


def _days(task: Task, loc: Loc, document: Document, head: Registration | None) -> Iterator[Issue]:
    if task.due is None:
        return
    where = document.where((*loc, "due"))
    due_on = _read(task.due)
    if due_on is None:
        yield issue("task-due-unreadable", where, number=task.number, value=task.due)
        return
    if task.starts_on is not None and due_on < task.starts_on:
        started = task.starts_on.isoformat()
        yield issue("task-due-early", where, number=task.number, due=due_on, start=started)
    if head is not None and due_on.year not in head.years:
        first, last = head.years.first, head.years.last
        yield issue("task-outside", where, number=task.number, due=due_on, first=first, last=last)


def _read(text: str) -> date | None:
    try:
        return read_due(text)
    except (PeriodError, ValueError):
        return None


def _recurrence(task: Task, loc: Loc, document: Document) -> Iterator[Issue]:
    if task.recurs is None:
        return
    where = document.where((*loc, "recurs"))
    try:
        recurrence = Recurrence.parse(task.recurs)
    except RecurrenceError as error:
        yield error.issue(where)
        return
    if task.due is not None and recurrence.comes_back:
        yield issue("task-time-twice", where, number=task.number, value=task.recurs, due=task.due)


def _criterion(task: Task, loc: Loc, document: Document) -> Iterator[Issue]:
    name = task.serves.criterion
    if name is None:
        return
    edition, _, code = name.partition("#")
    where = document.where((*loc, "serves", "criterion"))
    if edition not in shipped_names():
        known = ", ".join(shipped_names())
        yield issue("task-edition-unknown", where, number=task.number, value=name, known=known)
    elif load_shipped(edition).node(code) is None:
        yield issue("task-criterion-unknown", where, number=task.number, code=code, edition=edition)
