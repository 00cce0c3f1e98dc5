"""Whole months read from a cube are, to the last dossier, what their rows come to."""

from itertools import combinations

import pytest

from caicach.core.indicators import (
    EVERY_ROW,
    STATES,
    ClockName,
    Equal,
    Not,
    Part,
    load_indicators,
)
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts
from caicach.engine.indicators.cube_form import RESTATED
from caicach.engine.indicators.desk import CUBED, Desk, desk_of, shipped_parts
from caicach.engine.indicators.engine import DuckDbEngine
from caicach.engine.indicators.windows import Window

PERIODS = ["2025-04", "2025-07", "2025-Q3", "2025-H2", "2025-06-01/2025-08-31", "2026-01"]
CLOCKS: tuple[ClockName, ...] = ("portal", "date", "working_time")


def any_states() -> list[Part]:
    """Every set of states, by every clock, in each of the three ways; some with a test."""
    sets = [each for size in range(1, 5) for each in combinations(STATES, size)]
    some = Not(Equal("procedure.returns_document", "yes"))
    return [
        Part("dossiers", placed_by, some if len(states) == 2 else EVERY_ROW, "count", clock, states)
        for placed_by in ("cohort", "standing", "arrivals")
        for clock in CLOCKS
        for states in sets
    ]


def amounts(
    desk: Desk, table: str, parts: list[Part], period: Period, *, by_procedure: bool
) -> list[dict[str, object]]:
    keys = "agency, era, procedure" if by_procedure else "agency, era"
    named = ", ".join(f"p_{part.name}" for part in parts)
    some = " OR ".join(f"p_{part.name} <> 0" for part in parts)
    with desk.connection.cursor() as cursor:
        found = desk.amounts(table, parts).of(
            cursor, Window.of(period), parts, by_procedure=by_procedure
        )
        sql = f"SELECT {keys}, {named} FROM {found} WHERE {some} ORDER BY {keys}"
        return cursor.sql(sql).to_arrow_table().to_pylist()


@pytest.fixture(scope="module")
def by_rows(facts: Facts) -> Desk:
    return Desk(facts, DuckDbEngine(), by_rows=True)


@pytest.mark.parametrize(
    ("text", "by_procedure"), [*((text, False) for text in PERIODS), ("2025-Q3", True)]
)
def test_cubes_of_shipped_parts_are_their_rows(
    facts: Facts, by_rows: Desk, text: str, *, by_procedure: bool
) -> None:
    period = parse_period(text)
    for table in CUBED:
        parts = sorted(shipped_parts()[table], key=lambda part: part.name)
        cube = amounts(desk_of(facts), table, parts, period, by_procedure=by_procedure)
        assert cube == amounts(by_rows, table, parts, period, by_procedure=by_procedure)


@pytest.mark.parametrize("text", ["2025-06", "2025"])
def test_cubes_of_any_states_are_their_rows(facts: Facts, by_rows: Desk, text: str) -> None:
    parts, period = any_states(), parse_period(text)
    cube = amounts(desk_of(facts), "dossiers", parts, period, by_procedure=False)
    assert cube == amounts(by_rows, "dossiers", parts, period, by_procedure=False)


def test_the_province_has_what_makes_this_hard(facts: Facts) -> None:
    """Without dossiers that are restated, and many that are not plain, equality proves little."""
    desk = desk_of(facts)
    reading = desk.amounts("dossiers", ()).cube
    assert reading.sheets()[RESTATED]
    plain = facts.read("dossiers", ["is_plain"])["is_plain"].to_pylist()
    assert 0.2 < plain.count(False) / len(plain) < 0.8
    assert len(load_indicators()) >= 40


def test_a_window_without_facts_has_no_amounts(facts: Facts) -> None:
    parts = sorted(shipped_parts()["dossiers"], key=lambda part: part.name)
    period = parse_period("2019-Q1")
    assert amounts(desk_of(facts), "dossiers", parts, period, by_procedure=False) == []
