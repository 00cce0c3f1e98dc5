"""The facts as they stood at one version: what every reader holds."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet
from deltalake import DeltaTable

from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import FactFile, files_of, open_table
from caicach.engine.facts.ledger import FactsVersion
from caicach.engine.facts.parquet_sql import parquet_sql
from caicach.engine.facts.shape import TABLES, TableShape
from caicach.engine.facts.store_error import told

if TYPE_CHECKING:
    from caicach.engine.facts.store import Store


class Facts:
    """One facts version; whatever is written later, it reads the same.

    Months are texts such as `2025-07`, or `unknown`; None asks for all of them. A column that came
    to a table after a file was written is missing in all rows of that file.
    """

    def __init__(self, store: "Store", entry: FactsVersion, address: Address) -> None:
        self.store = store
        self.entry = entry
        self._address = address
        self._files: dict[str, list[FactFile]] = {}
        self._columns: dict[str, frozenset[str]] = {}

    @property
    def version(self) -> int:
        """The number of this version."""
        return self.entry.version

    def months(self, table: str) -> list[str]:
        """Return the months that have rows, sorted; none for a table that is not cut by month."""
        return sorted({each.month for each in self.files(table) if each.month is not None})

    def files(self, table: str, months: Collection[str] | None = None) -> list[FactFile]:
        """Return the Parquet files of `table`, sorted by month and name."""
        if table not in self.entry.tables:  # the store was made before there was such a table
            return []
        if table not in self._files:
            with told(self._address.root):
                opened = self.delta(table)
                self._files[table] = files_of(opened, self._address, table)
        found = self._files[table]
        return found if months is None else [each for each in found if each.month in months]

    def delta(self, table: str) -> DeltaTable:
        """Return the Delta table at the version that these facts name."""
        return open_table(self._address, table, self.entry.tables[table])

    def relation(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        months: Collection[str] | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return `table` for queries: the columns of its shape in their order, month included."""
        return self.relation_of(connection, table, self.files(table, months))

    def relation_of(
        self, connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[FactFile]
    ) -> duckdb.DuckDBPyRelation:
        """Return the rows of some files of `table`, with the columns of `relation`."""
        shape = TABLES[table]
        if not files:
            return connection.from_arrow(shape.schema.empty_table())
        if not self._address.is_local:  # without network access of its own, DuckDB reads by Arrow
            return connection.from_arrow(self._dataset(shape, files))
        with told(self._address.root):
            columns = [self._columns_in(each) for each in files]
        return connection.sql(parquet_sql(connection, shape, files, columns))

    def _columns_in(self, file: FactFile) -> frozenset[str]:
        if file.uri not in self._columns:
            path = self._address.path_of(file.uri)
            schema = parquet.read_schema(path, filesystem=self._address.files)
            self._columns[file.uri] = frozenset(schema.names)
        return self._columns[file.uri]

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        months: Collection[str] | None = None,
    ) -> pa.Table:
        """Return rows of `table` in memory."""
        shape, files = TABLES[table], self.files(table, months)
        schema = shape.schema
        wanted = schema if columns is None else pa.schema([schema.field(n) for n in columns])
        if not files:
            return wanted.empty_table()
        with told(self._address.root):
            return self._dataset(shape, files).to_table(columns=wanted.names)

    def register(self, name: str) -> str | None:
        """Return the text of a register, `agencies` or `calendar`; None where none was put in."""
        rows = self.read("registers")
        found = rows.filter(compute.equal(rows["name"], name))["content"].to_pylist()
        return str(found[0]) if found else None

    def _dataset(self, shape: TableShape, files: Sequence[FactFile]) -> dataset.Dataset:
        # Delta's own dataset goes through a file system that can abort Python as it exits
        month = pa.schema([shape.schema.field(shape.month)] if shape.month else [])
        return dataset.dataset(
            [self._address.path_of(each.uri) for each in files],
            schema=shape.schema,
            format="parquet",
            filesystem=self._address.files,
            partitioning=dataset.partitioning(month, flavor="hive") if shape.month else None,
        )
