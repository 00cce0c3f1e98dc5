"""A task of a plan: what someone delivers, by when or how often, and what for."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from caicach.core.documents import Day, Shape, Text, Words
from caicach.core.periods import parse_period
from caicach.core.plans.area import ReformArea
from caicach.core.plans.recurrence import Recurrence


def read_due(text: str) -> date:
    """Return the day that a deadline names; of a month, quarter or year, its last day.

    Raises PeriodError, and ValueError for a day that does not exist.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return parse_period(text).last_day


class Served(Shape):
    """What a task is for: a target of its own plan, or a criterion as `set/edition#code`."""

    target: Text | None = None
    criterion: Text | None = None


def _served(raw: Any) -> Any:
    return {"target": raw} if isinstance(raw, str) else raw


class Task(Shape):
    """A task as written; `due` is a day or a period, `2026-03-15` or `2026-Q2`."""

    number: Text
    label: Words
    area: ReformArea
    owner: Words | None = None
    co_owners: tuple[Words, ...] = ()
    person: Words | None = None
    responsibility: Words | None = None
    deliverable: Words | None = None
    starts_on: Day | None = None
    due: Text | None = None
    recurs: Text | None = None
    serves: Annotated[Served, BeforeValidator(_served)] = Served()
    note: Words | None = None

    @property
    def due_on(self) -> date | None:
        """Return the deadline; None for tasks that come back, or where none is set."""
        return read_due(self.due) if self.due else None

    @property
    def recurrence(self) -> Recurrence | None:
        """Return how the task comes back, None where it is done once."""
        return Recurrence.parse(self.recurs) if self.recurs else None

    def occurrences(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days it falls due from `first` to `last`, both included."""
        if self.due_on is not None:
            return (self.due_on,) if first <= self.due_on <= last else ()
        recurrence = self.recurrence
        return (
            recurrence.occurrences(max(first, self.starts_on or first), last) if recurrence else ()
        )

    @property
    def work(self) -> Words:
        """Return what is done, as the five clears ask."""
        return self.label

    @property
    def time(self) -> date | Recurrence | None:
        """Return by when it is done, as the five clears ask."""
        recurrence = self.recurrence
        return self.due_on or (recurrence if recurrence and recurrence.comes_back else None)

    @property
    def result(self) -> Words | None:
        """Return what shows that it is done, as the five clears ask."""
        return self.deliverable
