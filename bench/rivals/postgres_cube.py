"""The cube in PostgreSQL: the same SQL on tables with indexes, in a server of its own."""

import csv
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psycopg

from bench.rivals.conditions import columns
from bench.rivals.duckdb_cube import LEVELS
from bench.rivals.events import Counts, events
from bench.rivals.row_sql import cells, kept_with_phases, marked, rows_of
from caicach.core.indicators import Part
from caicach.engine.facts import Facts
from caicach.engine.facts.shape import TABLES

ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root; this account comes with its package."""

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "2GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "1GB",
    "effective_cache_size": "6GB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""Those of a machine given to it alone; writing is made as cheap as it can be."""

INDEXES = {
    "dossiers": (
        "(agency, procedure, received_at)",
        "(received_at)",
        "(end_at)",
        "(portal_end_at)",
        "(submitted_at)",
        "(due_at) WHERE end_at IS NULL",
        "(n) WHERE NOT is_plain",
    ),
    "petitions": ("(agency, procedure)", "(n)"),
    "documents": ("(agency, issued_on)",),
}
ALWAYS = {
    "dossiers": (
        *("agency", "procedure", "received_month", "is_plain", "received_at", "submitted_at"),
        *("due_at", "due_used_at", "end_at", "portal_end_at", "working_days", "supplement_count"),
    ),
    "petitions": ("agency", "procedure", "received_month", "received_at"),
    "documents": ("agency", "month", "issued_on"),
}
PHASE = ("clock", "from_at", "until_at", "state", "was", "end_at")
TYPES = {"VARCHAR[]": "text[]", "DOUBLE": "float8", "TINYINT": "smallint", "VARCHAR": "text"}


class NotInstalledError(Exception):
    """PostgreSQL is not on this machine."""


def is_installed() -> bool:
    """Say whether a server can be started here."""
    return bool(shutil.which("initdb") and shutil.which("pg_ctl"))


