"""The queue: put in, claimed on a lease, finished, and found again when a worker died."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from caicach.web.jobs.kinds import KINDS
from caicach.web.jobs.models import Job, Schedule

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5


class LostLeaseError(Exception):
    """The job was given to another worker, because this one was not heard of for too long."""


def enqueue(
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    unique_key: str = "",
    person_id: int | None = None,
    not_before: datetime | None = None,
) -> Job:
    """Put a job in; return the one that waits already where `unique_key` allows only one.

    In a transaction, it is there when the transaction is.
    """
    if kind not in KINDS:
        raise LookupError(f"no job is called {kind}")
    job = Job(
        kind=kind,
        arguments=dict(arguments or {}),
        unique_key=unique_key,
        person_id=person_id,
        not_before=not_before or timezone.now(),
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        waiting = Job.objects.filter(unique_key=unique_key, state=Job.State.WAITING).first()
        if waiting is None:  # it began this very moment, so this one may wait
            return enqueue(kind, arguments, unique_key=unique_key, person_id=person_id)
        return waiting
    return job


def claim(worker: str, now: datetime) -> Job | None:
    """Return the oldest job that may begin, now this worker's; None where nothing waits."""
    with transaction.atomic():
        waiting = Job.objects.filter(state=Job.State.WAITING, not_before__lte=now).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.worker = worker
        job.attempts += 1
        job.started_at = now
        job.lease_until = now + LEASE
        job.save(update_fields=["state", "worker", "attempts", "started_at", "lease_until"])
        return job


def renew(job: Job, now: datetime) -> None:
    """Move the lease on. Raises LostLeaseError when the job is no longer this worker's."""
    if not _own(job).update(lease_until=now + LEASE):
        raise LostLeaseError(str(job))


def finish(job: Job, result: Any, now: datetime) -> bool:
    """Keep the result; say whether the job was still this worker's."""
    done = {"state": Job.State.DONE, "result": result, "finished_at": now, "error": ""}
    return bool(_own(job).update(**done))


def fail(job: Job, error: str, now: datetime) -> bool:
    """Try again later, a little longer each time; give up after MOST_ATTEMPTS."""
    if job.attempts >= MOST_ATTEMPTS:
        failed = {"state": Job.State.FAILED, "finished_at": now, "error": error}
        return bool(_own(job).update(**failed))
    later = now + timedelta(seconds=5 * 4**job.attempts)
    return _wait_again(Q(pk=job.pk, worker=job.worker, attempts=job.attempts), later, error) > 0


def recover(now: datetime) -> int:
    """Let jobs of dead workers wait again, or fail when they died too often; return how many."""
    lost = Q(state=Job.State.RUNNING, lease_until__lt=now)
    error = "the worker stopped without a word"
    Job.objects.filter(lost, attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED, finished_at=now, error=error
    )
    return _wait_again(lost & Q(attempts__lt=MOST_ATTEMPTS), now, error)


def put_in_due(now: datetime) -> list[Job]:
    """Put in the regular jobs whose time has come, each once however many workers ask."""
    found = []
    for kind in KINDS.values():
        if kind.next_time is None:
            continue
        following = kind.next_time(timezone.localtime(now))
        schedule, new = Schedule.objects.get_or_create(
            kind=kind.name, defaults={"next_at": following}
        )
        if new or schedule.next_at > now:
            continue
        moved = Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at)
        if moved.update(next_at=following):
            found.append(enqueue(kind.name, unique_key=kind.name))
    return found


def _own(job: Job) -> Any:
    return Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts
    )


def _wait_again(which: Q, not_before: datetime, error: str) -> int:
    """A job whose key waits already is not needed a second time."""
    again = 0
    for job in Job.objects.filter(which, state=Job.State.RUNNING):
        taken = job.unique_key and Job.objects.filter(
            unique_key=job.unique_key, state=Job.State.WAITING
        )
        change: dict[str, Any] = {"not_before": not_before, "error": error, "lease_until": None}
        if taken and taken.exists():
            change = {"state": Job.State.DONE, "error": "another of its kind was waiting"}
        else:
            change["state"] = Job.State.WAITING
        again += _own(job).update(**change, done=0)
    return again
