"""Rows for the tests of stores: what a test does not name is missing."""

from datetime import datetime
from typing import Any

import pyarrow as pa

from caicach.engine.facts.shape import TABLES


def at(text: str) -> datetime:
    """Return an instant as facts keep it: local time without a zone."""
    return datetime.fromisoformat(text)


def rows_of(table: str, *named: dict[str, Any]) -> pa.Table:
    """Return rows of `table` with the values named and all others missing."""
    schema = TABLES[table].schema
    blank = dict.fromkeys(schema.names)
    return pa.Table.from_pylist([blank | each for each in named], schema=schema)


def dossiers(*keys: str, month: str = "2025-07", **named: Any) -> pa.Table:
    """Return one dossier for each key, all of one month."""
    shared = {"received_month": month, **named}
    return rows_of("dossiers", *({"key": key, "code": key, **shared} for key in keys))


def steps(*links: str, month: str = "2025-07", **named: Any) -> pa.Table:
    """Return one step for each link, all of one month."""
    shared = {"at": at("2025-07-01 08:00"), "month": month, **named}
    return rows_of("steps", *({"link": link, **shared} for link in links))
