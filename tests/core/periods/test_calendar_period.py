"""Calendar periods know their days, their neighbours and what belongs to them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.periods import DaySpan, Half, Month, PeriodError, PlanYear, Quarter, Year

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
kinds = st.sampled_from([Month, Quarter, Half, Year, PlanYear])


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Month(2025, 12), date(2025, 12, 1), date(2025, 12, 31)),
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
        (Half(2026, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (Half(2026, 2), date(2026, 7, 1), date(2026, 12, 31)),
        (Year(2026), date(2026, 1, 1), date(2026, 12, 31)),
        (PlanYear(2026), date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_both_ends_belong_to_the_period(period, first: date, last: date) -> None:
    assert (period.first_day, period.last_day) == (first, last)
    assert first in period
    assert last in period
    assert first - timedelta(1) not in period
    assert last + timedelta(1) not in period


@pytest.mark.parametrize(
    ("kind", "numbers", "reason"),
    [
        (Month, (2026, 0), "month"),
        (Month, (2026, 13), "month"),
        (Quarter, (2026, 5), "quarter"),
        (Half, (2026, 3), "half"),
        (Year, (26,), "year"),
        (Month, (1899, 12), "year"),
        (Year, (2200,), "year"),
        (PlanYear, (1900,), "year"),
    ],
)
def test_what_the_calendar_lacks_cannot_be_made(kind, numbers, reason: str) -> None:
    with pytest.raises(PeriodError) as caught:
        kind(*numbers)
    assert caught.value.reason == reason


def test_shifting_out_of_the_known_years_is_refused() -> None:
    with pytest.raises(PeriodError):
        Month(2199, 12).next()


@given(days, kinds)
def test_every_day_belongs_to_exactly_one_period_of_a_kind(day: date, kind) -> None:
    period = kind.of(day)
    assert day in period
    assert day not in period.next()
    assert day not in period.previous()


@given(days, kinds, st.integers(-40, 40))
def test_neighbours_leave_no_gap_and_shifting_back_returns(day: date, kind, count: int) -> None:
    period = kind.of(day)
    assert period.next().first_day == period.last_day + timedelta(1)
    assert period.next().previous() == period
    assert period.shift(count).shift(-count) == period


@given(days, kinds)
def test_the_same_period_of_last_year_keeps_its_place(day: date, kind) -> None:
    period, before = kind.of(day), kind.of(day).same_last_year()
    assert (before.first_day.month, before.first_day.day) == (
        period.first_day.month,
        period.first_day.day,
    )
    assert before.first_day.year == period.first_day.year - 1


def test_december_is_followed_by_january() -> None:
    assert Month(2025, 12).next() == Month(2026, 1)
    assert Quarter(2026, 1).previous() == Quarter(2025, 4)
    assert Half(2025, 1).shift(3) == Half(2026, 2)


def test_smaller_periods_lie_in_larger_ones() -> None:
    assert Month(2026, 3) in Quarter(2026, 1)
    assert Quarter(2026, 1) in Half(2026, 1)
    assert Half(2026, 1) not in PlanYear(2025)
    assert Year(2026) not in Half(2026, 1)
    assert Year(2026) in Year(2026)


def test_overlap_is_in_days_and_goes_both_ways() -> None:
    assert Year(2025).overlaps(PlanYear(2026))
    assert PlanYear(2026).overlaps(Year(2025))
    assert not Month(2025, 11).overlaps(PlanYear(2026))
    assert Year(2025).shared(PlanYear(2026)) == DaySpan(date(2025, 12, 15), date(2025, 12, 31))
    assert Month(2025, 11).shared(PlanYear(2026)) is None


def test_periods_of_two_kinds_are_never_equal() -> None:
    assert Month(2026, 1) != Quarter(2026, 1)
    assert Year(2026) != Year(2026).span
    assert len({Month(2026, 1), Quarter(2026, 1), Half(2026, 1)}) == 3


def test_periods_of_one_kind_sort_by_time() -> None:
    months = [Month(2026, 2), Month(2025, 12), Month(2026, 1)]
    assert sorted(months) == [Month(2025, 12), Month(2026, 1), Month(2026, 2)]


def test_year_to_date_ends_with_the_period() -> None:
    assert Month(2026, 3).year_to_date() == Quarter(2026, 1).span
    assert Quarter(2026, 3).year_to_date() == DaySpan(date(2026, 1, 1), date(2026, 9, 30))
    assert Year(2026).year_to_date() == Year(2026).span


def test_a_year_until_a_day_includes_the_day() -> None:
    assert Year(2026).until(date(2026, 1, 1)).days == 1
    assert PlanYear(2026).until(date(2026, 1, 1)) == DaySpan(date(2025, 12, 15), date(2026, 1, 1))


def test_a_year_until_a_day_outside_it_is_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        PlanYear(2026).until(date(2026, 12, 15))
    assert caught.value.reason == "day"


def test_days_are_counted_with_both_ends() -> None:
    assert Month(2024, 2).days == 29
    assert PlanYear(2026).days == Year(2026).days == 365
