"""What computes expressions: DuckDB in this process, or Spark; both read the same files."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import duckdb
import ibis

from caicach.core.issues import Issue
from caicach.engine.facts import Facts
from caicach.engine.indicators.columns import Rows

Connection = duckdb.DuckDBPyConnection

MEMORY = "2GB"


class EngineError(Exception):
    """An engine cannot be used here; `issue` says what to do."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue


@dataclass(frozen=True, slots=True)
class Source:
    """Which rows an expression reads. months: of the fact table it counts, None for all."""

    facts: Facts
    table: str
    months: Collection[str] | None = None


class Engine(Protocol):
    """Whatever the engine, results come to a DuckDB connection, where they are rolled up."""

    @property
    def name(self) -> str:
        """Name the engine in results and in the keys of cubes."""

    def query(self, connection: Connection, rows: Rows, source: Source) -> str:
        """Return SQL that gives `rows` on `connection`."""

    def keep(self, connection: Connection, name: str, rows: Rows, source: Source) -> None:
        """Keep `rows` as a table that later queries of the same connection may name."""


@dataclass(frozen=True, slots=True)
class DuckDbEngine:
    """The default: in this process, on the files themselves."""

    name: str = "duckdb"

    def query(self, connection: Connection, rows: Rows, source: Source) -> str:
        """Return the SQL of the expression, its tables being views on the files."""
        for table, months in ((source.table, source.months), ("procedures", None)):
            relation = source.facts.relation(connection, table, months)
            relation.create_view(table, replace=True)
        return sql_of(rows, "duckdb")

    def keep(self, connection: Connection, name: str, rows: Rows, source: Source) -> None:
        """Keep what the expression gives in a table of the connection."""
        sql = self.query(connection, rows, source)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


@lru_cache(maxsize=256)
def sql_of(rows: Rows, dialect: str) -> str:
    """Return an expression in the SQL of an engine; what was worked out once is remembered."""
    return str(ibis.to_sql(rows, dialect=dialect))


def open_connection() -> Connection:
    """Return a connection that keeps to its share of memory and leaves the order of rows free."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


def engine_named(name: str, address: str | None = None) -> Engine:
    """Return the engine of that name.

    address: of Spark, None for one in this process. Raises EngineError.
    """
    if name == "spark":
        from caicach.engine.indicators.spark_engine import SparkEngine  # noqa: PLC0415 - optional

        return SparkEngine.start(address)
    return DuckDbEngine()
