"""Facts held in memory: the rows of a case in the place of a store's tables."""

from collections.abc import Collection, Mapping, Sequence

import duckdb
import pyarrow as pa

from caicach.engine.facts import FactFile, Facts
from caicach.engine.facts.shape import TABLES

MONTH = "unknown"
"""All rows of a case lie in one partition: what counts is in their own columns."""

Row = Mapping[str, object]


class CaseFacts(Facts):
    """Rows by fact table; a table that is named was taken in, even without rows."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self._rows = {name: _table(name, found) for name, found in rows.items()}

    @property
    def version(self) -> int:
        """A case has one version."""
        return 0

    def months(self, table: str) -> list[str]:
        """Return the one month that all rows lie in."""
        return [MONTH] if table in self._rows and TABLES[table].month else []

    def files(self, table: str, months: Collection[str] | None = None) -> list[FactFile]:
        """Return one entry for each table of the case."""
        return [FactFile(table, MONTH, 0, 0)] if table in self._rows else []

    def relation(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        months: Collection[str] | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return all rows of the table, whatever month is asked for."""
        return connection.from_arrow(self.read(table))

    def read(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        months: Collection[str] | None = None,
    ) -> pa.Table:
        """Return all rows of the table, whatever month is asked for."""
        found = self._rows.get(table, TABLES[table].schema.empty_table())
        return found if columns is None else found.select(columns)

    def register(self, name: str) -> str | None:
        """Return None: codes alone tell what agencies are."""
        return None


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    month = TABLES[name].month
    placed = [{**row, month: MONTH} if month else dict(row) for row in rows]
    return pa.Table.from_pylist(placed, schema=TABLES[name].schema)
