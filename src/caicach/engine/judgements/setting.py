"""What dossiers are judged with: the calendar, the maximum times, the workers."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from threading import Thread

import pyarrow as pa

from caicach.core.calendars import Calendar, MaximumTime, TimeUnit
from caicach.engine.facts import Facts
from caicach.engine.facts.registers import calendar_of

UNITS: tuple[TimeUnit, ...] = ("working_day", "calendar_day", "hour")


@dataclass(frozen=True)
class JudgementSetting:
    """What does not stand in the dossier itself.

    maxima: by the first two groups of the procedure's code.
    workers: processes that dossiers with pauses, refusals and the like are spread over; 1 judges
        them in this process. pool: where given, used instead of a new one for each table.
    """

    calendar: Calendar
    maxima: Mapping[str, MaximumTime] = field(default_factory=dict)
    workers: int = 1
    pool: Executor | None = None


@contextmanager
def open_pool(workers: int) -> Iterator[Executor | None]:
    """Give worker processes for many tables, None where one process is enough.

    They are started anew, not forked: a copy of a process with threads may hang.
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


def store_setting(facts: Facts, workers: int = 1, pool: Executor | None = None) -> JudgementSetting:
    """Return what the dossiers of `facts` are judged with."""
    return JudgementSetting(calendar_of(facts), store_maxima(facts), workers, pool)


def store_maxima(facts: Facts) -> dict[str, MaximumTime]:
    """Return the maximum time of each procedure of a store that has one."""
    return maxima_of(facts.read("procedures", ["procedure", "maximum_time", "maximum_unit"]))


def maxima_of(procedures: pa.Table) -> dict[str, MaximumTime]:
    """Return the maximum time of each procedure that has one.

    Where several rows name a procedure, the longest amount of the first unit in `UNITS` counts.
    An amount that cannot be one (0, or longer than any law allows) is as good as absent.
    """
    columns = ("procedure", "maximum_time", "maximum_unit")
    table = zip(*(procedures[name].to_pylist() for name in columns), strict=True)
    given = [each for each in table if None not in each and each[2] in UNITS]
    found: dict[str, MaximumTime] = {}
    for procedure, amount, unit in sorted(given, key=lambda row: (-UNITS.index(row[2]), row[1])):
        with suppress(ValueError):
            found[procedure] = MaximumTime(amount, unit)
    return found
