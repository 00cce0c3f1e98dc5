"""What dossiers are judged with: the calendar, the maximum times, the workers."""

from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field

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
