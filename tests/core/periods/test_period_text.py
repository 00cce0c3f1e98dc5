"""Period texts are read into types, or refused with one reason."""

from contextlib import suppress
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.issues import known_codes
from caicach.core.periods import (
    DaySpan,
    Half,
    Month,
    Period,
    PeriodError,
    PlanYear,
    Quarter,
    Reason,
    Year,
    parse_period,
    shipped_windows,
)

years = st.integers(1901, 2199)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
windows = st.builds(
    shipped_windows().window,
    years,
    st.sampled_from([each.name for each in shipped_windows().windows]),
)
periods = st.one_of(
    st.builds(Month, years, st.integers(1, 12)),
    st.builds(Quarter, years, st.integers(1, 4)),
    st.builds(Half, years, st.integers(1, 2)),
    st.builds(Year, years),
    st.builds(PlanYear, years),
    st.builds(lambda one, two: DaySpan(min(one, two), max(one, two)), days, days),
    windows,
)
NINE_MONTHS = DaySpan(date(2026, 1, 1), date(2026, 9, 30))


@given(periods)
def test_the_iso_text_is_read_back(period: Period) -> None:
    assert parse_period(str(period)) == period


@given(periods)
def test_the_vietnamese_name_is_read_back_to_the_same_days(period: Period) -> None:
    assert parse_period(period.label("vi")) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-03", Month(2026, 3)),
        ("2026-Q1", Quarter(2026, 1)),
        ("2026-H1", Half(2026, 1)),
        ("2026", Year(2026)),
        ("2026-P", PlanYear(2026)),
        (" 2026-R.H1 ", shipped_windows().window(2026, "H1")),
        ("2025-12-15/2026-03-14", DaySpan(date(2025, 12, 15), date(2026, 3, 14))),
        ("Quý III/2025", Quarter(2025, 3)),
        ("quý 3 năm 2025", Quarter(2025, 3)),
        ("Quy\u0301 iv - 2025", Quarter(2025, 4)),
        ("tháng 1/2026", Month(2026, 1)),
        ("Tháng 01 năm 2026", Month(2026, 1)),
        ("T3/2026", Month(2026, 3)),
        ("3/2026", Month(2026, 3)),
        ("năm 2025", Year(2025)),
        ("Năm kế hoạch 2026", PlanYear(2026)),
        ("6 tháng đầu năm 2026", Half(2026, 1)),
        ("sáu tháng cuối năm 2026", Half(2026, 2)),
        ("6 tháng năm 2026", Half(2026, 1)),
        ("3 tháng đầu năm 2026", Quarter(2026, 1)),
        ("12 tháng năm 2026", Year(2026)),
        ("9 tháng năm 2026", NINE_MONTHS),
        ("9 tháng đầu năm 2026", NINE_MONTHS),
        ("2 tháng cuối năm 2026", DaySpan(date(2026, 11, 1), date(2026, 12, 31))),
        ("từ ngày 15/12/2025 đến hết ngày 14/3/2026", parse_period("2025-12-15/2026-03-14")),
        ("15/12/2025 - 14/03/2026", parse_period("2025-12-15/2026-03-14")),
        ("2026-03-YTD", DaySpan(date(2026, 1, 1), date(2026, 3, 31))),
        ("2026-Q3-YTD", NINE_MONTHS),
        ("Lũy kế đến hết tháng 9/2026", NINE_MONTHS),
        ("luỹ kế đến quý III/2026", NINE_MONTHS),
        ("từ đầu năm đến hết quý III năm 2026", NINE_MONTHS),
        ("2026-03-12M", DaySpan(date(2025, 4, 1), date(2026, 3, 31))),
        ("2026-H2-12M", DaySpan(date(2026, 1, 1), date(2026, 12, 31))),
        ("12 tháng đến hết quý I/2026", DaySpan(date(2025, 4, 1), date(2026, 3, 31))),
        ("Báo cáo quý I/2026", shipped_windows().window(2026, "Q1")),
        ("kỳ báo cáo năm 2026", shipped_windows().window(2026, "Y")),
    ],
)
def test_the_forms_offices_use_are_read(text: str, period: Period) -> None:
    assert parse_period(text) == period


def test_a_text_without_a_year_takes_the_year_given() -> None:
    assert parse_period("9 tháng", year=2026) == NINE_MONTHS
    assert parse_period("Quý II", year=2026) == Quarter(2026, 2)
    assert parse_period("Quý II/2025", year=2026) == Quarter(2025, 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unknown"),
        ("hôm qua", "unknown"),
        ("2026-3", "unknown"),
        ("2026-Q", "unknown"),
        ("2026-13", "month"),
        ("2026-00", "month"),
        ("tháng 13/2026", "month"),
        ("0 tháng đầu năm 2026", "month"),
        ("13 tháng năm 2026", "month"),
        ("2026-Q5", "quarter"),
        ("quý V/2026", "quarter"),
        ("quý 0/2026", "quarter"),
        ("2026-H3", "half"),
        ("26-01", "year"),
        ("20260-P", "year"),
        ("năm 26", "year"),
        ("tháng 3/26", "year"),
        ("26-01-01/2026-03-01", "year"),
        ("0001-01-01/2026-03-01", "year"),
        ("2026-03-14/2025-12-15", "reversed"),
        ("từ 14/3/2026 đến 15/12/2025", "reversed"),
        ("2026-02-31/2026-03-01", "day"),
        ("từ 31/02/2026 đến 01/3/2026", "day"),
        ("9 tháng", "no-year"),
        ("Quý II", "no-year"),
        ("2026-YTD", "unknown"),
        ("2026-13-YTD", "month"),
        ("2026-Q5-12M", "quarter"),
        ("lũy kế đến năm 2026", "unknown"),
        ("2026-R.Q2", "window"),
        ("báo cáo quý II/2026", "window"),
    ],
)
def test_malformed_texts_are_refused_with_their_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert caught.value.reason == reason


def test_the_message_shows_the_text_as_it_was_written() -> None:
    with pytest.raises(PeriodError, match="“Quý  V/2026”"):
        parse_period("Quý  V/2026")


@given(st.text(max_size=20) | st.text("0123456789-/QHPR. quýthángnăm", max_size=16))
def test_any_text_gives_a_period_or_the_typed_error(text: str) -> None:
    with suppress(PeriodError):
        assert parse_period(text).days >= 1


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_words_that_name_the_text(reason: Reason) -> None:
    assert f"period-{reason}" in known_codes()
    found = PeriodError(reason, "2026-13").issue("ky.csv:4")
    for lang in ("vi", "en"):
        assert "2026-13" in found.problem(lang)
        assert found.remedy(lang)
    assert "…" in PeriodError(reason, "x" * 500).issue("ky.csv:4").problem()


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2026-03", "tháng 3/2026", "March 2026"),
        ("2026-Q1", "quý I/2026", "Q1 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026", "năm 2026", "2026"),
        ("2026-P", "năm kế hoạch 2026", "plan year 2026"),
        ("2026-R.Q1", "kỳ báo cáo quý I/2026", "report of Q1 2026"),
    ],
)
def test_periods_are_named_in_both_languages(text: str, vi: str, en: str) -> None:
    assert (parse_period(text).label(), parse_period(text).label("en")) == (vi, en)
