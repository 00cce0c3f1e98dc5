"""Worker processes that judge, and leave with the process that started them."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from types import ModuleType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


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
    with _Pool(workers, anew, initializer=_leave_with_parent) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


class _Pool(ProcessPoolExecutor):
    """Workers that do not load the program that starts them: they need nothing of it.

    A script that takes files in as it is loaded would do so again in each of them, and wait there
    for the store that it holds itself.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand in a call; a worker is started where none is idle."""
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            sys.modules["__main__"] = program


def _leave_with_parent() -> None:
    """A process that was killed cannot tell its workers; they would wait for work for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
