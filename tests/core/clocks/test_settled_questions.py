"""What the definitions left open, one test for each settled question and its option."""

import pytest
from dossier_made import (
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
    judged,
    states,
)

from caicach.core.clocks import Clock, MaximumTime, Step, load_clock

RECEIVED = ("02 09:00", 2)


def test_what_is_known_at_the_period_end() -> None:
    """Only what happened up to it; one received later is not counted."""
    late = dossier(RECEIVED, ("20 09:00", 9), due_at="10 17:00")
    assert states(late, "09") == (OPEN_IN_TIME, OPEN_IN_TIME, OPEN_IN_TIME)
    assert states(late, "19") == (OPEN_OVERDUE, OPEN_OVERDUE, OPEN_OVERDUE)
    assert states(late, "20") == (OVERDUE, OVERDUE, OVERDUE)
    assert states(late, "01") == (NOT_COUNTED, NOT_COUNTED, NOT_COUNTED)
    assert (
        judged(late._replace(received_at=at("02 09:00")), PORTAL, "01").reason == "received-later"
    )


@pytest.mark.parametrize("clock", CLOCKS)
def test_option_the_whole_feed_is_known(clock: Clock) -> None:
    whole = load_clock(clock.name, {"knowledge": "whole_feed"})
    late = dossier(RECEIVED, ("20 09:00", 9), due_at="10 17:00")
    assert judged(late, whole, "09").state is OVERDUE
    assert judged(late, whole, "01").state is NOT_COUNTED


def test_a_later_supplement_answer_is_unknown() -> None:
    answered = dossier(RECEIVED, ("03 09:00", 5), ("20 09:00", 4), due_at="10 17:00")
    assert judged(answered, DATE, "15").reason == "waiting"
    assert judged(answered, DATE, "20").state is OPEN_OVERDUE


TWICE = dossier(
    RECEIVED,
    *(("03 09:00", 5), ("05 09:00", 4), ("06 09:00", 5), ("09 09:00", 4)),
    ("12 09:00", 9),
    due_at="10 17:00",
)


def test_portal_two_requests_both_answered_and_finished() -> None:
    found = judged(TWICE, PORTAL)
    assert (found.state, found.reason) == (OVERDUE, "second-request")
    assert found.step == (at("06 09:00"), 5)
    early = TWICE._replace(due_at=at("30 17:00"))
    assert judged(early, PORTAL).state is OVERDUE


def test_a_request_listed_twice_is_one_request() -> None:
    listed = [("03 09:00", None), ("03 09:00", "06 09:00"), ("03 09:00", "05 09:00")]
    sent_again = dossier(RECEIVED, ("12 09:00", 9), supplements=listed, due_at="10 17:00")
    found = judged(sent_again, PORTAL)
    assert (found.state, found.end_at, found.reason) == (ON_TIME, at("10 09:00"), "paused")
    assert judged(sent_again, PORTAL, "04").reason == "waiting"


def test_a_step_5_sent_by_two_units_is_one_request() -> None:
    asked = (("03 09:00", 5), ("03 09:00", 5))
    answered = dossier(RECEIVED, *asked, ("05 09:00", 4), ("12 09:00", 9), due_at="10 17:00")
    assert judged(answered, PORTAL).reason == "paused"
    assert judged(answered, PORTAL, "04").reason == "waiting"


UNION = load_clock("portal", {"second_request": "subtract_union"})


def test_option_the_union_of_the_intervals_is_subtracted() -> None:
    found = judged(TWICE, UNION)
    assert (found.state, found.end_at) == (ON_TIME, at("07 09:00"))
    overlapping = dossier(
        RECEIVED,
        ("12 09:00", 9),
        supplements=[("03 09:00", "06 09:00"), ("05 09:00", "09 09:00")],
        due_at="10 17:00",
    )
    assert judged(overlapping, UNION).end_at == at("06 09:00")


def test_option_union_an_open_request_ends_the_count_at_its_time() -> None:
    waiting = dossier(
        RECEIVED,
        supplements=[("03 09:00", "05 09:00"), ("12 09:00", None)],
        due_at="10 17:00",
    )
    found = judged(waiting, UNION)
    assert (found.state, found.end_at, found.reason) == (OPEN_IN_TIME, at("10 09:00"), "waiting")
    overlapping = waiting._replace(
        supplements=dossier(supplements=[("03 09:00", "05 09:00"), ("04 09:00", None)]).supplements
    )
    assert judged(overlapping, UNION).end_at == at("03 09:00")


