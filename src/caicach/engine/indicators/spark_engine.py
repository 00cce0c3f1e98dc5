"""Spark as engine: a session of its own, a master, or Spark Connect."""

import os
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from caicach.core.issues import issue
from caicach.engine.facts import Facts
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.columns import Rows
from caicach.engine.indicators.engine import Connection, EngineError, Source, sql_of

LOCAL = "local[*]"
CONNECT = "sc://"

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",  # instants have no zone: they must not be shifted
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.ansi.enabled": "false",
}
LOCAL_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}


class SparkEngine:
    """Counts rows where Spark runs; only cells and listed rows come back."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session
        self._numbers = count(1)
        # registers the options that the compiler of this dialect asks for
        ibis.pyspark  # noqa: B018 - the attribute loads the backend

    @classmethod
    def start(cls, address: str | None = None) -> "SparkEngine":
        """Return an engine on the Spark at `address`, on one of its own if None.

        Raises EngineError where Spark or Java is not installed, or nobody answers there.
        """
        where = address or LOCAL
        if not where.startswith(CONNECT) and not _has_java():
            raise EngineError(issue("spark-no-java", where))
        try:
            return cls(_session(where))
        except ImportError:
            raise EngineError(issue("spark-not-installed", where)) from None
        except Exception as error:
            raise EngineError(issue("spark-no-answer", where, reason=_first_line(error))) from error

    def query(self, connection: Connection, rows: Rows, source: Source) -> str:
        """Return SQL for what Spark has computed, handed over as Arrow."""
        computed = _without_zones(self._computed(rows, source).toArrow())
        name = f"spark_{next(self._numbers)}"
        connection.register(name, computed)
        return f"SELECT * FROM {name}"

    def keep(self, connection: Connection, name: str, rows: Rows, source: Source) -> None:
        """Name what Spark works out; it does so again whenever it is asked for it."""
        self._computed(rows, source).createOrReplaceTempView(name)

    def stop(self) -> None:
        """End the session."""
        self.session.stop()

    def _computed(self, rows: Rows, source: Source) -> Any:
        for table, months in ((source.table, source.months), ("procedures", None)):
            files = [each.uri for each in source.facts.files(table, months)]
            self._rows(source.facts, table, files).createOrReplaceTempView(table)
        return self.session.sql(sql_of(rows, "pyspark"))

    def _rows(self, facts: Facts, table: str, files: list[str]) -> Any:
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - optional

        schema = from_arrow_schema(TABLES[table].schema, prefer_timestamp_ntz=True)
        if not files:
            return self.session.createDataFrame([], schema)
        base = f"{facts.store.address}/facts/{table}"
        if not facts.store.is_local:
            files, base = [_s3a(each) for each in files], _s3a(base)
        return self.session.read.schema(schema).option("basePath", base).parquet(*files)


def _session(address: str) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - optional

    builder = SparkSession.builder.appName("caicach")
    if address.startswith(CONNECT):
        session = builder.remote(address).getOrCreate()
    else:
        builder = builder.master(address)
        for key, value in (LOCAL_SETTINGS if address.startswith("local") else {}).items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    for key, value in SETTINGS.items():
        session.conf.set(key, value)
    return session


def _without_zones(table: pa.Table) -> pa.Table:
    """Spark gives some instants a zone, always that of the session: the hours are right as is."""
    fields = [
        field.with_type(pa.timestamp("us")) if pa.types.is_timestamp(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java")) or bool(home and (Path(home) / "bin" / "java").is_file())


def _s3a(address: str) -> str:
    """Return an address as Hadoop's own client of object storage writes it."""
    return address.replace("s3://", "s3a://", 1)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0][:200]
