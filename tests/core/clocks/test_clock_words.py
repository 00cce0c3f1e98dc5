"""Clocks as data: readings, options, words of states and reasons."""

import ast
from pathlib import Path

import pytest

from caicach.core.clocks import (
    CLOCK_CODES,
    Clock,
    ClockChoiceError,
    State,
    clock_definitions,
    load_clock,
    reason_words,
    state_words,
    taken_readings,
)
from caicach.core.clocks import clock as clock_module
from caicach.core.clocks.words import clock_words

SOURCE = Path(clock_module.__file__).parent


def test_numbers_of_stored_clocks_and_states_stay_what_they_are() -> None:
    assert CLOCK_CODES == {"portal": 1, "date": 2, "working_time": 3}
    assert [(int(each), str(each)) for each in State] == [
        (0, "not_counted"),
        (1, "on_time"),
        (2, "overdue"),
        (3, "open_in_time"),
        (4, "open_overdue"),
    ]


@pytest.mark.parametrize("name", CLOCK_CODES)
def test_a_clock_is_judged_by_the_defaults_of_its_definition(name: str) -> None:
    clock = load_clock(name)
    assert clock == Clock(clock.name)
    definition = clock_definitions()[clock.name]
    assert taken_readings(clock) == {each.id: each.default for each in definition.readings}


def test_every_option_can_be_taken_and_is_told() -> None:
    taken = 0
    for name, definition in clock_definitions().items():
        for reading in definition.readings:
            for option in reading.options:
                clock = load_clock(name, {reading.id: option.id})
                assert taken_readings(clock)[reading.id] == option.id
                taken += 1
    assert taken == 14


@pytest.mark.parametrize(
    ("name", "choices", "code"),
    [
        ("clock", {}, "clock-unknown"),
        ("date", {"second_request": "overdue"}, "clock-reading-unknown"),
        ("portal", {"second_request": "ignore"}, "clock-option-unknown"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    name: str, choices: dict[str, str], code: str
) -> None:
    with pytest.raises(ClockChoiceError) as found:
        load_clock(name, choices, "--clock")
    assert (found.value.issue.code, found.value.issue.where) == (code, "--clock")
    assert ": " in found.value.issue.remedy("en")


def test_every_state_has_words_in_both_languages() -> None:
    assert [state_words(each) for each in State][1:3] == ["đúng hạn", "quá hạn"]
    assert state_words(State.OPEN_IN_TIME, "en") == "open, in time"
    assert set(clock_words().states) == {str(each) for each in State}


def texts() -> set[str]:
    found = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_reason_with_words_is_given_by_a_clock() -> None:
    assert set(clock_words().reasons) - texts() == set()
    assert all(each.en for each in clock_words().reasons.values())
    assert reason_words("second-request") == "yêu cầu bổ sung lần thứ hai"
