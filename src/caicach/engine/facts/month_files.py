"""Rows written to Parquet files, one for each month, in the order in which they come."""

import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet
from deltalake.transaction import AddAction

from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import table_root
from caicach.engine.facts.shape import TABLES, TableShape

ROWS_PER_GROUP = 131_072
MOST_ROWS_HELD = 4 * ROWS_PER_GROUP
"""Rows of all months that wait for their group to fill; then the fullest is written as it is."""

UNLIKE = frozenset({"key", "link", "code", "applicant"})
"""Columns in which nearly every row differs: a dictionary of them is built to be thrown away."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that no version names yet. path: inside its table, as the Delta log has it."""

    path: str
    month: str | None
    rows: int
    bytes: int

    def add_action(self, shape: TableShape) -> AddAction:
        """Return what the Delta log says of the file."""
        return AddAction(
            path=self.path,
            size=self.bytes,
            partition_values={shape.month: self.month} if shape.month else {},
            modification_time=int(time.time() * 1000),
            data_change=True,
            stats=f'{{"numRecords": {self.rows}}}',
        )


def write_files(
    address: Address, table: str, batches: Iterable[pa.RecordBatch]
) -> list[WrittenFile]:
    """Write rows with all columns of the table's shape, and return the files.

    Raises OSError where they cannot be written; what was written until then is taken away.
    """
    written: dict[str | None, MonthFile] = {}
    try:
        with ExitStack() as closing:
            for month, rows in _by_group(batches, TABLES[table].month):
                if month not in written:
                    written[month] = MonthFile(address, TABLES[table], month)
                    closing.callback(written[month].close)
                written[month].write(rows)
        return [each.finished() for each in written.values()]
    except BaseException:
        remove_files(address, table, [each.path for each in written.values()])
        raise


def remove_files(address: Address, table: str, paths: Iterable[str]) -> None:
    """Remove files that no version names; what cannot be removed goes at the next vacuum."""
    root = address.path_of(table_root(address, table))
    for path in paths:
        with suppress(OSError):
            address.files.delete_file(f"{root}/{path}")


class MonthFile:
    """One file while it is written: all rows of one month, or of a table that has no months."""

    def __init__(self, address: Address, shape: TableShape, month: str | None) -> None:
        folder = f"{shape.month}={month}/" if shape.month else ""
        self.path = f"{folder}part-{uuid.uuid4()}.zstd.parquet"
        self._files = address.files
        self._whole = f"{address.path_of(table_root(address, shape.name))}/{self.path}"
        self._month = month
        self._rows = 0
        if address.is_local:
            self._files.create_dir(self._whole.rpartition("/")[0])
        kept = [field for field in shape.schema if field.name != shape.month]
        self._writer = parquet.ParquetWriter(
            self._whole,
            pa.schema(kept),
            filesystem=self._files,
            compression="zstd",
            use_dictionary=[path for field in kept for path in _repeating(field)],
        )

    def write(self, rows: pa.Table) -> None:
        """Write one row group."""
        self._writer.write_table(rows, row_group_size=ROWS_PER_GROUP)
        self._rows += rows.num_rows

    def close(self) -> None:
        """Write the foot of the file."""
        self._writer.close()

    def finished(self) -> WrittenFile:
        """Return what is on disk now."""
        size = self._files.get_file_info(self._whole).size
        return WrittenFile(self.path, self._month, self._rows, size)


def _repeating(field: pa.Field, path: str = "") -> Iterator[str]:
    """Yield the places of values that come again and again, as Parquet names them."""
    path, kind = path or field.name, field.type
    if pa.types.is_list(kind):
        yield from _repeating(kind.value_field, f"{path}.list.element")
    elif pa.types.is_struct(kind):
        for each in kind:
            yield from _repeating(each, f"{path}.{each.name}")
    elif path not in UNLIKE and not pa.types.is_timestamp(kind):
        yield path


def _by_group(
    batches: Iterable[pa.RecordBatch], column: str | None
) -> Iterator[tuple[str | None, pa.Table]]:
    """Yield the rows of one month, gathered into groups of a size that reads well."""
    waiting: dict[str | None, list[pa.RecordBatch]] = defaultdict(list)
    held: dict[str | None, int] = defaultdict(int)

    def taken(month: str | None) -> tuple[str | None, pa.Table]:
        held.pop(month)
        return month, pa.Table.from_batches(waiting.pop(month))

    for batch in batches:
        for month, rows in _by_month(batch, column):
            waiting[month].append(rows)
            held[month] += rows.num_rows
            if held[month] >= ROWS_PER_GROUP:
                yield taken(month)
        while sum(held.values()) >= MOST_ROWS_HELD:
            yield taken(max(held, key=lambda month: held[month]))
    for month in sorted(held, key=str):
        yield taken(month)


def _by_month(
    batch: pa.RecordBatch, column: str | None
) -> Iterator[tuple[str | None, pa.RecordBatch]]:
    if column is None:
        yield from [(None, batch)] if batch.num_rows else []
        return
    months = batch.column(column)
    if months.null_count:
        raise ValueError(f"{months.null_count} rows have no {column}")
    rows = batch.drop_columns([column])
    named: list[Any] = compute.unique(months).to_pylist()
    for month in named:
        mine = rows if len(named) == 1 else rows.filter(compute.equal(months, month))
        yield month, mine
