"""Worker processes that judge, and leave with the process that started them."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread


@contextmanager
def open_pool(workers: int) -> Iterator[Executor | None]:
    """Give worker processes for many tables, None where one process is enough.

    They are started anew, not forked: a copy of a process with threads may hang. They start
    when there is work.
    """
    if workers < 2:
        yield None
        return
    anew = get_context("spawn")
    with ProcessPoolExecutor(workers, anew, initializer=_leave_with_parent) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_with_parent() -> None:
    """A process that was killed cannot tell its workers; they would wait for work for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
