"""Jobs read, and whether a worker does them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Count, Max, Min, Q, QuerySet

from caicach.web.jobs.models import Job, Schedule
from caicach.web.jobs.queue import LEASE

PATIENCE = timedelta(minutes=2)
"""A worker looks every second; what waits longer than this waits for a worker."""

State = Literal["working", "ready", "silent", "new"]


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """Whether somebody does the jobs.

    state: "new" where nothing was ever to do. last_sign: the last moment a worker was heard of.
    late: jobs that should have begun and nobody began.
    """

    state: State
    last_sign: datetime | None
    waiting: int
    late: int
    failed: int


def jobs(state: str, kind: str) -> QuerySet[Job]:
    """Return jobs with who asked for them, the newest first; "" stands for any."""
    found = Job.objects.select_related("person")
    found = found.filter(state=state) if state else found
    return found.filter(kind=kind) if kind else found


def worker_health(now: datetime) -> WorkerHealth:
    """Return how the worker does, from what it left in the database."""
    running, waiting = Q(state=Job.State.RUNNING), Q(state=Job.State.WAITING)
    found = Job.objects.aggregate(
        leased=Max("lease_until", filter=running),
        started=Max("started_at"),
        finished=Max("finished_at"),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(not_before__lt=now - PATIENCE)),
        failed=Count("pk", filter=Q(state=Job.State.FAILED)),
    )
    due = Schedule.objects.aggregate(first=Min("next_at"))["first"]
    leased = found["leased"]
    signs = (leased and leased - LEASE, found["started"], found["finished"])
    return WorkerHealth(
        _state(found, due, now),
        max((sign for sign in signs if sign), default=None),
        found["waiting"],
        found["late"],
        found["failed"],
    )


def _state(found: dict[str, Any], due: datetime | None, now: datetime) -> State:
    if found["leased"] and found["leased"] >= now:
        return "working"
    lapsed = found["leased"] and found["leased"] < now - PATIENCE
    if lapsed or found["late"] or (due and due < now - PATIENCE):
        return "silent"
    return "ready" if due or found["started"] or found["waiting"] else "new"
