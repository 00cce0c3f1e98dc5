"""Flaws of a dossier's times that its judgements rest on, as fault codes of the row."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caicach.engine.judgements.instants import NEVER, Flags, Instants
from caicach.engine.judgements.times import CLOSED, FINISHED, RETURNED, SUPPLEMENT, Times

FLAWS = (
    "closed-without-date",
    "due-unknown",
    "finished-without-date",
    "nine-taken-up-again",
    "waiting-without-date",
)
"""Codes this package sets and takes away again; `messages/judgements.yaml` has their words."""


def flaws_of(times: Times, due_used: Instants) -> dict[str, Flags]:
    """Return where each flaw of `FLAWS` stands."""
    steps, none = times.steps, NEVER
    undated_close = (times.refused == none) & (steps.count(*CLOSED) == 0)
    undated_wait = (times.requests == 0) & (steps.count(SUPPLEMENT) == 0)
    return {
        "closed-without-date": times.is_status(*CLOSED) & undated_close,
        "due-unknown": (times.received != none) & (due_used == none),
        "finished-without-date": times.is_status(FINISHED, RETURNED) & (times.finish == none),
        "nine-taken-up-again": steps.any_after(steps.first(FINISHED), *range(1, RETURNED)),
        "waiting-without-date": times.is_status(SUPPLEMENT) & undated_wait,
    }


def with_flaws(faults: Any, flaws: Mapping[str, Flags]) -> Any:
    """Return the column of fault codes with the flaws that hold now, and none that did before.

    Codes keep their order; flaws stand behind the codes of others, in the order of `FLAWS`.
    """
    others = _without_flaws(faults)
    rows = np.concatenate([_rows_of(others), *(np.flatnonzero(flaws[code]) for code in FLAWS)])
    own = [pa.array([code]).take(pa.array(np.zeros(n, np.int8))) for code, n in _counts(flaws)]
    values = pa.chunked_array([pc.list_flatten(others), *own], pa.string()).combine_chunks()
    order = np.argsort(rows, kind="stable")
    ends = np.cumsum(np.bincount(rows, minlength=len(others)))
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    return pa.ListArray.from_arrays(offsets, values.take(pa.array(order)))


def _counts(flaws: Mapping[str, Flags]) -> list[tuple[str, int]]:
    return [(code, int(flaws[code].sum())) for code in FLAWS]


def _without_flaws(faults: Any) -> Any:
    """Codes of others, row by row; rows without a list have an empty one."""
    lists = faults.combine_chunks() if isinstance(faults, pa.ChunkedArray) else faults
    flat, parents = pc.list_flatten(lists), pc.list_parent_indices(lists)
    kept = pc.invert(pc.is_in(flat, value_set=pa.array(FLAWS)))
    rows = pc.filter(parents, kept).to_numpy()
    ends = np.cumsum(np.bincount(rows, minlength=len(lists)))
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    return pa.ListArray.from_arrays(offsets, pc.filter(flat, kept))


def _rows_of(lists: Any) -> Any:
    return pc.list_parent_indices(lists).to_numpy()
