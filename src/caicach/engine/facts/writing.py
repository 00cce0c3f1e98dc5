"""One change of the facts: written table by table, visible all at once."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TypeAlias

import pyarrow as pa
from deltalake import DeltaTable

from caicach.core.issues import issue
from caicach.engine.facts.address import Address
from caicach.engine.facts.ledger import FactsVersion, Ledger, local_now
from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.snapshot import Facts
from caicach.engine.facts.store_error import StoreError, told
from caicach.engine.facts.table_change import TableChange

Rows: TypeAlias = pa.Table | pa.RecordBatchReader

ROWS_PER_BATCH = 65_536
"""A table handed over in one piece would be held twice."""


class Writing:
    """The facts to be, on top of `base`; nothing is visible before `commit`.

    Rows have all columns of the table's shape, in any order; texts and lists of other widths
    are cast. They are stored in the order in which they come, one file for each call and month.
    """

    def __init__(self, base: Facts, address: Address, tables: dict[str, DeltaTable]) -> None:
        self.base = base
        self.version = base.version + 1
        self._address = address
        self._changes = {name: TableChange(address, name, table) for name, table in tables.items()}
        self._registers: dict[str, str] | None = None

    def replace_months(self, table: str, months: Collection[str], rows: Rows) -> None:
        """Put `rows` in the place of exactly these months of `table`.

        Raises ValueError for a row of another month.
        """
        if months:
            with told(self._address.root):
                self._changes[table].replace(frozenset(months), _shaped(table, rows))

    def replace(self, table: str, rows: Rows) -> None:
        """Put `rows` in the place of all that `table` holds."""
        with told(self._address.root):
            self._changes[table].replace(None, _shaped(table, rows))

    def append(self, table: str, rows: Rows) -> None:
        """Add `rows` to `table`."""
        with told(self._address.root):
            self._changes[table].append(_shaped(table, rows))

    def put_register(self, name: str, content: str) -> None:
        """Keep the text of a register with the facts, in the place of the one before."""
        if self._registers is None:
            rows = self.base.read("registers").to_pylist()
            self._registers = {row["name"]: row["content"] for row in rows}
        self._registers[name] = content
        kept = [{"name": each, "content": text} for each, text in sorted(self._registers.items())]
        self.replace("registers", pa.Table.from_pylist(kept, schema=TABLES["registers"].schema))

    def commit(self, kind: str, note: str, at: datetime | None = None) -> int:
        """Make all that was written visible, and return its facts version.

        at: local time for the log, the machine's clock if None.
        Raises StoreError where another writer came first.
        """
        with told(self._address.root):
            tables = {name: change.commit() for name, change in self._changes.items()}
        entry = FactsVersion(self.version, at or local_now(), kind, note, tables)

        def appended(known: list[FactsVersion]) -> list[FactsVersion]:
            if known[-1].version != self.base.version:
                raise StoreError(issue("store-written-meanwhile", self._address.root))
            return [*known, entry]

        Ledger(self._address).rewrite(appended)
        return self.version

    def discard(self) -> None:
        """Remove what was written and never committed."""
        for change in self._changes.values():
            change.discard()


def _shaped(table: str, rows: Rows) -> Iterator[pa.RecordBatch]:
    """Yield the rows with the columns and types of the table's shape."""
    schema = TABLES[table].schema
    batches = rows.to_batches(ROWS_PER_BATCH) if isinstance(rows, pa.Table) else rows
    return (batch.select(schema.names).cast(schema) for batch in batches)
