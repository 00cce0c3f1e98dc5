"""One worker: claims jobs, keeps their lease while they run, and stops when asked."""

import os
import signal
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from caicach.web.jobs import queue
from caicach.web.jobs.kinds import KINDS
from caicach.web.jobs.models import Job

log = structlog.get_logger("caicach.jobs")
BEAT = queue.LEASE.total_seconds() / 4
PAUSE = 1.0


class JobRun:
    """A job while it runs here."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        """Keep how far the work is, at most once a second."""
        if done < total and time.monotonic() - self._told < 1:
            return
        self._told = time.monotonic()
        queue.renew(self.job, timezone.now())
        Job.objects.filter(pk=self.job.pk).update(done=done, total=total)


def run_waiting(worker: str) -> int:
    """Run all jobs that may begin now, one after the other; return how many."""
    count = 0
    while (job := queue.claim(worker, timezone.now())) is not None:
        run(job)
        count += 1
    return count


def run(job: Job) -> None:
    """Run one claimed job; its failure is kept with it and never stops the worker."""
    structlog.contextvars.bind_contextvars(job=job.pk, kind=job.kind)
    begun = time.perf_counter()
    kept = False
    try:
        with _beating(job):
            result = KINDS[job.kind].work(JobRun(job), **job.arguments)
    except Exception:
        kept = queue.fail(job, traceback.format_exc(limit=20), timezone.now())
        log.exception("job failed", attempt=job.attempts)
    else:
        kept = queue.finish(job, result, timezone.now())
        log.info("job done", seconds=round(time.perf_counter() - begun, 2))
    if not kept:
        log.warning("job was no longer ours")
    structlog.contextvars.unbind_contextvars("job", "kind")


def serve_jobs() -> None:
    """Work until SIGTERM or SIGINT; what runs then is finished first."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    worker = f"{socket.gethostname()}:{os.getpid()}"
    log.info("worker began", worker=worker)
    while not stop.is_set():
        try:
            now = timezone.now()
            queue.recover(now)
            queue.put_in_due(now)
            while not stop.is_set() and (job := queue.claim(worker, timezone.now())):
                run(job)
        except DatabaseError:
            log.exception("the database does not answer")
        close_old_connections()
        stop.wait(PAUSE)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Renew the lease beside the work, in a thread with a connection of its own."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT):
            try:
                queue.renew(job, timezone.now())
            except (queue.LostLeaseError, DatabaseError):
                log.warning("lease not renewed", job=job.pk)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
