"""Sums of working days: first day not counted, same hour, halves, days beyond the sums."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product

import pytest
from calendar_made import at, day, made
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.calendars import LAST_INSTANT, Calendar, MaximumTime, shipped_calendar

PLAIN = made()
SATURDAY_MORNINGS = made("settings: {half_days: {saturday: morning}}\n")
CUT_OFF = made('settings: {reception_cut_off: "16:30"}\n')
HOLIDAYS = made(
    """days:
  - {date: 2026-03-04, kind: off, label: Nghỉ, source: thử}
  - {date: 2026-03-07, kind: work, label: Làm bù, source: thử}
  - {date: 2026-03-10, kind: half, half: morning, label: Nửa ngày, source: thử}
"""
)


def test_no_days_later_is_the_same_instant_even_on_a_day_off() -> None:
    assert PLAIN.add_working_days(at("2026-03-07T10:00"), 0) == at("2026-03-07T10:00")


def test_days_to_add_are_never_below_zero() -> None:
    with pytest.raises(ValueError, match="0 or above"):
        PLAIN.add_working_days(at("2026-03-02T10:00"), -1)


def test_the_first_day_is_not_counted() -> None:
    assert PLAIN.add_working_days(at("2026-03-02T10:30"), 1) == at("2026-03-03T10:30")


def test_a_weekend_is_passed_over_at_the_same_hour() -> None:
    assert PLAIN.add_working_days(at("2026-03-06T16:59:59"), 1) == at("2026-03-09T16:59:59")


def test_a_receipt_on_saturday_has_monday_as_its_first_counted_day() -> None:
    assert PLAIN.add_working_days(at("2026-03-07T09:00"), 1) == at("2026-03-09T09:00")


def test_days_off_and_swapped_saturdays_are_minded() -> None:
    assert HOLIDAYS.add_working_days(at("2026-03-03T09:00"), 3) == at("2026-03-07T09:00")


def test_a_half_day_counts_half() -> None:
    assert HOLIDAYS.working_part(day("2026-03-10")) == 0.5
    assert HOLIDAYS.working_days_between(day("2026-03-09"), day("2026-03-11")) == 1.5
    assert HOLIDAYS.add_working_days(at("2026-03-09T09:00"), Decimal("0.5")) == at(
        "2026-03-10T09:00"
    )
    assert HOLIDAYS.add_working_days(at("2026-03-09T09:00"), 1) == at("2026-03-11T09:00")


def test_half_saturdays_belong_to_every_week() -> None:
    assert SATURDAY_MORNINGS.working_days_between(day("2026-03-02"), day("2026-03-09")) == 5.5
    assert SATURDAY_MORNINGS.add_working_days(at("2026-03-06T09:00"), 0.5) == at("2026-03-07T09:00")


def test_fractions_finer_than_a_half_are_rounded_up() -> None:
    assert PLAIN.add_working_days(at("2026-03-02T09:00"), Decimal("1.1")) == at("2026-03-04T09:00")


def test_backwards_the_same_days_are_counted_below_zero() -> None:
    assert PLAIN.working_days_between(day("2026-03-09"), day("2026-03-02")) == -5


def test_the_next_working_day_is_after_the_day() -> None:
    assert PLAIN.next_working_day(day("2026-03-05")) == day("2026-03-06")
    assert PLAIN.next_working_day(day("2026-03-06")) == day("2026-03-09")


def test_only_an_instant_on_a_day_off_moves_to_the_next_working_day() -> None:
    assert PLAIN.moved_to_working_day(at("2026-03-06T15:00")) == at("2026-03-06T15:00")
    assert PLAIN.moved_to_working_day(at("2026-03-07T15:00")) == at("2026-03-09T15:00")


@pytest.mark.parametrize(
    ("received", "counted"),
    [
        ("2026-03-02T16:30", "2026-03-02T16:30"),
        ("2026-03-02T16:30:01", "2026-03-03T16:30:01"),
        ("2026-03-06T17:00", "2026-03-09T17:00"),
        ("2026-03-07T09:00", "2026-03-09T09:00"),
        ("2026-03-07T17:00", "2026-03-09T17:00"),
    ],
)
def test_after_the_cut_off_a_receipt_counts_as_of_the_next_working_day(
    received: str, counted: str
) -> None:
    assert CUT_OFF.counted_from(at(received)) == at(counted)
    assert PLAIN.counted_from(at(received)) == at(received)


@pytest.mark.parametrize(
    ("maximum", "due"),
    [
        (MaximumTime(3, "working_day"), "2026-03-10T14:00"),
        (MaximumTime(Decimal("1.5"), "working_day"), "2026-03-09T14:00"),
        (MaximumTime(2, "calendar_day"), "2026-03-07T14:00"),
        (MaximumTime(60, "hour"), "2026-03-08T02:00"),
    ],
)
def test_due_is_the_hour_of_receipt_or_hours_of_the_wall_clock(
    maximum: MaximumTime, due: str
) -> None:
    assert PLAIN.due(at("2026-03-05T14:00"), maximum) == at(due)


def test_the_cut_off_moves_days_and_leaves_hours() -> None:
    received = at("2026-03-06T17:00")
    assert CUT_OFF.due(received, MaximumTime(1, "working_day")) == at("2026-03-10T17:00")
    assert CUT_OFF.due(received, MaximumTime(1, "calendar_day")) == at("2026-03-10T17:00")
    assert CUT_OFF.due(received, MaximumTime(1, "hour")) == at("2026-03-06T18:00")


@pytest.mark.parametrize("amount", [0, -1, float("nan"), 1_000_000])
def test_a_maximum_time_is_above_zero_and_within_reason(amount: float) -> None:
    with pytest.raises(ValueError, match="no maximum time"):
        MaximumTime(amount, "working_day")


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "hour"])
def test_past_the_end_of_all_calendars_the_last_instant_stands(unit: str) -> None:
    maximum = MaximumTime(9000, unit)  # type: ignore[arg-type]  # parametrised text
    assert PLAIN.due(at("9999-12-30T08:00"), maximum) == LAST_INSTANT


def test_elapsed_is_missing_where_the_finish_comes_first() -> None:
    assert PLAIN.elapsed(at("2026-03-03T09:00"), at("2026-03-02T09:00")) is None


def test_a_dossier_finished_on_its_day_took_no_working_day() -> None:
    assert PLAIN.elapsed(at("2026-03-02T09:00"), at("2026-03-02T16:00")) == 0


def test_pauses_are_left_out_once_where_they_overlap() -> None:
    received, finished = at("2026-03-02T09:00"), at("2026-03-13T09:00")
    one = (at("2026-03-03T09:00"), at("2026-03-05T09:00"))
    other = (at("2026-03-04T09:00"), at("2026-03-06T09:00"))
    assert PLAIN.elapsed(received, finished) == 9
    assert PLAIN.elapsed(received, finished, [one]) == 7
    assert PLAIN.elapsed(received, finished, [other, one]) == 6


def test_what_lies_outside_receipt_and_finish_is_no_pause() -> None:
    received, finished = at("2026-03-04T09:00"), at("2026-03-06T09:00")
    wide = (at("2026-03-02T09:00"), at("2026-03-20T09:00"))
    reversed_ = (at("2026-03-06T09:00"), at("2026-03-04T09:00"))
    assert PLAIN.elapsed(received, finished, [wide]) == 0
    assert PLAIN.elapsed(received, finished, [reversed_]) == 2


def test_the_index_reckons_as_the_calendar_does() -> None:
    index = dict(HOLIDAYS.working_day_index(day("2026-03-01"), day("2026-03-31")))
    assert len(index) == 31
    for (first, before), (last, after) in product(index.items(), repeat=2):
        assert after - before == HOLIDAYS.working_days_between(first, last)


def test_years_that_are_not_covered_are_named() -> None:
    (found,) = PLAIN.uncovered(day("2024-05-01"), day("2028-01-01"), "kho")
    assert (found.code, found.severity) == ("calendar-years-unknown", "warning")
    assert "2024–2025, 2027–2028" in found.problem("en")
    assert PLAIN.uncovered(day("2026-01-01"), day("2026-12-31"), "kho") == []


CALENDARS = st.sampled_from([PLAIN, SATURDAY_MORNINGS, HOLIDAYS, CUT_OFF, shipped_calendar()])
DAYS = st.dates(date(1800, 1, 1), date(2300, 12, 31))
NEAR = st.dates(date(2025, 12, 1), date(2026, 4, 30))
AMOUNTS = st.integers(1, 400).map(lambda halves: Decimal(halves) / 2)


def by_hand(calendar: Calendar, start: date, end: date) -> float:
    """Sum the days one by one."""
    span = (end - start).days
    return sum(calendar.working_part(start + timedelta(n)) for n in range(1, span + 1))


@given(CALENDARS, NEAR, st.integers(0, 120))
@settings(max_examples=60)
def test_a_distance_is_the_sum_of_its_days(calendar: Calendar, start: date, span: int) -> None:
    end = start + timedelta(span)
    assert calendar.working_days_between(start, end) == by_hand(calendar, start, end)


@given(CALENDARS, DAYS | NEAR, AMOUNTS)
def test_the_day_reached_is_the_first_on_which_the_days_are_over(
    calendar: Calendar, start: date, amount: Decimal
) -> None:
    reached = calendar.add_working_days(
        datetime.combine(start, at("2026-01-01T10:00").time()), amount
    )
    assert reached.time() == at("2026-01-01T10:00").time()
    assert calendar.working_days_between(start, reached.date()) >= amount
    assert calendar.working_days_between(start, reached.date() - timedelta(1)) < amount


@given(CALENDARS, DAYS | NEAR, st.integers(0, 3), AMOUNTS, st.integers(0, 23))
def test_a_later_day_of_receipt_is_never_due_on_an_earlier_day(
    calendar: Calendar, start: date, later: int, amount: Decimal, hour: int
) -> None:
    morning = datetime.combine(start, time(8))
    evening = (morning + timedelta(later)).replace(hour=hour)
    maximum = MaximumTime(amount, "working_day")
    first, last = sorted((morning, evening))
    if first.date() < last.date():
        assert calendar.due(first, maximum).date() <= calendar.due(last, maximum).date()
