"""Free spans keep their ends, their order and their whole months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.periods import (
    DaySpan,
    Month,
    PeriodError,
    PlanYear,
    Year,
    list_months,
    shipped_windows,
    split_months,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def span(first: str, last: str) -> DaySpan:
    return DaySpan(date.fromisoformat(first), date.fromisoformat(last))


def test_one_day_is_a_span() -> None:
    assert span("2026-03-14", "2026-03-14").days == 1


def test_a_reversed_span_cannot_be_made() -> None:
    with pytest.raises(PeriodError) as caught:
        span("2026-03-14", "2025-12-15")
    assert caught.value.reason == "reversed"
    assert caught.value.text == "2026-03-14/2025-12-15"


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (span("2025-12-15", "2026-03-14"), span("2024-12-15", "2025-03-14")),
        (span("2024-02-29", "2024-03-10"), span("2023-02-28", "2023-03-10")),
        (span("2025-01-01", "2025-02-28"), span("2024-01-01", "2024-02-29")),
        (span("2025-01-05", "2025-02-28"), span("2024-01-05", "2024-02-28")),
    ],
)
def test_last_year_keeps_days_and_whole_months(now: DaySpan, before: DaySpan) -> None:
    assert now.same_last_year() == before


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (span("2026-03-05", "2026-03-05"), span("2026-03-04", "2026-03-04")),
        (span("2026-01-05", "2026-01-14"), span("2025-12-26", "2026-01-04")),
        (span("2026-01-01", "2026-08-31"), span("2025-05-01", "2025-12-31")),
        (span("2024-03-01", "2024-03-31"), span("2024-02-01", "2024-02-29")),
        (span("2025-04-01", "2026-03-31"), span("2024-04-01", "2025-03-31")),
    ],
)
def test_the_span_before_has_as_many_days_or_as_many_whole_months(
    now: DaySpan, before: DaySpan
) -> None:
    assert now.previous() == before


def test_report_windows_overlap_and_have_none_before_them() -> None:
    with pytest.raises(PeriodError) as caught:
        shipped_windows().window(2026, "Q1").previous()
    assert (caught.value.reason, caught.value.text) == ("no-previous", "2026-R.Q1")


def test_shifting_moves_both_ends() -> None:
    assert span("2026-02-27", "2026-02-28").shift_days(2) == span("2026-03-01", "2026-03-02")
    assert span("2026-03-01", "2026-03-02").shift_days(-2) == span("2026-02-27", "2026-02-28")


def test_the_plan_year_touches_thirteen_months() -> None:
    months = list_months(PlanYear(2026))
    assert (months[0], months[-1], len(months)) == (Month(2025, 12), Month(2026, 12), 13)


def test_a_year_splits_into_its_months() -> None:
    assert split_months(Year(2026)) == tuple(Month(2026, number).span for number in range(1, 13))


def test_partial_months_are_cut_at_the_ends() -> None:
    assert split_months(span("2025-12-15", "2026-01-14")) == (
        span("2025-12-15", "2025-12-31"),
        span("2026-01-01", "2026-01-14"),
    )


@given(days, st.integers(0, 1500))
def test_parts_cover_each_day_once(first: date, more: int) -> None:
    whole = DaySpan(first, DaySpan(first, first).shift_days(more).last)
    parts = split_months(whole)
    assert sum(part.days for part in parts) == whole.days
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert all(Month.of(part.first) == Month.of(part.last) for part in parts)


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        (
            span("2025-12-05", "2026-03-14"),
            "từ 05/12/2025 đến 14/3/2026",
            "5 December 2025 to 14 March 2026",
        ),
        (
            span("2026-01-01", "2026-09-30"),
            "9 tháng đầu năm 2026",
            "first 9 months of 2026",
        ),
        (
            span("2026-01-01", "2026-06-30"),
            "từ 01/01/2026 đến 30/6/2026",
            "1 January 2026 to 30 June 2026",
        ),
    ],
)
def test_spans_are_named_by_their_ends_or_their_months(period, vi: str, en: str) -> None:
    assert (period.label(), period.label("en")) == (vi, en)
