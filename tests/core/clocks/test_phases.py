"""Phases: at any period end they hold the state that the clock judges."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dossier_made import (
    CALENDAR,
    CLOCKS,
    DATE,
    NOT_COUNTED,
    ON_TIME,
    OPEN_IN_TIME,
    OPEN_OVERDUE,
    OVERDUE,
    PORTAL,
    WORKING,
    at,
    dossier,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caicach.core.clocks import (
    Clock,
    DossierTimes,
    MaximumTime,
    Phase,
    State,
    Step,
    Supplement,
    judge,
    load_clock,
    phases,
)

SECOND = timedelta(seconds=1)


def turns(times: DossierTimes, clock: Clock) -> list[tuple[datetime, State]]:
    return [(each.from_at, each.state) for each in phases(times, clock, CALENDAR)]


def test_a_dossier_that_is_never_counted_has_no_phases() -> None:
    never = dossier(("02 09:00", 1), due_at="10 17:00")
    assert [phases(never, clock, CALENDAR) for clock in CLOCKS] == [(), (), ()]
    assert phases(dossier(("02 09:00", 2), ("05 09:00", 9)), PORTAL, CALENDAR) == ()


def test_each_clock_becomes_late_at_its_own_second() -> None:
    unfinished = dossier(("02 09:00", 2), due_at="10 17:00")
    received = (at("02 09:00"), OPEN_IN_TIME)
    assert turns(unfinished, PORTAL) == [received, (at("10 17:00:01"), OPEN_OVERDUE)]
    assert turns(unfinished, DATE) == [received, (at("11 00:00"), OPEN_OVERDUE)]
    assert turns(unfinished, WORKING) == [received, (at("10 17:00"), OPEN_OVERDUE)]


def test_a_pause_moves_the_second_at_which_the_portal_is_late() -> None:
    answered = dossier(("02 09:00", 2), ("03 09:00", 5), ("05 10:00", 4), due_at="10 17:00")
    assert turns(answered, PORTAL)[-1] == (at("12 18:00:01"), OPEN_OVERDUE)


def test_a_finish_that_changes_is_a_phase_of_its_own() -> None:
    twice = dossier(("02 09:00", 2), ("05 09:00", 9), ("06 09:00", 9), due_at="10 17:00")
    assert phases(twice, DATE, CALENDAR) == (
        Phase(at("02 09:00"), at("05 09:00"), OPEN_IN_TIME, NOT_COUNTED, None),
        Phase(at("05 09:00"), at("06 09:00"), ON_TIME, OPEN_IN_TIME, at("05 09:00")),
        Phase(at("06 09:00"), None, ON_TIME, ON_TIME, at("06 09:00")),
    )


def test_a_phase_that_is_not_counted_stays_where_others_came_before() -> None:
    withdrawn = dossier(("02 09:00", 2), ("05 09:00", 7), due_at="10 17:00")
    assert turns(withdrawn, WORKING)[-1] == (at("05 09:00"), NOT_COUNTED)


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_due_time_at_the_end_of_all_calendars_is_never_missed(clock: Clock) -> None:
    for_ever = dossier(("02 09:00", 2), due_at=datetime.fromisoformat("9999-12-31T23:59:59"))
    assert OPEN_IN_TIME in [state for _, state in turns(for_ever, clock)]
    assert [state for _, state in turns(for_ever, clock)][:1] == [OPEN_IN_TIME]


GRID = [at("02 00:00") + timedelta(hours=6 * n) for n in range(48)]
INSTANTS = st.sampled_from(GRID)
MAYBE = st.none() | INSTANTS
STEPS = st.lists(st.builds(Step, INSTANTS, st.integers(0, 10)), max_size=8).map(
    lambda steps: tuple(sorted(steps))
)
SUPPLEMENTS = st.none() | st.lists(st.builds(Supplement, MAYBE, MAYBE), max_size=3).map(tuple)
MAXIMA = st.none() | st.builds(
    MaximumTime, st.integers(1, 6), st.sampled_from(["working_day", "calendar_day", "hour"])
)
DOSSIERS = st.builds(
    DossierTimes,
    status=st.none() | st.integers(0, 10),
    received_at=MAYBE,
    due_at=MAYBE,
    ended_at=MAYBE,
    returned_at=MAYBE,
    refused_at=MAYBE,
    submitted_at=MAYBE,
    steps=STEPS,
    supplements=SUPPLEMENTS,
    maximum=MAXIMA,
)
READINGS: list[dict[str, Any]] = [
    {},
    {"knowledge": "whole_feed"},
    {"second_request": "subtract_union"},
    {"due_on_day_off": "next_working_day"},
    {"knowledge": "whole_feed", "second_request": "subtract_union"},
]
ALL_CLOCKS = [Clock(clock.name, **reading) for clock in CLOCKS for reading in READINGS]
ENDS = st.builds(
    lambda instant, seconds: instant + timedelta(seconds=seconds),
    INSTANTS,
    st.integers(-2, 2) | st.integers(0, 24 * 3600),
)


def state_at(found: tuple[Phase, ...], end: datetime) -> tuple[State, datetime | None]:
    for each in found:
        if each.from_at <= end and (each.until_at is None or end < each.until_at):
            return each.state, each.end_at
    return NOT_COUNTED, None


@given(DOSSIERS, st.sampled_from(ALL_CLOCKS), st.lists(ENDS, min_size=1, max_size=12))
@settings(max_examples=800, deadline=None)
@example(
    dossier(("02 06:00", 2), ("03 00:00", 5), ("05 00:00", 4), due_at="06 00:00"), PORTAL, GRID
)
@example(dossier(("02 06:00", 1), refused_at="05 06:00", status=3), DATE, GRID)
@example(dossier(("08 06:00", 4), ended_at="05 06:00", received_at="04 06:00"), PORTAL, GRID)
def test_the_phase_that_holds_has_the_state_that_is_judged(
    times: DossierTimes, clock: Clock, ends: list[datetime]
) -> None:
    found = phases(times, clock, CALENDAR)
    for instant in [*ends, *(each.from_at for each in found)]:
        for end in (instant - SECOND, instant, instant + SECOND):
            judgement = judge(times, clock, CALENDAR, end=end)
            state, finished_at = state_at(found, end)
            assert state is judgement.state
            assert (finished_at is not None) == state.is_finished
            if finished_at is not None:
                assert judge(times, clock, CALENDAR, end=end, start=finished_at).state is state
                after = judge(times, clock, CALENDAR, end=end, start=finished_at + SECOND)
                assert after.state is NOT_COUNTED


@given(DOSSIERS, st.sampled_from(ALL_CLOCKS))
@settings(max_examples=200, deadline=None)
def test_phases_follow_each_other_and_each_differs_from_the_one_before(
    times: DossierTimes, clock: Clock
) -> None:
    found = phases(times, clock, CALENDAR)
    if not found:
        return
    assert found[0].was is NOT_COUNTED
    assert found[0].state is not NOT_COUNTED
    assert found[-1].until_at is None
    for before, after in pairwise(found):
        assert before.until_at == after.from_at > before.from_at
        assert after.was is before.state
        assert (after.state, after.end_at) != (before.state, before.end_at)


@given(DOSSIERS, st.sampled_from([PORTAL, DATE, WORKING]), ENDS, ENDS)
@settings(max_examples=200, deadline=None)
def test_a_start_only_takes_away_what_was_finished_before_it(
    times: DossierTimes, clock: Clock, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    whole = judge(times, clock, CALENDAR, end=end)
    cohort = judge(times, clock, CALENDAR, end=end, start=start)
    _, finished_at = state_at(phases(times, clock, CALENDAR), end)
    was_finished = finished_at is not None and finished_at < start
    assert cohort.state is (NOT_COUNTED if was_finished else whole.state)


@given(DOSSIERS, ENDS)
@settings(max_examples=200, deadline=None)
def test_every_reading_of_a_clock_is_judged_without_fail(
    times: DossierTimes, end: datetime
) -> None:
    for clock in ALL_CLOCKS:
        found = judge(times, clock, CALENDAR, end=end)
        assert found.state in (NOT_COUNTED, ON_TIME, OVERDUE, OPEN_IN_TIME, OPEN_OVERDUE)
        if found.state.is_finished:
            assert found.end_at is not None


def test_the_order_of_readings_does_not_matter() -> None:
    one = load_clock("portal", {"knowledge": "whole_feed", "due_on_day_off": "as_printed"})
    other = load_clock("portal", {"due_on_day_off": "as_printed", "knowledge": "whole_feed"})
    assert one == other
