"""Dossiers that are not plain: judged one by one by core, in worker processes if many."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from itertools import accumulate, chain
from typing import Any, NamedTuple, TypeAlias

import pyarrow as pa

from caicach.core.calendars import LAST_INSTANT, Calendar, MaximumTime
from caicach.core.clocks import CLOCK_CODES, Clock, DossierTimes, Phase, phases_by_clock
from caicach.core.clocks.ending import closed_at, finished_at
from caicach.core.clocks.known import Known, Request
from caicach.engine.facts.shape import INSTANT, PHASE
from caicach.engine.judgements.row_times import COLUMNS, row_times
from caicach.engine.judgements.setting import JudgementSetting
from caicach.engine.judgements.workers import open_pool

CLOCKS = tuple(Clock(name) for name in ("portal", "date", "working_time"))
"""The clocks with their default readings, which stored phases are made by."""

PORTAL = CLOCK_CODES["portal"]

CHUNK = 4_000
"""Rows a worker is handed at once."""

FEWEST = 8_000
"""Rows below which starting workers would take longer than judging."""


Run: TypeAlias = tuple[int, Phase]
"""A phase and the code of its clock."""


def judge_phased(dossiers: pa.Table, setting: JudgementSetting) -> pa.Table:
    """Return phases, portal_end_at, end_at, working_days and supplement_count of each row.

    end_at: None for what was refused, withdrawn or stopped, which has an end but no finish.
    """
    rows = dossiers.select(COLUMNS)
    if rows.num_rows < FEWEST or (setting.workers < 2 and setting.pool is None):
        return judge_rows(rows, setting.calendar, setting.maxima)
    if setting.pool is not None:
        return _spread(rows, setting, setting.pool)
    with open_pool(setting.workers) as pool:
        return judge_phased(dossiers, replace(setting, pool=pool))


def _spread(rows: pa.Table, setting: JudgementSetting, pool: Executor) -> pa.Table:
    chunks = [rows.slice(first, CHUNK) for first in range(0, rows.num_rows, CHUNK)]
    judged = [
        pool.submit(judge_rows, chunk.combine_chunks(), setting.calendar, setting.maxima)
        for chunk in chunks
    ]
    return pa.concat_tables([each.result() for each in judged])


def judge_rows(rows: pa.Table, calendar: Calendar, maxima: Mapping[str, MaximumTime]) -> pa.Table:
    """Return what `judge_phased` does, in this process."""
    judged = [_judge(times, calendar) for times in row_times(rows, maxima)]
    return pa.table(
        {
            "phases": _phase_lists([each.runs for each in judged]),
            "portal_end_at": pa.array([each.portal_end_at for each in judged], INSTANT),
            "end_at": pa.array([each.end_at for each in judged], INSTANT),
            "working_days": pa.array([each.working_days for each in judged], pa.float64()),
            "supplement_count": pa.array([each.supplement_count for each in judged], pa.int16()),
        }
    )


class Judged(NamedTuple):
    """What core makes of one dossier; ends are those of the whole feed."""

    runs: list[Run]
    portal_end_at: datetime | None
    end_at: datetime | None
    working_days: float | None
    supplement_count: int


def _judge(times: DossierTimes, calendar: Calendar) -> Judged:
    by_clock = zip(CLOCKS, phases_by_clock(times, CLOCKS, calendar), strict=True)
    runs = [(clock.code, run) for clock, found in by_clock for run in found]
    known = Known(times, LAST_INSTANT)
    received, requests = known.received_at(), known.requests()
    end = finished_at(known) if closed_at(known) is None else None
    end_at = None if end is None else end.at
    return Judged(
        runs,
        next((run.end_at for code, run in reversed(runs) if code == PORTAL), None),
        end_at,
        _working_days(received, end_at, requests, calendar),
        len(requests),
    )


def _working_days(
    received: datetime | None,
    finished: datetime | None,
    requests: Sequence[Request],
    calendar: Calendar,
) -> float | None:
    """A request that was still open at the finish paused nothing."""
    if received is None or finished is None:
        return None
    pauses = [(asked, until) for asked, until in requests if until and until <= finished]
    return calendar.elapsed(received, finished, pauses)


def _phase_lists(runs: Sequence[Sequence[Run]]) -> Any:
    flat = list(chain.from_iterable(runs))
    offsets = pa.array(accumulate(map(len, runs), initial=0), pa.int32())
    columns = {
        "clock": [code for code, _ in flat],
        "from_at": [run.from_at for _, run in flat],
        "until_at": [run.until_at for _, run in flat],
        "state": [int(run.state) for _, run in flat],
        "was": [int(run.was) for _, run in flat],
        "end_at": [run.end_at for _, run in flat],
    }
    arrays = [pa.array(columns[field.name], field.type) for field in PHASE]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=list(PHASE)))
