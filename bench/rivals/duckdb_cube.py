"""The cube written by hand in DuckDB's SQL, straight over the Parquet files.

Each kind of event is grouped once with all its parts beside it, some months at a time; procedures
are joined as a small table. Tried as well: all months at once (twice as slow where groups no
longer fit the memory), a prepared table with each test as a column (a tenth slower), counts packed
five to an integer (a quarter faster, but wrong from 4,096 dossiers in a cell on).
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import duckdb

from bench.rivals.events import Counts, events
from bench.rivals.row_sql import cells, kept_with_phases, marked, rows_of
from caicach.core.indicators import Part
from caicach.engine.facts import Facts
from caicach.engine.facts.batches import months_in_batches

Connection = duckdb.DuckDBPyConnection

MEMORY = "2GB"
"""As much as ours gives its own connection."""

LEVELS = "['none', 'partial', 'full']"
OF_PROCEDURES = f"""
    CREATE TEMP TABLE of_procedures AS
    SELECT procedure AS named, bool_or(is_eligible_full) AS of_is_eligible_full,
      bool_or(has_fee) AS of_has_fee, bool_or(returns_document) AS of_returns_document,
      {LEVELS}[max(list_position({LEVELS}, service_level))] AS of_service_level
    FROM procedures GROUP BY procedure"""


def write_cubes(facts: Facts, parts: Mapping[str, Collection[Part]], folder: Path) -> None:
    """Write the cells of all parts, by fact table, as one Parquet file for each event and batch."""
    spilled = str(folder / "spilled")
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spilled})
    connection.execute("SET preserve_insertion_order = false")
    facts.relation(connection, "procedures").create_view("procedures")
    connection.execute(OF_PROCEDURES)
    for table, asked in parts.items():
        counts = events(list(asked))
        for number, months in enumerate(batches(facts, table)):
            facts.relation(connection, table, months).create_view(table, replace=True)
            write_cells(connection, table, counts, folder / f"{table}-{number}")


def batches(facts: Facts, table: str) -> Iterator[list[str]]:
    """Return months that are counted together: more groups would be spilled."""
    sizes = ((m, sum(each.rows for each in facts.files(table, [m]))) for m in facts.months(table))
    return months_in_batches(sizes)


def write_cells(connection: Connection, table: str, counts: Counts, folder: Path) -> None:
    """Write a Parquet file of cells for each event of the rows in view."""
    folder.mkdir(parents=True)
    if "phases" in counts:
        phases = _phases(table, counts)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table}_phases AS {phases}")
    for event in counts:
        connection.execute(
            f"COPY ({cells(table, event, counts)}) TO '{folder}/{event}.parquet'"
            " (FORMAT parquet, COMPRESSION zstd)"
        )


def _phases(table: str, counts: Counts) -> str:
    rows = f"{rows_of(table)} WHERE NOT is_plain" if table == "dossiers" else rows_of(table)
    kept = kept_with_phases(table, counts)
    opened = f"""
        SELECT {kept}, n, phase.clock, phase.from_at, phase.until_at, phase.state, phase.was,
          phase.end_at AS gone_at
        FROM (SELECT {kept}, row_number() OVER () AS n, unnest(phases) AS phase FROM ({rows}))"""
    return marked(opened, kept)
