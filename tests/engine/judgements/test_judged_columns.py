"""What judge_dossiers fills in beside the states: dues, ends, working days, phases, flaws."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from invented_dossiers import MAXIMA, START, Inventor, dossier_table, invented
from judged_store import setting

from caicach.core.calendars import Calendar, CalendarSettings, MaximumTime, shipped_calendar
from caicach.core.clocks import Clock, phases
from caicach.engine.facts.shape import DOSSIERS
from caicach.engine.judgements import FLAWS, JudgementSetting, judge_dossiers, open_pool
from caicach.engine.judgements.instants import NEVER, instants_of
from caicach.engine.judgements.row_times import row_times
from caicach.engine.judgements.working_time import EPOCH, day_index, instant

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime.fromisoformat("2026-03-02T09:00")
SHIPPED = shipped_calendar()
HALF_WEEK = replace(
    SHIPPED,
    settings=CalendarSettings(("monday", "tuesday", "thursday"), {"saturday": "morning"}, time(16)),
)


def one(**given: Any) -> dict[str, Any]:
    """The judged row of one dossier."""
    row = {"status": "in_progress", "received_printed_at": START, "steps": []} | given
    made = Inventor(1).row(1, **row) | {"procedure": given.get("procedure")}
    return judge_dossiers(dossier_table([made]), setting()).to_pylist()[0]


def test_the_table_has_the_columns_of_the_facts_in_their_order() -> None:
    judged = judge_dossiers(invented(50), setting())
    assert judged.schema.equals(DOSSIERS.schema)


def test_an_empty_table_stays_empty() -> None:
    judged = judge_dossiers(dossier_table([]), setting())
    assert judged.num_rows == 0
    assert judged.schema.equals(DOSSIERS.schema)


def test_columns_that_were_not_there_are_added() -> None:
    fed = [column.name for column in DOSSIERS.columns if column.filled_by != "judgement"]
    judged = judge_dossiers(invented(50).select(fed), setting())
    assert set(judged.column_names) == set(DOSSIERS.schema.names)


def test_judging_twice_changes_nothing() -> None:
    judged = judge_dossiers(invented(400), setting())
    assert judge_dossiers(judged, setting()).equals(judged)


def test_a_slice_is_judged_as_the_whole() -> None:
    table = invented(300)
    parts = [judge_dossiers(table.slice(first, 70), setting()) for first in range(0, 300, 70)]
    assert pa.concat_tables(parts).to_pylist() == judge_dossiers(table, setting()).to_pylist()


def test_the_printed_due_time_comes_before_the_maximum_time() -> None:
    due = START + 9 * DAY
    found = one(due_at=due, procedure="1.000001")
    assert (found["due_used_at"], found["due_basis"]) == (due, "printed")


def test_without_a_printed_due_time_the_maximum_time_counts_from_receipt() -> None:
    found = one(procedure="1.000003")
    assert (found["due_used_at"], found["due_basis"]) == (START + 5 * DAY, "maximum_time")


def test_without_both_there_is_no_due_time_and_a_flaw() -> None:
    found = one()
    assert (found["due_used_at"], found["due_basis"]) == (None, None)
    assert "due-unknown" in found["faults"]


def test_a_dossier_never_received_has_no_due_time_by_maximum_and_no_flaw_for_it() -> None:
    found = one(received_printed_at=None, status="registered", procedure="1.000003")
    assert found["due_used_at"] is None
    assert "due-unknown" not in (found["faults"] or [])


def test_the_first_step_2_stands_for_a_receipt_that_is_not_printed() -> None:
    found = one(received_printed_at=None, steps=[(START + HOUR, 2), (START + DAY, 2)])
    assert found["received_at"] == START + HOUR


INSTANTS = [
    START + timedelta(days=day, hours=hour, minutes=minute)
    for day in range(-60, 60, 7)
    for hour, minute in ((0, 0), (8, 1), (16, 0), (16, 1), (23, 59))
]
FAR = [*map(datetime.fromisoformat, ("1985-03-02T09:00", "2052-12-30T09:00", "2070-01-01T09:00"))]


@pytest.mark.parametrize("calendar", [SHIPPED, HALF_WEEK], ids=["shipped", "half week"])
@pytest.mark.parametrize(
    "maximum",
    [
        *MAXIMA.values(),
        MaximumTime(0.5, "working_day"),
        MaximumTime(1.2, "working_day"),
        MaximumTime(90_000, "working_day"),
        MaximumTime(1.5, "calendar_day"),
        MaximumTime(0.25, "hour"),
    ],
    ids=lambda each: f"{each.amount} {each.unit}",
)
def test_dues_are_those_of_the_calendar(calendar: Calendar, maximum: MaximumTime) -> None:
    received = [*INSTANTS, *FAR]
    found = day_index(calendar).dues(instants_of(pa.array(received, pa.timestamp("us"))), maximum)
    assert [instant(each) for each in found] == [calendar.due(at, maximum) for at in received]


@pytest.mark.parametrize("calendar", [SHIPPED, HALF_WEEK], ids=["shipped", "half week"])
def test_working_days_are_those_of_the_calendar(calendar: Calendar) -> None:
    received = instants_of(pa.array([*INSTANTS, *FAR], pa.timestamp("us")))
    for shift in (-DAY, timedelta(0), HOUR, 11 * DAY, 400 * DAY):
        finished = received + instants_of(pa.array([EPOCH + shift]))[0]
        found = day_index(calendar).working_days(received, finished)
        for start, end, days in zip(received, finished, found, strict=True):
            expected = calendar.elapsed(instant(start), instant(end))
            assert (None if np.isnan(days) else days) == expected


def test_an_open_dossier_has_no_working_days() -> None:
    received = instants_of(pa.array([START]))
    assert np.isnan(day_index(SHIPPED).working_days(received, np.array([NEVER]))).all()
    assert one()["working_days"] is None


def test_an_answered_request_takes_its_days_out() -> None:
    steps = [(MONDAY, 2), (MONDAY + 4 * DAY, 9)]
    pause = [(MONDAY + DAY, MONDAY + 3 * DAY)]
    assert one(received_printed_at=MONDAY, steps=steps)["working_days"] == 4
    paused = one(received_printed_at=MONDAY, steps=steps, supplements=pause)
    assert (paused["working_days"], paused["supplement_count"]) == (2, 1)


def test_a_request_still_open_at_the_finish_takes_nothing_out() -> None:
    steps = [(MONDAY, 2), (MONDAY + 4 * DAY, 9)]
    for answered in (None, MONDAY + 5 * DAY):
        found = one(received_printed_at=MONDAY, steps=steps, supplements=[(MONDAY + DAY, answered)])
        assert (found["working_days"], found["supplement_count"]) == (4, 1)


def test_steps_5_count_as_requests_where_the_dossier_lists_none() -> None:
    steps = [(START, 2), (START + HOUR, 5), (START + 2 * HOUR, 4), (START + 3 * HOUR, 5)]
    assert one(steps=steps)["supplement_count"] == 2
    assert one(steps=steps, supplements=[(START, None)])["supplement_count"] == 1


@pytest.mark.parametrize("status", [3, 7, 8])
def test_what_was_closed_has_an_end_by_the_portal_and_no_finish(status: int) -> None:
    due, closed_at = START + 9 * DAY, START + DAY
    steps = [(START, 2), (closed_at, status)]
    found = one(steps=steps, due_at=due, ended_at=closed_at + HOUR)
    assert (found["end_at"], found["portal_end_at"]) == (None, closed_at)
    assert found["working_days"] is None


def test_a_step_9_outranks_a_refusal() -> None:
    steps = [(START, 2), (START + DAY, 3), (START + 2 * DAY, 9)]
    assert one(steps=steps, due_at=START)["end_at"] == START + 2 * DAY


def test_stored_phases_are_those_of_core() -> None:
    rows = judge_dossiers(invented(400, wild=1), setting())
    stored = zip(row_times(rows, MAXIMA), rows["is_plain"], rows["phases"], strict=True)
    for times, is_plain, found in stored:
        if is_plain.as_py():
            assert found.as_py() is None
            continue
        expected = [
            {"clock": clock.code, **phase._asdict()}
            for clock in (Clock("portal"), Clock("date"), Clock("working_time"))
            for phase in phases(times, clock, SHIPPED)
        ]
        assert found.as_py() == expected


def test_workers_judge_as_one_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    table = invented(600, wild=0.5)
    monkeypatch.setattr("caicach.engine.judgements.phased.FEWEST", 50)
    monkeypatch.setattr("caicach.engine.judgements.phased.CHUNK", 40)
    alone = judge_dossiers(table, setting())
    with open_pool(2) as pool:
        spread = judge_dossiers(table, replace(setting(), workers=2, pool=pool))
    assert spread.to_pylist() == alone.to_pylist()


def test_one_worker_is_no_pool() -> None:
    with open_pool(1) as pool:
        assert pool is None


NINE = (START + DAY, 9)


@pytest.mark.parametrize(
    ("flaw", "given"),
    [
        ("closed-without-date", {"status": "withdrawn"}),
        ("closed-without-date", {"status": "stopped", "steps": [(START, 2)]}),
        ("due-unknown", {}),
        ("finished-without-date", {"status": "finished"}),
        ("finished-without-date", {"status": "returned", "steps": [(START, 4)]}),
        ("nine-taken-up-again", {"steps": [NINE, (START + 2 * DAY, 9)]}),
        ("nine-taken-up-again", {"steps": [NINE, (START + 2 * DAY, 4)]}),
        ("waiting-without-date", {"status": "supplement"}),
    ],
)
def test_a_flaw_is_told(flaw: str, given: dict[str, Any]) -> None:
    assert flaw in one(**given)["faults"]


@pytest.mark.parametrize(
    ("flaw", "given"),
    [
        ("closed-without-date", {"status": "refused", "refused_at": START}),
        ("closed-without-date", {"status": "withdrawn", "steps": [(START, 7)]}),
        ("due-unknown", {"due_at": START}),
        ("finished-without-date", {"status": "finished", "returned_at": START}),
        ("finished-without-date", {"status": "finished", "steps": [NINE]}),
        ("nine-taken-up-again", {"steps": [NINE, (START + 2 * DAY, 10)]}),
        ("waiting-without-date", {"status": "supplement", "steps": [(START, 5)]}),
        ("waiting-without-date", {"status": "supplement", "supplements": [(START, None)]}),
    ],
)
def test_a_flaw_that_is_none_is_not_told(flaw: str, given: dict[str, Any]) -> None:
    assert flaw not in one(**given)["faults"]


def test_a_flaw_that_was_mended_leaves_and_the_codes_of_others_stay() -> None:
    row = Inventor(1).row(1, status=None, received_printed_at=START, due_at=START, steps=[])
    row |= {"faults": ["code-unknown", "due-unknown", "b"]}
    judged = judge_dossiers(
        dossier_table([row, row | {"due_at": None, "procedure": None}]), setting()
    )
    assert judged["faults"].to_pylist() == [
        ["code-unknown", "b"],
        ["code-unknown", "b", "due-unknown"],
    ]


def test_every_flaw_is_set_somewhere_in_a_wild_feed() -> None:
    judged = judge_dossiers(invented(3000, wild=1), setting())
    told = {code for codes in judged["faults"].to_pylist() for code in codes or ()}
    assert told >= set(FLAWS)


def test_another_calendar_moves_what_hangs_on_it_and_nothing_else() -> None:
    table = invented(500)
    shipped = judge_dossiers(table, setting())
    other = judge_dossiers(table, JudgementSetting(HALF_WEEK, MAXIMA))
    moved = {name for name in table.column_names if not shipped[name].equals(other[name])}
    assert moved == {"due_used_at", "phases", "working_days"}
