"""Rows of a case: text as written, turned into cells of the fact tables."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from caicach.core.clocks import CLOCK_CODES, PETITION_CODE, State
from caicach.core.documents.shape import PLAIN_NUMBER
from caicach.core.indicators.columns import ColumnKind, Schema

RawRow: TypeAlias = dict[str, Any]
Cell: TypeAlias = "str | int | float | bool | date | datetime | list[Cell] | dict[str, Cell] | None"

FLAGS = {"yes": True, "no": False}
LISTS = ("phases", "decisions", "steps", "supplements")
CODES: Mapping[str, int] = {
    **{str(clock): code for clock, code in CLOCK_CODES.items()},
    "petition": PETITION_CODE,
    **{state.name.lower(): int(state) for state in State},
}


def typed_rows(rows: Iterable[RawRow], table: str, schema: Schema) -> list[dict[str, Cell]]:
    """Return rows of `table` as Python values. Raises ValueError for what cannot be one."""
    return [
        {column: _cell(column, raw, table, schema) for column, raw in _completed(row, table)}
        for row in rows
    ]


def _completed(row: RawRow, table: str) -> Iterable[tuple[str, Any]]:
    if table == "dossiers" and "is_plain" not in row:
        row = {**row, "is_plain": "no" if "phases" in row else "yes"}
    return row.items()


def _cell(column: str, raw: Any, table: str, schema: Schema) -> Cell:
    if raw is None:
        return None
    if column in LISTS:
        return [{key: _guessed(value) for key, value in entry.items()} for entry in raw]
    kind = schema.get(table, {}).get(column)
    if kind is None:
        raise ValueError(f"{table} has no column {column}")
    try:
        return READERS[kind](raw)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{table}.{column} is a {kind}, not {raw}") from error


def _guessed(raw: Any) -> Cell:
    """Entries of a list hold names of clocks and states, flags, days and instants only."""
    if raw is None:
        return None
    if raw in FLAGS:
        return FLAGS[raw]
    if raw in CODES:
        return CODES[raw]
    return date.fromisoformat(raw) if len(raw) == len("2026-01-01") else _instant(raw)


def _instant(raw: str) -> datetime:
    return datetime.fromisoformat(raw)


def _number(raw: str) -> float:
    if not PLAIN_NUMBER.fullmatch(raw):
        raise ValueError(raw)
    return float(raw) if "." in raw else int(raw)


def _texts(raw: Any) -> Cell:
    if not isinstance(raw, list):
        raise ValueError(raw)
    return [str(each) for each in raw]


READERS: Mapping[ColumnKind, Callable[[Any], Cell]] = {
    "text": str,
    "instant": _instant,
    "day": date.fromisoformat,
    "flag": lambda raw: FLAGS[raw],
    "number": _number,
    "texts": _texts,
}
