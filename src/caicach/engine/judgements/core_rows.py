"""Dossiers judged one by one by core as a question asks, with end, due time, reason and step."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Any

import pyarrow as pa

from caicach.core.calendars import Calendar, MaximumTime
from caicach.core.clocks import Clock, DossierTimes, Judgement, judge
from caicach.engine.facts.shape import INSTANT, STEP, TEXT
from caicach.engine.judgements.question import Question
from caicach.engine.judgements.row_times import row_times
from caicach.engine.judgements.setting import JudgementSetting

AHEAD = 8
"""Batches handed to the workers before the first is back: enough to keep them busy."""


def verdict_fields(clock: Clock) -> list[pa.Field]:
    """Return the columns that say what a clock makes of a dossier."""
    kinds = {"": pa.int8(), "_end": INSTANT, "_due": INSTANT, "_reason": TEXT, "_step": STEP}
    return [pa.field(f"{clock.name}{name}", kind) for name, kind in kinds.items()]


def judge_batches(
    batches: Iterator[pa.Table], question: Question, setting: JudgementSetting
) -> Iterator[pa.Table]:
    """Yield each batch with the columns of its verdicts."""
    first = next(batches, None)
    if first is None:
        return
    yield _judge_batch(first, question, setting.calendar, setting.maxima)
    if setting.pool is None:
        for batch in batches:
            yield _judge_batch(batch, question, setting.calendar, setting.maxima)
    else:
        yield from _spread(batches, question, setting, setting.pool)


def _spread(
    batches: Iterator[pa.Table], question: Question, setting: JudgementSetting, pool: Executor
) -> Iterator[pa.Table]:
    def submit(batch: pa.Table) -> "Future[pa.Table]":
        return pool.submit(_judge_batch, batch, question, setting.calendar, setting.maxima)

    waiting = [submit(batch) for batch in islice(batches, AHEAD)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [submit(batch) for batch in islice(batches, 1)]


def _judge_batch(
    rows: pa.Table, question: Question, calendar: Calendar, maxima: Mapping[str, MaximumTime]
) -> pa.Table:
    verdicts: dict[str, list[Judgement]] = {clock.name: [] for clock in question.clocks}
    for times in row_times(rows, maxima):
        for name, found in judge_all(times, question, calendar).items():
            verdicts[name].append(found)
    for clock in question.clocks:
        for field, values in zip(
            verdict_fields(clock), zip(*verdicts[clock.name], strict=True), strict=True
        ):
            rows = rows.append_column(field, pa.array(map(_plain, values), field.type))
    return rows


def judge_all(times: DossierTimes, question: Question, calendar: Calendar) -> dict[str, Judgement]:
    """Return what each clock of the question says of one dossier."""
    return {
        clock.name: judge(
            times, clock, calendar, end=question.end, now=question.now, start=question.start
        )
        for clock in question.clocks
    }


def _plain(value: Any) -> Any:
    return value._asdict() if hasattr(value, "_asdict") else value
