"""Rows of CSV, spreadsheets and Parquet on their way to the engine, all cells as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from caicach.engine.profiles.mapped import Unreadable

ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, its cells, and what was wrong with it."""

    line: int
    cells: Sequence[str | None]
    spoiled: str | None = None


@dataclass(slots=True)
class TableBlock:
    """Rows under one header. columns: place of each head that was found."""

    columns: dict[str, int]
    width: int
    table: pa.Table
    unreadable: list[Unreadable] = field(default_factory=list)


def table_of(rows: Sequence[Row], width: int, first_record: int, sender: str) -> pa.Table:
    """Return rows as `c0`, `c1`, … with record numbers from `first_record` on."""
    by_column = zip(*(_fitted(row.cells, width) for row in rows), strict=True)
    columns = {f"c{i}": pa.array(cells, pa.string()) for i, cells in enumerate(by_column)}
    numbers = range(first_record, first_record + len(rows))
    return pa.table(
        {
            **columns,
            "record": pa.array(numbers, pa.int32()),
            "line": pa.array([row.line for row in rows], pa.int32()),
            "spoiled": pa.array([row.spoiled for row in rows], pa.string()),
            "sender": pa.array([sender] * len(rows), pa.string()),
        }
    )


def _fitted(cells: Sequence[str | None], width: int) -> Sequence[str | None]:
    if len(cells) == width:
        return cells
    return [*cells[:width], *[None] * (width - len(cells))]


def in_portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield rows in portions of bounded size."""
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) >= ROWS_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion
