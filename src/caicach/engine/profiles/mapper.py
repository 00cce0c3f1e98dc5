"""Blocks of records turned into rows of facts by the engine."""

from collections.abc import Callable
from functools import lru_cache
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
    """One feed ready to map blocks. Holds its own engine: close it when done."""

    def __init__(self, feed: Feed, cells: Cells, setting: Reading, file: str) -> None:
        has_key = setting.pseudonym_key is not None
        self._sql = compile_feed(feed, cells, has_key=has_key)
        self.schema = TABLES[feed.table].fed
        self._values: dict[str, Any] = {
            "vendor": setting.vendor or feed.vendor,
            "exported_at": setting.exported_at,
            "file": file,
        }
        if setting.pseudonym_key is not None:
            pads = key_pads(setting.pseudonym_key)
            self._values |= {"inner_pad": pads.inner, "outer_pad": pads.outer}
        self._engine = _engine(setting.threads)
        self._relation: duckdb.DuckDBPyRelation | None = None

    def map(self, block: pa.Table) -> pa.Table:
        """Return the block's rows with exactly the `fed` columns, in the block's order.

        Raises duckdb.InvalidInputException where a text of the block is no JSON.
        """
        self._engine.register("block", _in_batches(block))
        try:
            mapped = self._planned().to_arrow_table()
        finally:
            self._engine.unregister("block")
        return mapped.cast(self.schema)

    def _planned(self) -> duckdb.DuckDBPyRelation:
        """The SELECT names `block` and is looked up again whenever it runs: bound once, kept."""
        if self._relation is None:
            values = {n: value for n, value in self._values.items() if f"${n}" in self._sql}
            self._relation = self._engine.sql(self._sql, params=values)
        return self._relation

    def are_json(self, texts: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return which texts are JSON."""
        self._engine.register("texts", _in_batches(pa.table({"text": texts})))
        try:
            found = self._engine.sql("SELECT json_valid(text) AS ok FROM texts")
            return found.to_arrow_table().column("ok")
        finally:
            self._engine.unregister("texts")

    def close(self) -> None:
        """Let go of the engine and of the functions lent to it."""
        self._relation = None
        self._engine.close()


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
