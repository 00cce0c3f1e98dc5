"""Turns of tasks counted: how many are late, returned, sent, done, and how many were on time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateTimeField, Func, Q, QuerySet

from caicach.web.boards.standings import Codes
from caicach.web.boards.tally import Tally
from caicach.web.plans.models import Plan, Turn
from caicach.web.plans.queries.tasks import DONE, UNDONE


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Turns due in one year. settled: sent in time, or past their day; on_time: of those."""

    overdue: int = 0
    returned: int = 0
    sent: int = 0
    done: int = 0
    to_come: int = 0
    on_time: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """Return all but those called off; a returned one is overdue or to come."""
        return self.overdue + self.to_come + self.sent + self.done

    @property
    def settled(self) -> int:
        """Return of how many it is known whether they were on time."""
        return self.on_time + self.late

    @property
    def share(self) -> Decimal | None:
        """Return the percent done on time of those settled; None where none is."""
        return Decimal(100 * self.on_time) / self.settled if self.settled else None

    def __add__(self, other: "TaskCounts") -> "TaskCounts":
        return TaskCounts(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


KEYS = ("task__owner__code", "task__area")


class EndOfDay(Func):
    """The instant at which a day ends in Hà Nội, reckoned by the database: it is asked of each row.

    Vietnam has had one offset and no summer time since 1975.
    """

    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Instants are kept in UTC, as text that sorts."""
        return super().as_sql(
            compiler, connection, template="(%(expressions)s || ' 17:00:00')", **more
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Instants know their zone."""
        template = "((%(expressions)s + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')"
        return super().as_sql(compiler, connection, template=template, **more)


def turns_of_year(codes: Codes, year: int) -> QuerySet[Turn]:
    """Return the turns due in the year that these agencies own, in plans in force."""
    days = (date(year, 1, 1), date(year, 12, 31))
    rows = Turn.objects.filter(task__plan__state=Plan.State.IN_FORCE, due_on__range=days)
    return rows if codes is None else rows.filter(task__owner__code__in=codes)


def turn_tally(codes: Codes, today: date) -> Tally:
    """Return how many turns of each kind of TaskCounts every owner has in each area: one query."""
    rows = turns_of_year(codes, today.year).order_by().values(*KEYS).annotate(**_counts(today))
    names = TaskCounts.__slots__
    return Tally(
        {
            (owner, area): Counter(dict(zip(names, counts, strict=True)))
            for owner, area, *counts in rows.values_list(*KEYS, *names)
        }
    )


def task_counts(counted: Mapping[str, Counter[str]]) -> dict[str, TaskCounts]:
    """Return what a tally has by agency or by area as the boards show it."""
    return {key: TaskCounts(**counts) for key, counts in counted.items()}


def sum_of(counts: Iterable[TaskCounts]) -> TaskCounts:
    """Return all of them together."""
    return sum(counts, TaskCounts())


def _counts(today: date) -> dict[str, Count]:
    undone, done = Q(state__in=UNDONE), Q(state__in=DONE)
    passed = Q(due_on__lt=today)
    in_time = done & Q(submitted_at__lt=EndOfDay("due_on"))
    too_late = (done & Q(submitted_at__gte=EndOfDay("due_on"))) | (undone & passed)
    return {
        "overdue": Count("pk", filter=undone & passed),
        "returned": Count("pk", filter=Q(state=Turn.State.RETURNED)),
        "sent": Count("pk", filter=Q(state=Turn.State.SUBMITTED)),
        "done": Count("pk", filter=Q(state=Turn.State.DONE)),
        "to_come": Count("pk", filter=undone & ~passed),
        "on_time": Count("pk", filter=in_time),
        "late": Count("pk", filter=too_late),
    }
