"""The cube in pandas, some months at a time: each event grouped once with all its parts."""

import operator
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from bench.rivals.conditions import columns
from bench.rivals.duckdb_cube import batches
from bench.rivals.events import ENDS, Count, Counts, Test, events
from bench.rivals.row_sql import DUES
from caicach.core.indicators import (
    All,
    Any,
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Has,
    Missing,
    Not,
    OneOf,
    Part,
)
from caicach.engine.facts import Facts
from caicach.engine.facts.shape import TABLES

Mask = np.ndarray
LEVELS = ("none", "partial", "full")
SIGNS = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
}
ORDERS = {
    "before": operator.lt,
    "on_or_before": operator.le,
    "after": operator.gt,
    "on_or_after": operator.ge,
    "above": operator.gt,
    "below": operator.lt,
}
DAYS = {"day_before": operator.lt, "same_day": operator.eq}
CELL = ["fact_month", "agency", "procedure", "event_month"]
PHASE = ("clock", "from_at", "until_at", "state", "was", "end_at")


def write_cubes(facts: Facts, parts: Mapping[str, Collection[Part]], folder: Path) -> None:
    """Write the cells of all parts as one Parquet file for each event and batch of months."""
    procedures = _of_procedures(facts.read("procedures"))
    for table, asked in parts.items():
        counts = events(list(asked))
        for number, months in enumerate(batches(facts, table)):
            target = folder / f"{table}-{number}"
            target.mkdir(parents=True)
            rows = facts.read(table, _needed(table, counts), months)
            for event, cells in _cells(table, rows, procedures, counts).items():
                cells.to_parquet(target / f"{event}.parquet", compression="zstd")


def _needed(table: str, counts: Counts) -> list[str]:
    shape = TABLES[table].schema.names
    always = {
        *("agency", "procedure", "phases", "is_plain", "received_at", "due_at", "due_used_at"),
        *("end_at", "portal_end_at", "working_days", "supplement_count", TABLES[table].month),
    }
    asked = {name for event in counts.values() for each in event for name in columns(each)}
    return [name for name in shape if name in always | asked | set(counts)]


def _of_procedures(rows: pa.Table) -> pd.DataFrame:
    named = ["procedure", "is_eligible_full", "has_fee", "returns_document", "service_level"]
    frame = rows.select(named).to_pandas()
    frame["service_level"] = frame["service_level"].map(LEVELS.index, na_action="ignore")
    merged = frame.groupby("procedure").max()
    merged["service_level"] = merged["service_level"].map(dict(enumerate(LEVELS)))
    return merged.add_prefix("of_")


def _cells(
    table: str, rows: pa.Table, procedures: pd.DataFrame, counts: Counts
) -> dict[str, pd.DataFrame]:
    frame = _frame(rows)
    frame["fact_month"] = frame[str(TABLES[table].month)]
    if "procedure" not in frame:
        frame["procedure"] = None
    if table == "dossiers":
        frame = frame.merge(procedures, how="left", left_on="procedure", right_index=True)
        for clock in ENDS:
            _add_closed_form(frame, clock)
    for name in ("fact_month", "agency", "procedure"):
        frame[name] = frame[name].astype("category")
    phases = _phases(frame, rows["phases"]) if "phases" in counts else frame
    found = {}
    for event, asked in counts.items():
        happened, at = _event(event, frame, phases)
        found[event] = _grouped(happened[at.notna()], at[at.notna()], asked)
    return found


def _frame(rows: pa.Table) -> pd.DataFrame:
    plain = rows.drop_columns([name for name in ("phases", "faults") if name in rows.schema.names])
    frame = plain.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
    if "faults" in rows.schema.names:
        frame["faults"] = rows["faults"].to_pandas()
    return frame


def _add_closed_form(frame: pd.DataFrame, clock: str) -> None:
    due, end = frame[DUES[clock]], frame[ENDS[clock]]
    late = {
        "portal": due + pd.Timedelta(seconds=1),
        "date": due.dt.normalize() + pd.Timedelta(days=1),
        "working_time": due,
    }[clock]
    frame[f"counted_{clock}"] = frame["is_plain"] & (due.notna() if clock == "portal" else True)
    frame[f"late_at_{clock}"] = late
    frame[f"starts_late_{clock}"] = late <= frame["received_at"]
    frame[f"was_late_{clock}"] = frame[f"starts_late_{clock}"] | (late < end)
    frame[f"ends_late_{clock}"] = end >= late if clock == "date" else end > due


