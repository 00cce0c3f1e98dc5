"""What only the state of a dossier tells, without a step or a date."""

import pytest
from dossier_made import (
    DATE,
    NOT_COUNTED,
    ON_TIME,
    OPEN_IN_TIME,
    OPEN_OVERDUE,
    OVERDUE,
    WORKING,
    at,
    dossier,
    judged,
    states,
)

from caicach.core.clocks import State

RECEIVED = ("02 09:00", 2)


def test_status_5_or_9_without_step_or_date() -> None:
    """5 is waiting, and the portal counts no request; 9 and 10 are not finished."""
    waiting = dossier(status=5, received_at="02 09:00", due_at="10 17:00")
    assert states(waiting) == (OPEN_OVERDUE, OPEN_IN_TIME, OPEN_IN_TIME)
    assert judged(waiting, DATE).reason == "waiting-by-status"
    for status in (9, 10):
        ended = dossier(status=status, received_at="02 09:00", due_at="10 17:00")
        assert states(ended) == (OPEN_OVERDUE,) * 3


def test_a_step_still_to_come_tells_more_than_the_status() -> None:
    waiting = dossier(RECEIVED, ("20 09:00", 5), status=5, due_at="10 17:00")
    assert states(waiting, "12") == (OPEN_OVERDUE,) * 3
    refused = dossier(RECEIVED, ("20 09:00", 3), status=3, due_at="10 17:00")
    assert states(refused, "12") == (OPEN_OVERDUE,) * 3


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (3, (OPEN_OVERDUE, ON_TIME, ON_TIME)),
        (8, (OPEN_OVERDUE, ON_TIME, ON_TIME)),
        (7, (OPEN_OVERDUE, ON_TIME, NOT_COUNTED)),
    ],
)
def test_a_closing_that_only_the_status_tells(status: int, expected: tuple[State, ...]) -> None:
    """Known from the receipt on if nothing came after; the portal takes it for open."""
    closed = dossier(status=status, received_at="02 09:00", due_at="10 17:00")
    assert states(closed) == expected
    assert judged(closed, DATE).end_at == at("02 09:00")
    filed = dossier(status=status, submitted_at="01 09:00")
    assert judged(filed, DATE).end_at == at("01 09:00")
    assert judged(dossier(status=status), DATE).state is NOT_COUNTED


@pytest.mark.parametrize("status", [3, 7, 8])
def test_a_closing_without_time_comes_after_the_last_that_was_seen(status: int) -> None:
    worked_on = dossier(RECEIVED, ("20 09:00", 4), status=status, due_at="10 17:00")
    assert states(worked_on, "19") == (OPEN_OVERDUE,) * 3
    assert judged(worked_on, DATE, "20").end_at == at("20 09:00")
    assert judged(worked_on, DATE, start="19 09:00").state is ON_TIME
    asked = dossier(RECEIVED, status=status, supplements=[("04 09:00", "20 09:00")])
    assert judged(asked, DATE, "19").state is OPEN_IN_TIME
    assert judged(asked, DATE, "20").end_at == at("20 09:00")
    never_received = dossier(("02 09:00", 1), status=status)
    assert judged(never_received, DATE).end_at == at("02 09:00")


def test_waiting_without_time_comes_after_the_last_that_was_seen() -> None:
    waiting = dossier(RECEIVED, ("20 09:00", 4), status=5, due_at="10 17:00")
    assert states(waiting, "19") == (OPEN_OVERDUE,) * 3
    assert states(waiting, "20") == (OPEN_OVERDUE, OPEN_IN_TIME, OPEN_IN_TIME)


def test_a_closing_by_status_ends_at_the_printed_end() -> None:
    closed = dossier(status=8, received_at="02 09:00", due_at="10 17:00", ended_at="12 09:00")
    assert states(closed, "11") == (OPEN_OVERDUE,) * 3
    assert states(closed, "12") == (OVERDUE, ON_TIME, ON_TIME)
    assert judged(closed, DATE).end_at == at("12 09:00")


def test_a_withdrawal_by_status_holds_beside_a_printed_refusal() -> None:
    withdrawn = dossier(
        RECEIVED, status=7, refused_at="05 09:00", returned_at="12 09:00", due_at="10 17:00"
    )
    assert judged(withdrawn, WORKING).state is NOT_COUNTED
    assert judged(withdrawn, DATE).end_at == at("12 09:00")
    assert judged(withdrawn, DATE, "11").reason == "refusal-date"
    assert judged(withdrawn._replace(status=3), WORKING).state is ON_TIME