def test_waiting_for_the_citizen() -> None:
    waiting = dossier(RECEIVED, ("03 09:00", 5), due_at="10 17:00")
    assert states(waiting) == (OPEN_IN_TIME, OPEN_IN_TIME, OPEN_IN_TIME)
    assert judged(waiting, PORTAL).end_at == at("03 09:00")
    asked_late = dossier(RECEIVED, ("11 09:00", 5), due_at="10 17:00")
    assert states(asked_late) == (OPEN_OVERDUE, OPEN_IN_TIME, OPEN_IN_TIME)


def test_a_second_open_request_is_overdue_whatever_the_due_date() -> None:
    again = dossier(RECEIVED, ("03 09:00", 5), ("04 09:00", 4), ("05 09:00", 5), due_at="30 17:00")
    assert states(again, "06") == (OPEN_OVERDUE, OPEN_IN_TIME, OPEN_IN_TIME)
    assert judged(again, PORTAL, "04").state is OPEN_IN_TIME


def test_no_receipt_date() -> None:
    """The printed receipt, else the first step 2; open and never received is not counted."""
    by_step = dossier(("02 09:00", 2), ("05 09:00", 2), maximum=MaximumTime(1, "working_day"))
    assert judged(by_step, PORTAL).due_at == at("03 09:00")
    printed = by_step._replace(received_at=at("04 09:00"))
    assert judged(printed, PORTAL).due_at == at("05 09:00")
    assert states(dossier(("02 09:00", 1), due_at="03 09:00")) == (NOT_COUNTED,) * 3


def test_closed_and_never_received() -> None:
    refused = dossier(("02 09:00", 1), ("05 09:00", 3), due_at="04 09:00")
    assert states(refused) == (OVERDUE, ON_TIME, ON_TIME)
    assert states(refused, "04") == (NOT_COUNTED,) * 3
    withdrawn = dossier(("02 09:00", 1), ("05 09:00", 7), due_at="04 09:00")
    assert states(withdrawn) == (NOT_COUNTED, ON_TIME, NOT_COUNTED)


@pytest.mark.parametrize(
    ("maximum", "due"),
    [
        (MaximumTime(2, "working_day"), "10 14:00"),
        (MaximumTime(2, "calendar_day"), "08 14:00"),
        (MaximumTime(8, "hour"), "06 22:00"),
    ],
)
def test_received_plus_maximum_time(maximum: MaximumTime, due: str) -> None:
    """The same hour as receipt for days; hours by the wall clock."""
    found = judged(dossier(received_at="06 14:00", maximum=maximum), PORTAL)
    assert found.due_at == at(due)


def test_a_printed_due_time_outranks_the_maximum_time() -> None:
    both = dossier(RECEIVED, due_at="20 17:00", maximum=MaximumTime(1, "working_day"))
    assert judged(both, PORTAL).due_at == at("20 17:00")


def test_finish_of_date_and_working_time() -> None:
    """End of processing, else step 9, else step 10, else the hand-over."""
    steps = (RECEIVED, ("05 09:00", 9), ("06 09:00", 10))
    printed = {"ended_at": "04 09:00", "returned_at": "07 09:00", "due_at": "30 17:00"}
    whole = dossier(*steps, **printed)
    for clock in (DATE, WORKING):
        assert judged(whole, clock).end_at == at("04 09:00")
        assert judged(whole._replace(ended_at=None), clock).end_at == at("05 09:00")
        no_nine = dossier(RECEIVED, steps[2], returned_at="07 09:00", due_at="30 17:00")
        assert judged(no_nine, clock).end_at == at("06 09:00")
        only = dossier(RECEIVED, returned_at="07 09:00", due_at="30 17:00")
        assert judged(only, clock).end_at == at("07 09:00")


@pytest.mark.parametrize("clock", [DATE, WORKING])
def test_the_hand_over_never_stands_for_a_later_end_of_processing(clock: Clock) -> None:
    odd = dossier(RECEIVED, returned_at="07 09:00", ended_at="09 09:00", due_at="08 17:00")
    assert judged(odd, clock, "08 12:00").state is OPEN_IN_TIME
    assert judged(odd, clock, "09").state is OVERDUE


def test_portal_without_steps() -> None:
    """Falls back to the end of processing, the hand-over, the refusal; never beside steps."""
    printed = dossier(
        received_at="02 09:00",
        due_at="30 17:00",
        ended_at="04 09:00",
        returned_at="05 09:00",
        refused_at="06 09:00",
    )
    assert judged(printed, PORTAL).end_at == at("04 09:00")
    assert judged(printed._replace(ended_at=None), PORTAL).end_at == at("05 09:00")
    refused = printed._replace(ended_at=None, returned_at=None)
    assert judged(refused, PORTAL).end_at == at("06 09:00")
    stepped = printed._replace(steps=dossier(RECEIVED).steps)
    assert judged(stepped, PORTAL).state is OPEN_OVERDUE


