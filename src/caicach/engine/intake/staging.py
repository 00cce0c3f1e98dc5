"""Rows on their way into a store: kept on disk, never whole in memory."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from caicach.engine.facts.shape import TABLES

MEMORY = "1500MB"
"""What DuckDB may hold before it spills to the stage; the rest of an intake needs as much again."""

ORDER = "ord"
"""Column of the stage: place of a row in this intake, later rows higher."""

ROWS_OF_FILE = 2**40
"""More than any file has: rows of a later file are later, whichever was read first."""


FEW_PARTS = 2


@dataclass(frozen=True, slots=True)
class Split:
    """A relation in parts: folder holds them, or each is filtered by the SQL that `rest` begins.

    With a folder, `rest` is what a part without rows reads.
    """

    rest: str
    folder: Path | None

    def part(self, number: int) -> str:
        """Return the SQL of one part."""
        if self.folder is None:
            return f"{self.rest}{number}"
        inside = self.folder / f"part={number}"
        if not inside.is_dir():
            return self.rest
        return f"SELECT * FROM read_parquet('{inside}/*.parquet', hive_partitioning = false)"


@dataclass
class Stage:
    """A folder of Parquet files and the connection that reads them.

    rows: how many rows each fact table has been handed. keys_have_codes: whether every version of
    a dossier bears one printed code, so that rows can be parted by it.
    """

    folder: Path
    connection: duckdb.DuckDBPyConnection
    rows: dict[str, int] = field(default_factory=dict)
    keys_have_codes: bool = True
    _next: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, table: str, rows: pa.Table, file: int) -> None:
        """Keep `rows` of a fact table, numbered by the number of their file and as they come."""
        self.rows[table] = self.rows.get(table, 0) + rows.num_rows
        first = self._next.get((table, file), file * ROWS_OF_FILE)
        self._next[table, file] = first + rows.num_rows
        numbers = pa.array(np.arange(first, first + rows.num_rows))
        self.keep(f"fed-{table}", rows.append_column(ORDER, numbers))

    def keep(self, name: str, rows: pa.Table) -> None:
        """Write `rows` as one more file of the set `name`."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        number = sum(1 for _ in folder.iterdir())
        # rows are read once and whole: dictionaries and statistics would cost more than they save
        pq.write_table(
            rows,
            folder / f"{number:06d}.parquet",
            compression="lz4",
            use_dictionary=False,
            write_statistics=False,
        )

    def scan(self, name: str) -> str:
        """Return the SQL that reads the set `name`, which must have a file."""
        return f"read_parquet('{self.folder / name}/*.parquet')"

    def fed(self, table: str) -> str:
        """Return the SQL that reads the rows handed in for a fact table."""
        return self.scan(f"fed-{table}")

    def split(self, view: str, column: str, parts: int) -> "Split":
        """Return `view` in `parts` by a hash of `column`; many parts are written out first.

        Else each part would read all rows again.
        """
        folder = self.folder / f"split-{view}"
        if parts <= FEW_PARTS:
            return Split(f"SELECT * FROM {view} WHERE hash({column}) % {parts} = ", None)
        self.connection.execute(
            f"COPY (SELECT *, hash({column}) % {parts} AS part FROM {view}) TO '{folder}'"
            " (FORMAT parquet, COMPRESSION lz4, PARTITION_BY (part))"
        )
        empty = f"SELECT * FROM {view} WHERE false"
        return Split(empty, folder)

    def has(self, table: str) -> bool:
        """Say whether a fact table was handed any rows."""
        return self.rows.get(table, 0) > 0


@contextmanager
def open_stage(place: Path | None, threads: int) -> Iterator[Stage]:
    """Give a stage inside `place` (None: where the system keeps temporary files), then remove it.

    What an interrupted intake left in `place` is removed first: only one intake runs at a time.
    """
    if place is not None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    folder = Path(mkdtemp(prefix="caicach-", dir=place))
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute(f"SET temp_directory = '{folder}'")
    connection.execute("SET preserve_insertion_order = false")
    try:
        yield Stage(folder, connection)
    finally:
        connection.close()
        shutil.rmtree(place or folder, ignore_errors=True)


def arrow(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """Return the whole answer of `sql` as one Arrow table."""
    return connection.sql(sql).to_arrow_table()


def fed_columns(table: str) -> list[str]:
    """Return the columns of a fact table that a source profile fills."""
    return list(TABLES[table].fed.names)
