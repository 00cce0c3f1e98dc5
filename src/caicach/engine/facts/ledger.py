"""The table of facts versions: its newest row is what makes an intake visible."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError

from caicach.core.issues import issue
from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import ONE_TRY, SETTINGS
from caicach.engine.facts.store_error import StoreError, told

FORMAT = 1
"""Raised whenever an older Caicach could no longer read or write what this one writes."""

TRIES = 8

HANOI = timezone(timedelta(hours=7))

SCHEMA = pa.schema(
    [
        ("version", pa.int32()),
        ("at", pa.timestamp("us")),
        ("kind", pa.string()),
        ("note", pa.string()),
        ("tables", pa.string()),
        ("caicach_format", pa.int32()),
        ("pin_reason", pa.string()),
        ("pinned_at", pa.timestamp("us")),
        ("vacuumed_at", pa.timestamp("us")),
    ]
)


@dataclass(frozen=True, slots=True)
class Pin:
    """Why a version is kept for good, and since when."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsVersion:
    """One state of all facts.

    kind: created, intake, calendar, procedures, agencies and so on. tables: the version of each
    Delta table. vacuumed_at: when its files were given up; None while it can be opened.
    """

    version: int
    at: datetime
    kind: str
    note: str
    tables: Mapping[str, int]
    pin: Pin | None = None
    vacuumed_at: datetime | None = None


Change = Callable[[list[FactsVersion]], list[FactsVersion]]


def local_now() -> datetime:
    """Return the machine's clock as local time of Asia/Ho_Chi_Minh: for the log, never a figure."""
    return datetime.now(HANOI).replace(tzinfo=None)


class Ledger:
    """The facts versions of one store, oldest first."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._root = address.inside("commits")

    def create(self, first: FactsVersion) -> None:
        """Write the first version; with it the store exists."""
        DeltaTable.create(
            self._root,
            schema=SCHEMA,
            mode="ignore",
            configuration=SETTINGS,
            storage_options=self._address.delta_options,
        )
        self.rewrite(lambda known: known or [first])

    def read(self) -> list[FactsVersion]:
        """Return all versions; none where the store was never finished.

        Raises StoreError for a store that a newer Caicach has written.
        """
        with told(self._address.root):
            table = self._table()
            return [] if table is None else self._rows(table)

    def rewrite(self, change: Change) -> list[FactsVersion]:
        """Put what `change` makes of the versions in their place, as one commit, and return it.

        change: called again on what is there now whenever another writer came first.
        Raises StoreError when others keep coming first, or the store may not be written.
        """
        self._check_right()
        with told(self._address.root):
            for _ in range(TRIES):
                table = self._table()
                known = [] if table is None else self._rows(table)
                versions = change(known)
                if self._replaced(table, versions):
                    return versions
            raise StoreError(issue("store-written-meanwhile", self._address.root))

    def _check_right(self) -> None:
        """Asked beforehand: in a folder that refuses it, the table format dies noisily."""
        log = Path(self._root) / "_delta_log"
        if not self._address.is_local or not log.is_dir():
            return
        if not all(os.access(each, os.W_OK) for each in (log.parent, log)):
            raise StoreError(issue("store-no-right", self._address.root))

    def _replaced(self, table: DeltaTable | None, versions: Sequence[FactsVersion]) -> bool:
        if table is None:
            raise StoreError(issue("store-missing", self._address.root))
        rows = pa.Table.from_pylist([_row(each) for each in versions], schema=SCHEMA)
        try:
            write_deltalake(
                table,
                rows,
                mode="overwrite",
                commit_properties=ONE_TRY,
            )
        except CommitFailedError:
            return False
        return True

    def _table(self) -> DeltaTable | None:
        try:
            return DeltaTable(self._root, storage_options=self._address.delta_options)
        except TableNotFoundError:
            return None

    def _rows(self, table: DeltaTable) -> list[FactsVersion]:
        found: list[dict[str, Any]] = []
        for entry in pa.table(table.get_add_actions(flatten=True)).to_pylist():
            path = self._address.path_of(f"{self._root}/{entry['path']}")
            found += parquet.ParquetFile(path, filesystem=self._address.files).read().to_pylist()
        newest = max((row["caicach_format"] for row in found), default=FORMAT)
        if newest > FORMAT:
            where = self._address.root
            raise StoreError(issue("store-newer", where, theirs=newest, ours=FORMAT))
        return sorted((_version(row) for row in found), key=lambda each: each.version)


def _row(each: FactsVersion) -> dict[str, Any]:
    return {
        "version": each.version,
        "at": each.at,
        "kind": each.kind,
        "note": each.note,
        "tables": json.dumps(dict(each.tables), sort_keys=True),
        "caicach_format": FORMAT,
        "pin_reason": each.pin.reason if each.pin else None,
        "pinned_at": each.pin.at if each.pin else None,
        "vacuumed_at": each.vacuumed_at,
    }


def _version(row: Mapping[str, Any]) -> FactsVersion:
    is_pinned = row["pinned_at"] is not None
    return FactsVersion(
        version=row["version"],
        at=row["at"],
        kind=row["kind"],
        note=row["note"],
        tables=json.loads(row["tables"]),
        pin=Pin(row["pin_reason"], row["pinned_at"]) if is_pinned else None,
        vacuumed_at=row["vacuumed_at"],
    )


def with_pin(versions: Sequence[FactsVersion], number: int, pin: Pin | None) -> list[FactsVersion]:
    """Return the versions, one of them pinned, or no longer."""
    return [replace(each, pin=pin) if each.version == number else each for each in versions]
