"""All judgement columns of a table of dossiers."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caicach.engine.facts.shape import DOSSIERS, PHASE
from caicach.engine.judgements.flaws import flaws_of, with_flaws
from caicach.engine.judgements.instants import (
    NEVER,
    Flags,
    Instants,
    first_given,
    timestamps_of,
)
from caicach.engine.judgements.phased import judge_phased
from caicach.engine.judgements.plain import are_plain, never_count
from caicach.engine.judgements.setting import JudgementSetting
from caicach.engine.judgements.times import Times, times_of
from caicach.engine.judgements.working_time import DayIndex, day_index, maximum_dues

PHASED = ("phases", "portal_end_at", "end_at", "working_days", "supplement_count")
"""Columns that differ for dossiers that are not plain."""


def judge_dossiers(dossiers: pa.Table, setting: JudgementSetting) -> pa.Table:
    """Return the same rows with every judgement column filled, and `faults` with the flaws.

    dossiers: the columns of the feed and of intake, steps by time; judgement columns that are
    already there are replaced, so that a changed calendar or maximum time can be worked in.
    """
    dossiers = dossiers.combine_chunks()
    times = times_of(dossiers)
    index = day_index(setting.calendar)
    by_maximum = maximum_dues(index, times.received, dossiers["procedure"], setting.maxima)
    due_used = first_given(times.due, by_maximum)
    plain = are_plain(times)
    columns: dict[str, Any] = {
        "received_at": timestamps_of(times.received),
        "due_used_at": timestamps_of(due_used),
        "due_basis": _due_basis(times, by_maximum),
        "end_at": timestamps_of(times.finish),
        "is_plain": pa.array(plain),
        "faults": with_flaws(dossiers["faults"], flaws_of(times, due_used)),
        "phases": _no_phases(plain),
        **_plain_columns(times, index),
    }
    rest = np.flatnonzero(~plain & ~never_count(times))
    if len(rest):
        judged = judge_phased(dossiers.take(pa.array(rest)), setting)
        columns |= {name: _merged(columns[name], judged[name], rest) for name in PHASED}
    return _with_columns(dossiers, columns)


def _due_basis(times: Times, by_maximum: Instants) -> Any:
    printed, maximum = times.due != NEVER, by_maximum != NEVER
    words = pc.if_else(pa.array(printed), "printed", "maximum_time")
    return pc.if_else(pa.array(printed | maximum), words, pa.scalar(None, pa.string()))


def _plain_columns(times: Times, index: DayIndex) -> dict[str, Any]:
    """What holds where nothing paused or closed the dossier."""
    days = index.working_days(times.received, times.finish)
    return {
        "portal_end_at": timestamps_of(times.portal_end),
        "working_days": pa.array(days, mask=np.isnan(days)),
        "supplement_count": pa.array(np.zeros(times.steps.rows, dtype=np.int16)),
    }


def _no_phases(plain: Flags) -> Any:
    """Plain dossiers have no list of phases, those that never count an empty one."""
    offsets = pa.array(np.zeros(len(plain) + 1, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, pa.array([], PHASE), mask=pa.array(plain))


def _merged(plain: Any, phased: Any, rest: Any) -> Any:
    """The column `plain` with the rows `rest` taken from `phased`."""
    place = np.arange(len(plain))
    place[rest] = len(plain) + np.arange(len(rest))
    both = pa.chunked_array([plain, *phased.chunks], plain.type).combine_chunks()
    return both.take(pa.array(place))


def _with_columns(dossiers: pa.Table, columns: dict[str, Any]) -> pa.Table:
    for name, values in columns.items():
        column = values.cast(DOSSIERS.schema.field(name).type)
        if name in dossiers.column_names:
            dossiers = dossiers.set_column(dossiers.column_names.index(name), name, column)
        else:
            dossiers = dossiers.append_column(name, column)
    return dossiers
