"""SQL over the stored columns says what core says of each dossier, at any period end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_dossiers import MAXIMA, START, Inventor, dossier_table, invented
from judged_store import setting

from caicach.core.calendars import shipped_calendar
from caicach.core.clocks import CLOCK_CODES, Clock, DossierTimes, Judgement, State, judge
from caicach.engine.judgements import judge_dossiers
from caicach.engine.judgements.closed_form import plain_state, state
from caicach.engine.judgements.plain_detail import plain_details
from caicach.engine.judgements.row_times import row_times

CALENDAR = shipped_calendar()
HOURS = (0, 8, 9, 16, 17, 23)
ENDS = [
    START + timedelta(days=day, hours=hour, seconds=second)
    for day in range(-1, 17)
    for hour in HOURS
    for second in (0, 1, 59)
]


def judged(table: pa.Table) -> tuple[pa.Table, list[DossierTimes]]:
    rows = judge_dossiers(table, setting())
    return rows, list(row_times(rows, MAXIMA))


def asked(ends: list[datetime]) -> Iterator[tuple[datetime, datetime | None]]:
    """Period ends, every other one with a first day."""
    for number, end in enumerate(ends):
        yield end, end - timedelta(days=3) if number % 2 else None


def said(sql: list[str], rows: pa.Table) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        return connection.sql(f"SELECT {', '.join(sql)} FROM rows").fetchall()


def by_core(
    times: DossierTimes, end: datetime, start: datetime | None, now: datetime | None = None
) -> list[Judgement]:
    return [
        judge(times, Clock(clock), CALENDAR, end=end, start=start, now=now) for clock in CLOCK_CODES
    ]


def assert_same_states(table: pa.Table, ends: list[datetime]) -> None:
    rows, times = judged(table)
    for end, start in asked(ends):
        found = said([state(clock, end, start) for clock in CLOCK_CODES], rows)
        expected = [tuple(each.state for each in by_core(one, end, start)) for one in times]
        wrong = [
            (end, start, one) for one, a, b in zip(times, found, expected, strict=True) if a != b
        ]
        assert wrong == []


def test_thousands_of_dossiers_have_the_states_of_core() -> None:
    assert_same_states(invented(2500, seed=3), ENDS[::13])


def test_wild_dossiers_have_the_states_of_core() -> None:
    assert_same_states(invented(500, seed=4, wild=1), ENDS[::7])


INSTANTS = st.sampled_from(ENDS[60:160:3])


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, Any]:
    maybe = st.none() | INSTANTS
    steps = draw(st.lists(st.tuples(INSTANTS, st.integers(0, 10)), max_size=5))
    given_times = {
        name: draw(maybe)
        for name in ("received_printed_at", "due_at", "ended_at", "returned_at", "refused_at")
    }
    return Inventor(draw(st.integers(0, 9))).row(
        draw(st.integers(0, 99)),
        status=draw(st.sampled_from(("received", "supplement", "withdrawn", "finished", None))),
        supplements=draw(st.none() | st.lists(st.tuples(maybe, maybe), max_size=2)),
        steps=steps,
        **given_times,
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(dossiers(), min_size=1, max_size=20), st.lists(INSTANTS, min_size=1, max_size=4))
def test_any_dossier_has_the_states_of_core(
    rows: list[dict[str, Any]], ends: list[datetime]
) -> None:
    assert_same_states(dossier_table(rows), ends)


@pytest.fixture(scope="module")
def plain() -> tuple[pa.Table, list[DossierTimes]]:
    rows = judge_dossiers(invented(2500, seed=5), setting())
    rows = rows.filter(rows["is_plain"])
    return rows, list(row_times(rows, MAXIMA))


def test_most_orderly_dossiers_are_plain() -> None:
    rows = judge_dossiers(invented(2000, seed=6, wild=0), setting())
    assert sum(rows["is_plain"].to_pylist()) > 0.8 * rows.num_rows


def test_a_plain_dossier_has_end_due_reason_and_step_of_core(
    plain: tuple[pa.Table, list[DossierTimes]],
) -> None:
    rows, times = plain
    for end, start in asked(ENDS[::23]):
        for place, clock in enumerate(CLOCK_CODES):
            details = [sql for _, sql in plain_details(clock, end, start)]
            found = said([plain_state(clock, end, start), *details], rows)
            for one, each in zip(times, found, strict=True):
                expected = by_core(one, end, start)[place]
                step = None if expected.step is None else expected.step._asdict()
                assert each == (*expected[:-1], step)


def test_a_present_before_the_period_end_counts_for_working_time_alone(
    plain: tuple[pa.Table, list[DossierTimes]],
) -> None:
    rows, times = plain
    changed = 0
    for end in ENDS[::37]:
        now = end - timedelta(days=3)
        found = said([plain_state(clock, end, None, now) for clock in CLOCK_CODES], rows)
        for one, each in zip(times, found, strict=True):
            assert each == tuple(said.state for said in by_core(one, end, None, now))
            changed += each[2] != by_core(one, end, None)[2].state
    assert changed


def test_a_dossier_no_clock_ever_counts_has_no_phases() -> None:
    row = Inventor(1).row(1, status="registered", steps=[(START, 1)])
    rows, _ = judged(dossier_table([row]))
    assert rows["is_plain"].to_pylist() == [False]
    assert rows["phases"].to_pylist() == [[]]
    assert said([state(clock, ENDS[-1]) for clock in CLOCK_CODES], rows) == [
        (State.NOT_COUNTED,) * 3
    ]