def test_stopped() -> None:
    """As refused: on time by date and by working time, judged by its time in the portal."""
    stopped = dossier(RECEIVED, ("12 09:00", 8), due_at="10 17:00")
    assert states(stopped) == (OVERDUE, ON_TIME, ON_TIME)


def test_refused_and_withdrawn() -> None:
    refused = dossier(RECEIVED, ("12 09:00", 3), due_at="10 17:00")
    assert states(refused) == (OVERDUE, ON_TIME, ON_TIME)
    withdrawn = dossier(RECEIVED, ("12 09:00", 7), due_at="10 17:00")
    assert states(withdrawn) == (OVERDUE, ON_TIME, NOT_COUNTED)


def test_portal_neither_due_date_nor_maximum_time() -> None:
    nothing = dossier(RECEIVED, ("05 09:00", 9))
    assert states(nothing) == (NOT_COUNTED, ON_TIME, ON_TIME)
    assert judged(nothing, PORTAL).reason == "no-due"
    assert judged(nothing, DATE).reason == "no-due-date"
    assert states(dossier(RECEIVED)) == (NOT_COUNTED, OPEN_IN_TIME, OPEN_IN_TIME)


OVER_WEEKEND = dossier(RECEIVED, ("09 08:00", 9), due_at="07 09:00")


def test_due_date_on_a_day_off() -> None:
    """As printed: 7 March is a Saturday."""
    assert states(OVER_WEEKEND) == (OVERDUE, OVERDUE, OVERDUE)


@pytest.mark.parametrize("clock", CLOCKS)
def test_option_a_due_date_on_a_day_off_moves(clock: Clock) -> None:
    moving = load_clock(clock.name, {"due_on_day_off": "next_working_day"})
    found = judged(OVER_WEEKEND, moving)
    assert (found.state, found.due_at) == (ON_TIME, at("09 09:00"))


def test_supplement_intervals() -> None:
    """The dossier's list where there is one, else step 5 to the next step 2 or 4."""
    steps = (RECEIVED, ("03 09:00", 5), ("04 09:00", 1), ("05 09:00", 4), ("12 09:00", 9))
    by_steps = dossier(*steps, due_at="10 17:00")
    assert judged(by_steps, PORTAL).end_at == at("10 09:00")
    listed = dossier(*steps, supplements=[("03 09:00", "04 09:00")], due_at="10 17:00")
    assert judged(listed, PORTAL).end_at == at("11 09:00")
    empty = dossier(*steps, supplements=[], due_at="10 17:00")
    timeless = dossier(*steps, supplements=[(None, None)], due_at="10 17:00")
    assert judged(empty, PORTAL).end_at == judged(timeless, PORTAL).end_at == at("10 09:00")


def test_a_request_still_open_at_step_9_subtracts_nothing() -> None:
    never = dossier(RECEIVED, ("03 09:00", 5), ("12 09:00", 9), due_at="10 17:00")
    assert judged(never, PORTAL).end_at == at("12 09:00")
    later = dossier(
        RECEIVED, ("12 09:00", 9), supplements=[("03 09:00", "13 09:00")], due_at="10 17:00"
    )
    assert judged(later, PORTAL).end_at == at("12 09:00")


def test_several_steps_9() -> None:
    """The last one known; a 9 is an end even if taken up again later."""
    twice = dossier(RECEIVED, ("05 09:00", 9), ("06 09:00", 4), ("12 09:00", 9), due_at="10 17:00")
    assert states(twice, "07") == (ON_TIME, ON_TIME, ON_TIME)
    assert states(twice, "12") == (OVERDUE, OVERDUE, OVERDUE)


@pytest.mark.parametrize("resumed", [2, 4])
def test_refused_then_accepted(resumed: int) -> None:
    undone = dossier(RECEIVED, ("03 09:00", 3), ("04 09:00", resumed), due_at="10 17:00")
    assert states(undone, "03") == (ON_TIME, ON_TIME, ON_TIME)
    assert states(undone, "09") == (OPEN_IN_TIME,) * 3
    assert states(undone, "31") == (OPEN_OVERDUE,) * 3


def test_a_printed_refusal_is_undone_too() -> None:
    undone = dossier(RECEIVED, ("04 09:00", 4), refused_at="03 09:00", due_at="10 17:00")
    assert judged(undone, DATE).state is OPEN_OVERDUE
    refused = undone._replace(refused_at=at("05 09:00"))
    assert states(refused) == (OPEN_OVERDUE, ON_TIME, ON_TIME)


