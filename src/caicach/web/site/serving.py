"""The processes of an installation: web workers, and one for background jobs beside them."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from granian.constants import Interfaces
from granian.server import Server

log = structlog.get_logger("caicach.serving")
PAUSE = 2.0
STOPPING = 20.0


def serve_pages(host: str, port: int, workers: int) -> None:
    """Answer requests until stopped."""
    Server(
        "caicach.web.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=int(STOPPING),
    ).serve()


THREADS = 4
"""Threads of one web worker: requests that wait for the database let others go on."""


@contextmanager
def job_worker() -> Iterator[None]:
    """Keep one worker for background jobs running; begin it again whenever it dies."""
    ended = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep_alive() -> None:
        while not ended.is_set():
            running[:] = [subprocess.Popen([sys.executable, "-m", "caicach.web.site.worker"])]
            code = running[0].wait()
            if not ended.wait(PAUSE):
                log.warning("job worker ended and begins again", code=code)

    keeper = threading.Thread(target=keep_alive, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        for process in running:
            process.terminate()
            try:
                process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                process.kill()


def advise_cores() -> int:
    """Return how many web workers suit this machine: one for each core it lets us have.

    At least two, so that a page that thinks long holds nobody up; at most eight.
    """
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, min(8, ours or 2))
