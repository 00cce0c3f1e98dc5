"""Rows of dossiers as core judges them, one at a time."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from caicach.core.clocks import DossierTimes, MaximumTime, Step, Supplement
from caicach.engine.judgements.times import status_codes

COLUMNS = (
    *("procedure", "status", "received_printed_at", "due_at", "ended_at", "returned_at"),
    *("refused_at", "submitted_at", "steps", "supplements"),
)
"""Columns that a judgement by core needs."""


def row_times(dossiers: pa.Table, maxima: Mapping[str, MaximumTime]) -> Iterator[DossierTimes]:
    """Yield what core judges of each row, in the order of the table."""
    codes = status_codes(dossiers["status"]).tolist()
    procedures = dossiers["procedure"].to_pylist()
    names = ("received_printed_at", "due_at", "ended_at", "returned_at", "refused_at")
    instants = [dossiers[name].to_pylist() for name in (*names, "submitted_at")]
    parts = (_steps(dossiers["steps"]), _supplements(dossiers["supplements"]))
    for code, procedure, times, steps, supplements in zip(
        codes, procedures, zip(*instants, strict=True), *parts, strict=True
    ):
        maximum = maxima.get(procedure)
        yield DossierTimes._make((code or None, *times, steps, supplements, maximum))


def _steps(column: Any) -> Iterator[tuple[Step, ...]]:
    lists, flat = _flat(column)
    at, status = (pc.struct_field(flat, name).to_pylist() for name in ("at", "status"))
    steps = list(map(Step, at, status))
    for first, last in lists:
        yield tuple(each for each in steps[first:last] if each.at is not None)


def _supplements(column: Any) -> Iterator[tuple[Supplement, ...] | None]:
    lists, flat = _flat(column)
    names = ("requested_at", "answered_at")
    listed = list(map(Supplement, *(pc.struct_field(flat, name).to_pylist() for name in names)))
    for (first, last), is_there in zip(lists, column.is_valid().to_pylist(), strict=True):
        yield tuple(listed[first:last]) if is_there else None


def _flat(column: Any) -> tuple[list[tuple[int, int]], Any]:
    """Return where each list begins and ends among all entries, and these entries."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_pylist()
    bounds, first = [], 0
    for length in lengths:
        bounds.append((first, first + length))
        first += length
    return bounds, pc.list_flatten(lists)
