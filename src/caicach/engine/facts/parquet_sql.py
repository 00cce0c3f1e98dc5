"""SQL over the Parquet files of a table, those from before a column was added among them."""

from collections.abc import Collection, Sequence

import duckdb

from caicach.engine.facts.fact_table import FactFile
from caicach.engine.facts.shape import TableShape


def parquet_sql(
    connection: duckdb.DuckDBPyConnection,
    shape: TableShape,
    files: Sequence[FactFile],
    columns: Sequence[frozenset[str]],
) -> str:
    """Return SQL for the rows of `files`, with all columns of `shape` in their order.

    files: one or more. columns: those that each of the files has; any other is NULL in its rows.
    """
    alike: dict[frozenset[str], list[FactFile]] = {}
    wanted = {each for each in shape.schema.names if each != shape.month}
    for file, found in zip(files, columns, strict=True):
        alike.setdefault(frozenset(wanted - found), []).append(file)
    types = _types(connection, shape) if any(alike) else {}
    return " UNION ALL ".join(_alike(shape, part, lacks, types) for lacks, part in alike.items())


def _types(connection: duckdb.DuckDBPyConnection, shape: TableShape) -> dict[str, str]:
    empty = connection.from_arrow(shape.schema.empty_table())
    return dict(zip(empty.columns, map(str, empty.types), strict=True))


def _alike(
    shape: TableShape, files: Sequence[FactFile], lacks: Collection[str], types: dict[str, str]
) -> str:
    """The month stands in the folder's name, and must not be taken for a number."""
    month = f", hive_partitioning = true, hive_types = {{{shape.month}: VARCHAR}}"
    uris = ", ".join("'" + each.uri.replace("'", "''") + "'" for each in files)
    cells = ", ".join(
        f'NULL::{types[name]} AS "{name}"' if name in lacks else f'"{name}"'
        for name in shape.schema.names
    )
    return f"SELECT {cells} FROM read_parquet([{uris}]{month if shape.month else ''})"