def _phases(frame: pd.DataFrame, lists: pa.ChunkedArray) -> pd.DataFrame:
    lists = lists.combine_chunks()
    parents, flat = pc.list_parent_indices(lists).to_numpy(), pc.list_flatten(lists)
    kept = [name for name in frame if not str(name).endswith(tuple(ENDS))]
    opened = frame[kept].take(parents)
    for name in PHASE:
        opened["gone_at" if name == "end_at" else name] = (
            pc.struct_field(flat, name).to_pandas().array
        )
    opened["n"] = parents
    finished = opened[opened["state"].isin((1, 2))]
    apart = (_month(finished["from_at"]) - _month(finished["gone_at"])).between(0, 1)
    strange = finished["until_at"].notna() | ~(apart | finished["gone_at"].isna())
    by_clock = strange.groupby([finished["n"], finished["clock"]]).agg(["any", "size"])
    restated = by_clock.index[by_clock["any"] | (by_clock["size"] > 1)]
    opened["is_restated"] = pd.MultiIndex.from_frame(opened[["n", "clock"]]).isin(restated)
    return opened


def _event(event: str, frame: pd.DataFrame, phases: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    if event == "phases":
        return phases, phases["from_at"]
    if event == "gone":
        finished = phases[phases["state"].isin((1, 2))]
        return finished, finished["gone_at"].fillna(finished["from_at"])
    if not event.startswith("late_"):
        return frame, pd.to_datetime(frame[event])
    clock = event.removeprefix("late_")
    at, end = frame[f"late_at_{clock}"], frame[ENDS[clock]]
    turned = (
        _true(frame[f"counted_{clock}"]) & (at > frame["received_at"]) & (end.isna() | (at < end))
    )
    return frame[turned], at[turned]


def _grouped(happened: pd.DataFrame, at: pd.Series, asked: list[Count]) -> pd.DataFrame:
    cells = {name: happened[name] for name in CELL[:3]} | {"event_month": _month(at)}
    for count in asked:
        cells[count.column] = _amount(happened, count)
    return pd.DataFrame(cells).groupby(CELL, observed=True, dropna=False).sum().reset_index()


def _amount(rows: pd.DataFrame, count: Count) -> Mask:
    if count.summed and count.adds:
        values = rows[count.summed].to_numpy(np.float64, na_value=np.nan)
        return np.nan_to_num(np.where(_test(rows, count.adds), values, 0.0))
    added = _test(rows, count.adds).astype(np.int32) if count.adds else 0
    return added - _test(rows, count.takes).astype(np.int32) if count.takes else added


def _test(rows: pd.DataFrame, test: Test) -> Mask:
    found = _holds(rows, test.condition)
    for name in test.yes:
        found = found & _true(rows[name])
    for name in test.no:
        found = found & ~_true(rows[name])
    for name, codes, inside in test.within:
        found = found & (rows[name].isin(codes).to_numpy() == inside)
    return found


def _holds(rows: pd.DataFrame, condition: Condition) -> Mask:
    if isinstance(condition, All | Any):
        join = np.logical_and if isinstance(condition, All) else np.logical_or
        masks = [_holds(rows, each) for each in condition.conditions]
        return join.reduce(masks) if masks else np.ones(len(rows), bool)
    if isinstance(condition, Not):
        return ~_holds(rows, condition.condition)
    cells = rows[condition.column.replace("procedure.", "of_")]
    if isinstance(condition, Missing):
        return (
            (cells.str.len() == 0).to_numpy() if cells.name == "faults" else cells.isna().to_numpy()
        )
    if isinstance(condition, Has):
        return np.fromiter((condition.value in each for each in cells), bool, len(cells))
    if isinstance(condition, CompareColumns):
        return _compared(cells, condition.order, rows[condition.other])
    if isinstance(condition, Compare):
        return _true(SIGNS[condition.sign](cells, float(condition.bound)))
    values = condition.values if isinstance(condition, OneOf) else (_value(condition),)
    return _true(cells.isin(values)) if len(values) > 1 else _true(cells == values[0])


def _value(condition: Equal) -> object:
    return {"yes": True, "no": False}.get(condition.value, condition.value)


def _compared(one: pd.Series, order: str, other: pd.Series) -> Mask:
    if order in DAYS:
        return _true(DAYS[order](one.dt.normalize(), other.dt.normalize()))
    return _true(ORDERS[order](one, other))


def _true(cells: pd.Series) -> Mask:
    return cells.fillna(False).to_numpy(bool)


def _month(at: pd.Series) -> pd.Series:
    return at.dt.year * 12 + at.dt.month - 1
