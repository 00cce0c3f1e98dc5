"""Blocks of records turned into rows of facts by the engine."""

import atexit
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from caicach.core.agencies import AgencyCodeError, parse_agency_code
from caicach.engine.facts.shape import TABLES
from caicach.engine.profiles.entries import Cells
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.identity import key_pads
from caicach.engine.profiles.mapped import Reading
from caicach.engine.profiles.projection import compile_feed
from caicach.files.tables import fold

ROWS_AT_ONCE = 2048
"""Rows of one batch: the engine spreads batches over its threads."""


class Mapper:
    """One feed ready to map blocks: give it back when done, another file may want it."""

    def __init__(self, feed: Feed, cells: Cells, setting: Reading, file: str) -> None:
        has_key = setting.pseudonym_key is not None
        self.schema = TABLES[feed.table].fed
        self._key = (compile_feed(feed, cells, has_key=has_key), setting.threads)
        self._engine, self._relation = idle_engines.take(*self._key)
        pads = key_pads(setting.pseudonym_key) if setting.pseudonym_key is not None else None
        _set(
            self._engine,
            vendor=setting.vendor or feed.vendor,
            exported_at=setting.exported_at,
            file=file,
            inner_pad=pads.inner if pads else None,
            outer_pad=pads.outer if pads else None,
        )

    def map(self, block: pa.Table) -> pa.Table:
        """Return the block's rows with exactly the `fed` columns, in the block's order.

        Raises duckdb.InvalidInputException where a text of the block is no JSON.
        """
        self._engine.register("block", _in_batches(block))
        try:
            if self._relation is None:
                self._relation = _planned(self._engine, self._key[0])
            mapped = self._relation.to_arrow_table()
        finally:
            self._engine.unregister("block")
        return mapped.cast(self.schema)

    def are_json(self, texts: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return which texts are JSON."""
        self._engine.register("texts", _in_batches(pa.table({"text": texts})))
        try:
            found = self._engine.sql("SELECT json_valid(text) AS ok FROM texts")
            return found.to_arrow_table().column("ok")
        finally:
            self._engine.unregister("texts")

    def close(self) -> None:
        """Give the engine back, without the office's key."""
        _set(self._engine, inner_pad=None, outer_pad=None)
        idle_engines.give_back(self._key, (self._engine, self._relation))


def _planned(engine: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """Return a query over `block`, which is looked up again whenever it runs.

    The client takes a query apart for markers before it hands it over; in a view it has none to
    look for, and twenty thousand letters of SQL are many.
    """
    engine.execute(f"CREATE TEMP VIEW mapped AS {sql}")
    return engine.sql("FROM mapped")


Planned = tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyRelation | None]


class IdleEngines:
    """Engines with a query planned, kept for the next file: planning takes as long as mapping
    ten thousand records, and offices send many small files."""

    MOST = 4

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: dict[tuple[str, int | None], Planned] = {}
        self._lent: dict[int, duckdb.DuckDBPyConnection] = {}

    def take(self, sql: str, threads: int | None) -> Planned:
        """Return an idle engine for the query, or a new one."""
        with self._lock:
            found = self._idle.pop((sql, threads), None) or (_engine(threads), None)
            self._lent[id(found[0])] = found[0]
        return found

    def give_back(self, key: tuple[str, int | None], planned: Planned) -> None:
        """Keep the engine; the one that has been idle longest goes where there are too many."""
        with self._lock:
            self._lent.pop(id(planned[0]), None)
            gone = [self._idle.pop(key, None)]
            self._idle[key] = planned
            if len(self._idle) > self.MOST:
                gone.append(self._idle.pop(next(iter(self._idle))))
        for each in gone:
            if each is not None:
                each[0].close()

    def close(self) -> None:
        """Let go of all engines, also of those whose reading was broken off."""
        with self._lock:
            engines = [*self._lent.values(), *(engine for engine, _ in self._idle.values())]
            self._idle, self._lent = {}, {}
        for engine in engines:
            engine.close()


idle_engines = IdleEngines()
atexit.register(idle_engines.close)


def _engine(threads: int | None) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect()
    if threads is not None:
        engine.execute(f"SET threads = {int(threads)}")
    # constants become a join otherwise, which costs more than comparing with each of them
    engine.execute("SET disabled_optimizers = 'in_clause'")
    agency = "STRUCT(agency VARCHAR, is_code BOOLEAN)"
    lent: dict[str, tuple[Callable[..., Any], str]] = {
        "agency_of": (_agencies, agency),
        "fold_text": (_folded, "VARCHAR"),
    }
    for name, (function, gives) in lent.items():
        engine.create_function(
            name,
            function,
            ["VARCHAR"],
            gives,
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )
    return engine


def _set(engine: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Variables keep the key out of the text of the query, and so out of every error."""
    for name, value in values.items():
        engine.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _in_batches(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(table.to_batches(max_chunksize=ROWS_AT_ONCE), table.schema)


@lru_cache(maxsize=65_536)
def _agency(printed: str) -> tuple[str, bool]:
    try:
        return str(parse_agency_code(printed)), True
    except AgencyCodeError:
        return printed.strip(), False


def _agencies(printed: pa.Array) -> pa.Array:
    """A block names few agencies many times: each is looked at once."""
    coded = _combined(printed).dictionary_encode()
    found = [
        (None, None) if each is None else _agency(each) for each in coded.dictionary.to_pylist()
    ]
    names = pa.array([name for name, _ in found], pa.string()).take(coded.indices)
    codes = pa.array([is_code for _, is_code in found], pa.bool_()).take(coded.indices)
    return pa.StructArray.from_arrays([names, codes], ["agency", "is_code"])


def _folded(texts: pa.Array) -> pa.Array:
    coded = _combined(texts).dictionary_encode()
    found = [None if each is None else fold(each) for each in coded.dictionary.to_pylist()]
    return pa.array(found, pa.string()).take(coded.indices)


def _combined(texts: pa.Array) -> pa.Array:
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
