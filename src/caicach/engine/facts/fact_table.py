"""One Delta table of a store: made, opened at a version, its files listed."""

from dataclasses import dataclass

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable

from caicach.engine.facts.address import Address
from caicach.engine.facts.shape import TABLES

SETTINGS: dict[str, str | None] = {
    # a pinned version must open years later: never forget old versions unasked
    "delta.enableExpiredLogCleanup": "false",
    # rows are found by partition and by Parquet's own statistics; copies in the log only slow it
    "delta.dataSkippingNumIndexedCols": "0",
}

ONE_TRY = CommitProperties(max_commit_retries=0)
"""A commit that someone else came before is refused, never laid on top of theirs."""


@dataclass(frozen=True, slots=True)
class FactFile:
    """One Parquet file of a snapshot. month: None in a table that is not cut by month."""

    uri: str
    month: str | None
    rows: int
    bytes: int


def table_root(address: Address, name: str) -> str:
    """Return where the table `name` stands."""
    return address.inside("facts", name)


def create_table(address: Address, name: str) -> None:
    """Make an empty table; one that is there already stays as it is."""
    shape = TABLES[name]
    DeltaTable.create(
        table_root(address, name),
        schema=shape.schema,
        mode="ignore",
        partition_by=[shape.month] if shape.month else None,
        configuration=SETTINGS,
        storage_options=address.delta_options,
    )


def open_table(address: Address, name: str, version: int | None = None) -> DeltaTable:
    """Return the table at one of its own versions, the latest if None."""
    root = table_root(address, name)
    return DeltaTable(root, version=version, storage_options=address.delta_options)


def files_of(table: DeltaTable, address: Address, name: str) -> list[FactFile]:
    """Return the files of the table, sorted by month and name."""
    month, root = TABLES[name].month, table_root(address, name)
    found = [
        FactFile(
            uri=f"{root}/{entry['path']}",
            month=entry[f"partition.{month}"] if month else None,
            rows=entry["num_records"],
            bytes=entry["size_bytes"],
        )
        for entry in pa.table(table.get_add_actions(flatten=True)).to_pylist()
    ]
    return sorted(found, key=lambda each: (each.month or "", each.uri))
