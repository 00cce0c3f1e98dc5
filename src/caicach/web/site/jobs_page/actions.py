"""What is done about jobs: one that failed begins again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.jobs.models import Job


class NotFailedError(Exception):
    """The job is not one that failed, perhaps because somebody was quicker."""


class WaitsAlreadyError(Exception):
    """Another job of the same key waits; a second is not needed."""


@transaction.atomic
def retry_job(by: Actor, *, job: Job, now: datetime) -> None:
    """Let a failed job wait again, with all its attempts. Its last error stays until it is done.

    Raises NotFailedError, WaitsAlreadyError.
    """
    by.require("site.jobs", job)
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    begun_anew = {"attempts": 0, "done": 0, "total": 0, "worker": ""}
    no_times = dict.fromkeys(("started_at", "finished_at", "lease_until"))
    try:
        with transaction.atomic():
            found = failed.update(state=Job.State.WAITING, not_before=now, **begun_anew, **no_times)
    except IntegrityError as error:
        raise WaitsAlreadyError from error
    if not found:
        raise NotFailedError
    before = {"state": Job.State.FAILED.value, "attempts": job.attempts}
    record(by, "job.retried", job, before=before, after={"state": Job.State.WAITING.value})
