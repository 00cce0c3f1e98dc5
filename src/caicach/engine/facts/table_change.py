"""What one writing does to one table: files written, files that go, one Delta commit."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.transaction import AddAction, RemoveAction
from pyarrow.parquet import ParquetFile

from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import ONE_TRY, FactFile, files_of, table_root
from caicach.engine.facts.month_files import WrittenFile, remove_files, write_files
from caicach.engine.facts.shape import TABLES, TableShape

MOST_FILES = 16
"""Of one month: more are slower to open than to write anew."""


class TableChange:
    """Files that a table gets and loses; neither shows before `commit`."""

    def __init__(self, address: Address, name: str, table: DeltaTable) -> None:
        self._address = address
        self._name = name
        self._root = table_root(address, name)
        self._table = table
        self._version = table.version()
        self._added: list[WrittenFile] = []
        self._gone: dict[str, FactFile] = {}

    def append(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Write rows beside those that are there."""
        self._added += write_files(self._address, self._name, batches)

    def replace(self, months: frozenset[str] | None, batches: Iterable[pa.RecordBatch]) -> None:
        """Write rows in the place of those of `months`, of all rows if None.

        Raises ValueError for a row of another month.
        """
        written = write_files(self._address, self._name, batches)
        strange = sorted({str(e.month) for e in written if months and e.month not in months})
        if strange:
            self._remove(written)
            raise ValueError(f"rows of {strange} do not belong to {sorted(months or ())}")
        superseded = [each for each in self._added if months is None or each.month in months]
        self._added = [each for each in self._added if each not in superseded] + written
        self._remove(superseded)
        for file in files_of(self._table, self._address, self._name):
            if months is None or file.month in months:
                self._gone[file.uri] = file

    def commit(self) -> int:
        """Write the table's log, and return the version that holds the change."""
        if self._added:
            self._fold()
        actions: list[AddAction | RemoveAction] = [self._removal(e) for e in self._gone.values()]
        actions += [each.add_action(TABLES[self._name]) for each in self._added]
        if actions:
            shape = TABLES[self._name]
            self._table.create_write_transaction(
                actions,
                mode="append",  # files that go are named one by one
                schema=shape.schema,
                partition_by=[shape.month] if shape.month else None,
                commit_properties=ONE_TRY,
            )
            self._version += 1  # the one try took exactly the next number
            self._added, self._gone = [], {}
        return self._version

    def discard(self) -> None:
        """Remove files that were never committed."""
        self._remove(self._added)
        self._added = []

    def _fold(self) -> None:
        """Write the files of a month anew as one where appending has made many."""
        there = files_of(self._table, self._address, self._name)
        stays = [file for file in there if file.uri not in self._gone]
        counts = Counter([*(file.month for file in stays), *(file.month for file in self._added)])
        for month in {each.month for each in self._added if counts[each.month] > MOST_FILES}:
            old = [file for file in stays if file.month == month]
            new = [file for file in self._added if file.month == month]
            uris = [*(file.uri for file in old), *(f"{self._root}/{file.path}" for file in new)]
            folded = write_files(self._address, self._name, self._rows_of(uris, month))
            self._gone |= {file.uri: file for file in old}
            self._added = [each for each in self._added if each.month != month] + folded
            self._remove(new)

    def _rows_of(self, uris: Iterable[str], month: str | None) -> Iterator[pa.RecordBatch]:
        shape = TABLES[self._name]
        for uri in uris:
            path = self._address.path_of(uri)
            with ParquetFile(path, filesystem=self._address.files) as file:
                for batch in file.iter_batches():
                    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
                    if shape.month:
                        columns[shape.month] = pa.repeat(month, batch.num_rows)
                    yield _whole(columns, shape, batch.num_rows)

    def _remove(self, files: Iterable[WrittenFile]) -> None:
        remove_files(self._address, self._name, [each.path for each in files])

    def _removal(self, file: FactFile) -> RemoveAction:
        shape = TABLES[self._name]
        return RemoveAction(
            path=file.uri.removeprefix(f"{self._root}/"),
            data_change=True,
            deletion_timestamp=int(time.time() * 1000),
            size=file.bytes,
            partition_values={shape.month: file.month} if shape.month else {},
        )


def _whole(columns: Mapping[str, pa.Array], shape: TableShape, rows: int) -> pa.RecordBatch:
    """Return a batch with all columns; those that came after its file was written are missing."""
    ordered = [
        columns[field.name] if field.name in columns else pa.nulls(rows, field.type)
        for field in shape.schema
    ]
    return pa.RecordBatch.from_arrays(ordered, schema=shape.schema)
