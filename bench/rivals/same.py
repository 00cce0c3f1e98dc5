"""Whether two cubes are the same: every cell, every part."""

import tempfile
from collections.abc import Collection

import duckdb

KEYS = ("fact_month", "agency", "procedure", "event_month")
NEAR = 1e-6
"""Sums of working days are added in another order; counts must not differ at all."""


def different_cells(
    ours: Collection[str], theirs: Collection[str], *, grouped_by: Collection[str] = KEYS
) -> tuple[int, int]:
    """Return how many cells differ in at least one part, and how many there are.

    ours, theirs: Parquet files, each with some of the columns, which add up over all files.
    """
    with tempfile.TemporaryDirectory() as spilled:
        connection = duckdb.connect(config={"temp_directory": spilled, "memory_limit": "3GB"})
        connection.execute("SET preserve_insertion_order = false")
        return _different(connection, ours, theirs, grouped_by)


def _different(
    connection: duckdb.DuckDBPyConnection,
    ours: Collection[str],
    theirs: Collection[str],
    grouped_by: Collection[str],
) -> tuple[int, int]:
    columns = _columns(connection, ours)
    if columns != _columns(connection, theirs):
        raise ValueError(f"columns differ: {sorted(columns ^ _columns(connection, theirs))}")
    keys = ", ".join(f"coalesce({each}::VARCHAR, '') AS {each}" for each in grouped_by)
    sides = " UNION ALL BY NAME ".join(
        f"SELECT {keys}, {', '.join(f'{sign}sum({name}) AS {name}' for name in sorted(columns))}"
        f" FROM {_files(paths)} GROUP BY ALL"
        for sign, paths in (("", ours), ("-", theirs))
    )
    apart = " OR ".join(f"abs(coalesce(sum({name}), 0)) > {NEAR}" for name in sorted(columns))
    found = connection.execute(
        f"SELECT count(*) FILTER (WHERE differs), count(*) FROM (SELECT {apart} AS differs"
        f" FROM ({sides}) GROUP BY {', '.join(grouped_by)})"
    ).fetchall()
    return int(found[0][0]), int(found[0][1])


def _columns(connection: duckdb.DuckDBPyConnection, paths: Collection[str]) -> set[str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM {_files(paths)}").fetchall()
    return {str(row[0]) for row in rows} - set(KEYS)


def _files(paths: Collection[str]) -> str:
    listed = ", ".join(f"'{path}'" for path in sorted(paths))
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