@contextmanager
def server(threads: int) -> Iterator[psycopg.Connection]:
    """Give a connection to a server of its own, reached by a socket in a folder that goes with it.

    Raises NotInstalledError.
    """
    if not is_installed():
        raise NotInstalledError
    place = Path(tempfile.mkdtemp(prefix="caicach-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(place, account.pw_uid, account.pw_gid)
    folder = str(place / "cluster")
    own = {"unix_socket_directories": str(place), **_parallel(threads)}
    options = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, **own}.items())
    _as_account("initdb", "-D", folder, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--no-sync")
    _as_account("pg_ctl", "-D", folder, "-l", str(place / "log"), "-w", "-o", options, "start")
    try:
        with psycopg.connect(host=str(place), user=ACCOUNT, autocommit=True) as connection:
            yield connection
    finally:
        _as_account("pg_ctl", "-D", folder, "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)


def load(
    connection: psycopg.Connection, facts: Facts, parts: Mapping[str, Collection[Part]]
) -> None:
    """Fill tables with the columns that parts ask for, index and analyse them."""
    source = duckdb.connect()
    for table in (*parts, "procedures"):
        facts.relation(source, table).create_view(table)
    connection.execute(
        "CREATE TABLE procedures (procedure text, is_eligible_full boolean, has_fee boolean,"
        " returns_document boolean, service_level text)"
    )
    named = "procedure, is_eligible_full, has_fee, returns_document, service_level"
    _copy(connection, "procedures", source.execute(f"SELECT {named} FROM procedures"))
    for table, asked in parts.items():
        _load_table(connection, source, table, events(list(asked)))
    connection.execute(_of_procedures())
    connection.execute("VACUUM ANALYZE")


def _load_table(
    connection: psycopg.Connection, source: duckdb.DuckDBPyConnection, table: str, counts: Counts
) -> None:
    shape = set(TABLES[table].schema.names)
    asked = {name for event in counts.values() for each in event for name in columns(each)}
    kept = sorted((asked & shape) | set(ALWAYS[table]))
    numbered = f"SELECT *, row_number() OVER () AS n FROM {table}"
    source.execute(f"CREATE TEMP TABLE {table}_numbered AS {numbered}")
    listed = ", ".join((*kept, "n"))
    types = source.execute(f"DESCRIBE SELECT {listed} FROM {table}_numbered").fetchall()
    typed = ", ".join(f"{row[0]} {TYPES.get(row[1], row[1])}" for row in types)
    connection.execute(f"CREATE TABLE {table} ({typed})")
    _copy(connection, table, source.execute(f"SELECT {_as_text(types)} FROM {table}_numbered"))
    if "phases" in shape:
        typed = "n bigint, clock smallint, from_at timestamp, until_at timestamp, state smallint"
        connection.execute(
            f"CREATE TABLE phases_of_{table} ({typed}, was smallint, end_at timestamp)"
        )
        opened = f"SELECT n, unnest(phases) AS p FROM {table}_numbered"
        fields = ", ".join(f"p.{name}" for name in PHASE)
        _copy(
            connection, f"phases_of_{table}", source.execute(f"SELECT n, {fields} FROM ({opened})")
        )
        connection.execute(f"CREATE INDEX ON phases_of_{table} (n, clock)")
    for columns_ in INDEXES[table]:
        connection.execute(f"CREATE INDEX ON {table} {columns_}")
    source.execute(f"DROP TABLE {table}_numbered")


def count_cells(connection: psycopg.Connection, parts: Mapping[str, Collection[Part]]) -> None:
    """Make a table of cells for each event."""
    for table, asked in parts.items():
        counts = events(list(asked))
        if "phases" in counts:
            phases = marked(_opened(table, counts), kept_with_phases(table, counts))
            connection.execute(f"CREATE UNLOGGED TABLE {table}_phases AS {phases}")
            connection.execute(f"ANALYZE {table}_phases")
        for event in counts:
            found = cells(table, event, counts)
            connection.execute(f'CREATE UNLOGGED TABLE "cells_{table}_{event}" AS {found}')


def drop_cells(connection: psycopg.Connection, parts: Mapping[str, Collection[Part]]) -> None:
    """Drop what an earlier count made."""
    for table, asked in parts.items():
        for name in (f"{table}_phases", *(f"cells_{table}_{each}" for each in events(list(asked)))):
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def write_cells(
    connection: psycopg.Connection, parts: Mapping[str, Collection[Part]], folder: Path
) -> None:
    """Write the cells as Parquet, to be compared."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, asked in parts.items():
        for event in events(list(asked)):
            path = folder / f"{table}-{event}.csv"
            with path.open("wb") as file:
                named = f'COPY "cells_{table}_{event}" TO STDOUT (FORMAT csv, HEADER)'
                with connection.cursor().copy(named) as copy:
                    for block in copy:
                        file.write(block)
            target = path.with_suffix(".parquet")
            duckdb.execute(
                f"COPY (SELECT * FROM read_csv('{path}', types = {{'fact_month': 'VARCHAR',"
                f" 'procedure': 'VARCHAR'}})) TO '{target}' (FORMAT parquet)"
            )


def _opened(table: str, counts: Counts) -> str:
    kept = kept_with_phases(table, counts)
    rows = f"{rows_of(table)} WHERE NOT is_plain" if table == "dossiers" else rows_of(table)
    return f"""
        SELECT {", ".join(f"r.{name}" for name in kept.split(", "))}, n, p.clock, p.from_at,
          p.until_at, p.state, p.was, p.end_at AS gone_at
        FROM ({rows}) r JOIN phases_of_{table} p USING (n)"""


def _of_procedures() -> str:
    level = LEVELS.replace("[", "ARRAY[")
    return f"""
        CREATE TABLE of_procedures AS
        SELECT procedure AS named, bool_or(is_eligible_full) AS of_is_eligible_full,
          bool_or(has_fee) AS of_has_fee, bool_or(returns_document) AS of_returns_document,
          ({level})[max(array_position({level}, service_level))] AS of_service_level
        FROM procedures GROUP BY procedure"""


def _as_text(types: Collection[tuple[str, ...]]) -> str:
    """Lists are written as PostgreSQL reads them."""
    listed = (
        f"'{{' || array_to_string({name}, ',') || '}}'" if kind == "VARCHAR[]" else str(name)
        for name, kind, *_ in types
    )
    return ", ".join(listed)


def _copy(connection: psycopg.Connection, table: str, rows: duckdb.DuckDBPyConnection) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
        while block := rows.fetchmany(50_000):
            lines = _Lines()
            csv.writer(lines).writerows(block)
            copy.write("".join(lines.text))


class _Lines:
    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, line: str) -> None:
        self.text.append(line)


def _parallel(threads: int) -> dict[str, str]:
    return {
        "max_worker_processes": str(threads + 2),
        "max_parallel_workers": str(threads),
        "max_parallel_workers_per_gather": str(max(1, threads - 1)),
    }


def _as_account(command: str, *given: str) -> None:
    program = str(shutil.which(command))
    call = [program, *given]
    if os.geteuid() == 0:
        call = ["runuser", "-u", ACCOUNT, "--", *call]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, cwd="/")
