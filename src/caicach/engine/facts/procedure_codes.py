"""Codes of procedures: as people write them, and those that facts have."""

from collections.abc import Iterable

import duckdb

from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.snapshot import Facts


def procedure_code(text: str) -> str:
    """Return the code as facts keep it: the first two groups, 1.005129 of 1.005129.000.00.00.H99.

    Empty where `text` is.
    """
    return ".".join(text.strip().split(".")[:2])


def procedures_in(
    facts: Facts, connection: duckdb.DuckDBPyConnection, tables: Iterable[str] = TABLES
) -> set[str]:
    """Return the codes that rows of `tables` bear."""
    found: set[str] = set()
    for table in tables:
        if "procedure" in TABLES[table].schema.names:
            rows = facts.relation(connection, table).project("procedure").distinct().fetchall()
            found.update(code for (code,) in rows if code)
    return found
