"""The hand-written SQL of every indicator agrees with its hand-computed cases."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest
from oracle import NAMES, ask

from caicach.core.indicators import Case, load_indicators, read_cases, shipped_cases
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.columns import fact_columns

CASES = [
    pytest.param(name, case, id=f"{name}: {case.name}")
    for name, path, text in shipped_cases()
    for case in read_cases(text, path)[0]
]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as opened:
        yield opened


def test_every_indicator_has_an_oracle_and_nothing_else_has() -> None:
    assert sorted(load_indicators()) == NAMES


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_oracle_agrees_with_the_case(
    connection: duckdb.DuckDBPyConnection, name: str, case: Case
) -> None:
    given = case.rows(fact_columns())
    for table in ("dossiers", "procedures", "petitions", "documents"):
        rows = pa.Table.from_pylist(given.get(table, []), schema=TABLES[table].schema)
        connection.register(table, rows)
    got = ask(connection, name, case.period.start, case.period.end)
    assert got.numerator == case.expect.numerator
    assert got.denominator == case.expect.denominator
