"""Counts put together to the table of values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from caicach.core.indicators import Indicator
from caicach.engine.indicators.values import COLUMNS, TEXT

Numbers = np.ndarray[Any, np.dtype[Any]]

EMPTY = {"missing": np.nan, "zero": 0.0, "full": 100.0}
STATES = ("value", "empty", "missing")
VALUE, NOTHING, MISSING = range(len(STATES))


@dataclass(frozen=True, slots=True)
class Counts:
    """One indicator in one period, an entry for each group.

    numerator: None for percentiles. denominator: None for counts. value: given for percentiles, of
    no matter where the denominator is 0. known: whether the facts it needs were taken in. untold:
    whether nothing recorded in the period could count for the group; None for no group.
    """

    indicator: Indicator
    period: str
    map_day: date
    numerator: Numbers | None
    denominator: Numbers | None
    known: bool
    value: Numbers | None = None
    untold: Numbers | None = None

    @property
    def missing(self) -> Numbers | None:
        """Say of each group whether it has no figure; None where all have one.

        What was counted for a group in spite of all stands: it was recorded before, or late.
        """
        if self.untold is None or not self.untold.any():
            return None
        counted = self.numerator if self.denominator is None else self.denominator
        missing: Numbers = self.untold & (np.asarray(counted) == 0)
        return missing


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of all counts. column: what they are. names, blocks: empty but for agencies."""

    column: str
    codes: Sequence[str]
    names: Sequence[str | None] = ()
    blocks: Sequence[str | None] = ()


def value_table(counts: Iterable[Counts], groups: Groups, version: int, engine: str) -> pa.Table:
    """Return all values, groups in their order within each indicator and period."""
    codes = pa.array(groups.codes, pa.string())
    beside = {
        "name": pa.array(groups.names, pa.string()),
        "block": pa.array(groups.blocks, pa.string()),
    }
    shared = {groups.column: codes, **(beside if groups.column == "agency" else {})}
    size = len(groups.codes)
    pieces = [_piece(each, shared, size, version, engine) for each in counts]
    if not pieces:
        return _schema(groups).empty_table()
    return pa.concat_tables(pieces).unify_dictionaries()


def _schema(groups: Groups) -> pa.Schema:
    beside = ("name", "block") if groups.column != "agency" else ()
    fields = [(groups.column if n == "agency" else n, t) for n, t in COLUMNS if n not in beside]
    return pa.schema(fields)


def _piece(
    counts: Counts, shared: dict[str, pa.Array], size: int, version: int, engine: str
) -> pa.Table:
    value, state = _valued(counts, size)
    missing = counts.missing
    is_sum = counts.indicator.kind == "mean"
    top = None if not counts.known else counts.numerator
    below = None if not counts.known else counts.denominator
    columns = {
        "indicator": _same(counts.indicator.id, size),
        **shared,
        "period": _same(counts.period, size),
        "numerator": _counted(None if is_sum else top, size, missing),
        "sum": pa.array(top, pa.float64(), mask=missing)
        if is_sum and top is not None
        else _nulls(size),
        "denominator": _counted(below, size, missing),
        "value": pa.array(value, pa.float64(), from_pandas=True),
        "state": pa.DictionaryArray.from_arrays(pa.array(state, pa.int32()), pa.array(STATES)),
        "facts_version": pa.array(np.full(size, version, np.int32)),
        "map_day": pa.repeat(pa.scalar(counts.map_day, pa.date32()), size),
        "engine": _same(engine, size),
    }
    return pa.table(columns)


def _valued(counts: Counts, size: int) -> tuple[Numbers, Numbers]:
    """Return values, not a number where there is none, and states; as `Indicator.value` says."""
    if not counts.known:
        return np.full(size, np.nan), np.full(size, MISSING)
    value, state = _of_counts(counts, size)
    if (missing := counts.missing) is not None:
        return np.where(missing, np.nan, value), np.where(missing, MISSING, state)
    return value, state


def _of_counts(counts: Counts, size: int) -> tuple[Numbers, Numbers]:
    indicator = counts.indicator
    if indicator.kind == "count" or counts.denominator is None:
        return np.asarray(counts.numerator, np.float64), np.full(size, VALUE)
    is_empty = counts.denominator == 0
    value = counts.value
    if value is None:
        factor = 100.0 if indicator.unit == "percent" else 1.0
        base = np.where(is_empty, 1, counts.denominator)
        value = factor * np.asarray(counts.numerator, np.float64) / base
    value = np.where(is_empty, EMPTY[indicator.empty_denominator], value)
    return value, np.where(is_empty, NOTHING, VALUE)


def _counted(numbers: Numbers | None, size: int, missing: Numbers | None) -> pa.Array:
    if numbers is None:
        return pa.nulls(size, pa.int64())
    return pa.array(numbers, mask=missing)


def _nulls(size: int) -> pa.Array:
    return pa.nulls(size, pa.float64())


def _same(text: str, size: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(size, np.int32), pa.array([text])).cast(TEXT)
