"""Recurrences fall due on the days they name, and on the last day of months that are too short."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.plans import Recurrence, RecurrenceError, Rhythm

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
texts = st.one_of(
    st.sampled_from([each.value for each in Rhythm]),
    st.integers(1, 7).map("weekly:{}".format),
    st.builds(
        "{}:{}".format, st.sampled_from(["monthly", "quarterly", "half_yearly"]), st.integers(1, 31)
    ),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map("yearly:{:%m-%d}".format),
)


def falls(text: str, first: date = YEAR[0], last: date = YEAR[1]) -> list[str]:
    return [f"{day:%m-%d}" for day in Recurrence.parse(text).occurrences(first, last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quarterly", ["03-31", "06-30", "09-30", "12-31"]),
        ("quarterly:20", ["03-20", "06-20", "09-20", "12-20"]),
        ("half_yearly", ["06-30", "12-31"]),
        ("half_yearly:25", ["06-25", "12-25"]),
        ("yearly", ["12-31"]),
        ("yearly:03-15", ["03-15"]),
        ("yearly:02-29", ["02-28"]),
        ("once", []),
    ],
)
def test_a_year_has_the_days_that_are_named(text: str, expected: list[str]) -> None:
    assert falls(text) == expected


def test_a_short_month_falls_due_on_its_last_day() -> None:
    assert falls("monthly:31")[:4] == ["01-31", "02-28", "03-31", "04-30"]
    assert falls("monthly:30", date(2024, 2, 1), date(2024, 2, 29)) == ["02-29"]


def test_a_week_falls_due_on_friday_or_on_the_weekday_named() -> None:
    assert falls("weekly", date(2026, 1, 1), date(2026, 1, 16)) == ["01-02", "01-09", "01-16"]
    assert falls("weekly:4", date(2026, 1, 1), date(2026, 1, 8)) == ["01-01", "01-08"]


def test_both_ends_count_and_an_empty_run_has_no_days() -> None:
    assert falls("monthly:5", date(2026, 3, 5), date(2026, 4, 5)) == ["03-05", "04-05"]
    assert falls("monthly:5", date(2026, 3, 6), date(2026, 4, 4)) == []
    assert falls("weekly", date(2026, 3, 6), date(2026, 3, 5)) == []


@pytest.mark.parametrize("text", ["", "daily", "Weekly", "quarter", "monthly 5", ":5"])
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(RecurrenceError) as caught:
        Recurrence.parse(text)
    assert caught.value.issue("x").code == "recurrence-unknown"


@pytest.mark.parametrize(
    "text",
    [
        "weekly:0",
        "weekly:8",
        "monthly:0",
        "monthly:32",
        "monthly:",
        "quarterly:-1",
        "once:3",
        "yearly:13-01",
        "yearly:02-30",
        "yearly:5",
        "yearly:00-10",
        "monthly:٣",
    ],
)
def test_what_is_no_day_of_the_rhythm_is_refused(text: str) -> None:
    with pytest.raises(RecurrenceError) as caught:
        Recurrence.parse(text)
    assert caught.value.issue("x").code == "recurrence-day"


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("monthly", "hằng tháng", "monthly"),
        ("quarterly:20", "hằng quý, ngày 20 tháng cuối quý", "quarterly, day 20 of its last month"),
        (
            "half_yearly:5",
            "6 tháng một lần, ngày 5 tháng cuối kỳ",
            "half-yearly, day 5 of its last month",
        ),
        ("monthly:5", "hằng tháng, ngày 5", "monthly, day 5"),
        ("weekly:1", "hằng tuần, thứ Hai", "weekly, Monday"),
        ("yearly:03-15", "hằng năm, ngày 15/3", "yearly, 15 March"),
        ("once", "một lần", "once"),
    ],
)
def test_a_recurrence_is_told_in_words(text: str, vietnamese: str, english: str) -> None:
    assert Recurrence.parse(text).label("vi") == vietnamese
    assert Recurrence.parse(text).label("en") == english


@given(text=texts)
def test_the_text_of_a_recurrence_reads_back_as_itself(text: str) -> None:
    recurrence = Recurrence.parse(text)
    assert Recurrence.parse(str(recurrence)) == recurrence


@given(text=texts, first=days, length=st.integers(0, 900), cut=st.integers(0, 900))
def test_two_runs_have_the_days_of_the_whole(text: str, first: date, length: int, cut: int) -> None:
    recurrence = Recurrence.parse(text)
    last = first + timedelta(length)
    middle = first + timedelta(min(cut, length))
    parts = recurrence.occurrences(first, middle)
    parts += recurrence.occurrences(middle + timedelta(1), last)
    assert parts == recurrence.occurrences(first, last)
    assert list(parts) == sorted(set(parts))
