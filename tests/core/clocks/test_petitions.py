"""Petitions: four limits in working days, open until answered or refused."""

from datetime import datetime

import pytest
from dossier_made import (
    CALENDAR,
    NOT_COUNTED,
    ON_TIME,
    OPEN_IN_TIME,
    OPEN_OVERDUE,
    OVERDUE,
    at,
)

from caicach.core.clocks import Phase, State, petition_phases

RECEIVED = "02 09:00"
LATE = "23 09:00:01"
"""The first second after fifteen working days."""


def found(
    refused: str | None = None,
    supplement: str | None = None,
    answered: str | None = None,
    published: str | None = None,
) -> list[tuple[datetime, State]]:
    times = [at(each) if each else None for each in (refused, supplement, answered, published)]
    return [(each.from_at, each.state) for each in petition_phases(at(RECEIVED), *times, CALENDAR)]


def test_a_petition_that_was_never_received_has_no_phases() -> None:
    assert petition_phases(None, None, None, at("05 09:00"), None, CALENDAR) == ()


def test_an_open_petition_is_late_after_fifteen_working_days() -> None:
    assert found() == [(at(RECEIVED), OPEN_IN_TIME), (at(LATE), OPEN_OVERDUE)]


@pytest.mark.parametrize(("answered", "state"), [("23 09:00", ON_TIME), (LATE, OVERDUE)])
def test_an_answer_ends_it(answered: str, state: State) -> None:
    assert found(answered=answered)[-1] == (at(answered), state)


def test_an_answered_petition_has_its_answer_as_its_end() -> None:
    phases = petition_phases(at(RECEIVED), None, None, at("05 09:00"), None, CALENDAR)
    assert phases == (
        Phase(at(RECEIVED), at("05 09:00"), OPEN_IN_TIME, NOT_COUNTED, None),
        Phase(at("05 09:00"), None, ON_TIME, OPEN_IN_TIME, at("05 09:00")),
    )


@pytest.mark.parametrize(("refused", "state"), [("04 09:00", ON_TIME), ("04 09:00:01", OVERDUE)])
def test_a_refusal_has_two_working_days(refused: str, state: State) -> None:
    assert found(refused=refused) == [(at(RECEIVED), OPEN_IN_TIME), (at(refused), state)]


def test_what_comes_first_of_answer_and_refusal_ends_it() -> None:
    assert found(refused="10 09:00", answered="05 09:00")[-1] == (at("05 09:00"), ON_TIME)
    assert found(refused="03 09:00", answered="05 09:00")[-1] == (at("03 09:00"), ON_TIME)


def test_more_must_be_asked_for_within_five_working_days() -> None:
    assert found(supplement="09 09:00", answered="10 09:00")[-1][1] is ON_TIME
    assert found(supplement="09 09:00:01", answered="10 09:00")[1:] == [
        (at("09 09:00:01"), OPEN_OVERDUE),
        (at("10 09:00"), OVERDUE),
    ]
    assert found(supplement="11 09:00", answered="10 09:00")[-1] == (at("10 09:00"), ON_TIME)


def test_an_answer_is_published_within_two_working_days() -> None:
    assert found(answered="05 09:00", published="09 09:00")[-1] == (at("05 09:00"), ON_TIME)
    assert found(answered="05 09:00", published="09 09:00:01")[1:] == [
        (at("05 09:00"), ON_TIME),
        (at("09 09:00:01"), OVERDUE),
    ]


def test_an_answer_that_is_not_published_is_not_late() -> None:
    assert found(answered="05 09:00")[-1] == (at("05 09:00"), ON_TIME)


def test_an_answer_before_receipt_counts_from_receipt() -> None:
    assert found(answered="01 09:00") == [(at(RECEIVED), ON_TIME)]