def test_unreadable_due_date() -> None:
    """It comes as absent: the maximum time decides where there is one."""
    absent = dossier(RECEIVED, ("12 09:00", 9), maximum=MaximumTime(3, "working_day"))
    assert states(absent) == (OVERDUE, ON_TIME, ON_TIME)


def test_finish_after_now_but_within_the_period_counts() -> None:
    later = dossier(RECEIVED, ("12 09:00", 9), due_at="11 17:00")
    assert judged(later, WORKING, "31", now="10 12:00").state is OVERDUE


def test_only_working_time_asks_for_now() -> None:
    unfinished = dossier(RECEIVED, due_at="11 17:00")
    found = [judged(unfinished, clock, "31", now="10 12:00").state for clock in CLOCKS]
    assert found == [OPEN_OVERDUE, OPEN_OVERDUE, OPEN_IN_TIME]
    assert judged(unfinished, WORKING, "10", now="31").state is OPEN_IN_TIME


def test_an_answered_supplement_in_the_portal() -> None:
    """Its wall-clock time is subtracted from the end, from the period end if not finished."""
    answered = dossier(RECEIVED, ("03 09:00", 5), ("05 10:00", 4), due_at="10 17:00")
    assert judged(answered, PORTAL, "12").end_at == at("10 22:59:59")
    assert states(answered, "11") == (OPEN_IN_TIME, OPEN_OVERDUE, OPEN_OVERDUE)
    finished = answered._replace(steps=(*answered.steps, Step(at("12 18:00"), 9)))
    assert states(finished) == (ON_TIME, OVERDUE, OVERDUE)


def test_due_on_the_last_day_of_the_period_and_not_finished() -> None:
    """By date it is not late; by working time a due time equal to the limit is overdue."""
    unfinished = dossier(RECEIVED, due_at="10 17:00")
    assert states(unfinished, "10") == (OPEN_OVERDUE, OPEN_IN_TIME, OPEN_OVERDUE)
    assert states(unfinished, "10 17:00") == (OPEN_IN_TIME, OPEN_IN_TIME, OPEN_OVERDUE)
    assert states(unfinished, "10 16:59:59") == (OPEN_IN_TIME,) * 3


def test_a_finish_equal_to_due_is_on_time() -> None:
    equal = dossier(RECEIVED, ("10 17:00", 9), due_at="10 17:00")
    assert states(equal) == (ON_TIME, ON_TIME, ON_TIME)
    second_late = dossier(RECEIVED, ("10 17:00:01", 9), due_at="10 17:00")
    assert states(second_late) == (OVERDUE, ON_TIME, OVERDUE)


def test_step_9_after_a_refusal() -> None:
    outranked = dossier(RECEIVED, ("03 09:00", 3), ("12 09:00", 9), due_at="10 17:00")
    assert states(outranked) == (OVERDUE, OVERDUE, OVERDUE)
    handed_back = dossier(RECEIVED, ("03 09:00", 3), ("12 09:00", 10), due_at="10 17:00")
    assert states(handed_back) == (OVERDUE, ON_TIME, ON_TIME)


@pytest.mark.parametrize("status", [0, 6])
def test_status_6_and_unknown_status(status: int) -> None:
    paying = dossier(RECEIVED, ("03 09:00", status), status=status, due_at="10 17:00")
    assert states(paying) == (OPEN_OVERDUE,) * 3


def test_cohort_of_a_period() -> None:
    """What was finished before the start is not counted; a wait does not date a finish back."""
    paused = dossier(RECEIVED, ("03 09:00", 5), ("05 09:00", 4), ("06 09:00", 9), due_at="10 17:00")
    assert judged(paused, DATE, start="06 09:00").state is ON_TIME
    assert judged(paused, DATE, start="06 09:00:01").reason == "finished-before"
    assert judged(paused, PORTAL, start="06 09:00").state is ON_TIME
    assert judged(paused, PORTAL, start="06 09:00").end_at == at("04 09:00")
    assert judged(paused, PORTAL, start="06 09:00:01").reason == "finished-before"
    asked = [("03 09:00", "05 09:00")]
    printed = dossier(
        received_at="02 09:00", ended_at="06 09:00", due_at="10 17:00", supplements=asked
    )
    assert judged(printed, PORTAL, start="06 09:00").state is ON_TIME
    assert judged(printed, PORTAL, start="06 09:00:01").reason == "finished-before"
    unfinished = dossier(RECEIVED, due_at="10 17:00")
    assert judged(unfinished, PORTAL, start="30 00:00").state is OPEN_OVERDUE
