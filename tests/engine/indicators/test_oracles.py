"""Every shipped indicator against SQL written by hand, on whole months and on cut ones."""

from datetime import datetime, time
from pathlib import Path

import duckdb
import pytest

from caicach.core.indicators import load_indicators
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators import check_shipped_cases, compute

ORACLES = Path(__file__).parent / "oracles"
PERIODS = ["2025-Q2", "2025-07", "2025-06-15/2025-09-14", "2024-Q4"]
LAST_SECOND = time(23, 59, 59)


@pytest.fixture(scope="module")
def oracle(facts: Facts) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in TABLES:
        facts.relation(connection, table).create_view(table)
    connection.execute((ORACLES / "clock_states.sql").read_text("utf-8"))
    return connection


def bounds(period: Period, sql: str) -> dict[str, datetime]:
    first = datetime.combine(period.first_day, time())
    given = {"start": first, "end": datetime.combine(period.last_day, LAST_SECOND)}
    return {name: at for name, at in given.items() if f"${name}" in sql}


@pytest.mark.parametrize("text", PERIODS)
def test_every_indicator_is_what_its_oracle_says(
    facts: Facts, oracle: duckdb.DuckDBPyConnection, text: str
) -> None:
    period = parse_period(text)
    differing = {}
    values = compute(facts, list(load_indicators()), [period], by="total")
    for row in values.records():
        sql = (ORACLES / f"{row['indicator']}.sql").read_text("utf-8")
        [told] = oracle.execute(sql, bounds(period, sql)).fetchall()
        ranks = load_indicators()[row["indicator"]].kind == "percentile"
        top = row["value"] if ranks else row["numerator"]
        came = (top if row["sum"] is None else row["sum"], row["denominator"])
        if came != (told if len(told) == 2 else (*told, None)):
            differing[row["indicator"]] = (came, told)
    assert differing == {}


def test_every_indicator_has_an_oracle() -> None:
    assert {path.stem for path in ORACLES.glob("*.sql")} >= set(load_indicators())


def test_all_shipped_cases_hold() -> None:
    issues = [issue for _, _, found in check_shipped_cases() for issue in found]
    assert issues == []
