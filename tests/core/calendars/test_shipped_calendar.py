"""The calendar that ships: days known from print, and days still to confirm."""

import pytest
from calendar_made import at, day

from caicach.core.calendars import shipped_calendar

CALENDAR = shipped_calendar()


@pytest.mark.parametrize(
    "text",
    [
        *("2023-01-20", "2023-01-26", "2023-05-03", "2024-02-14", "2024-04-29", "2024-09-03"),
        *("2025-01-27", "2025-05-02", "2025-09-01", "2026-01-02", "2026-02-16", "2026-02-20"),
        *("2026-04-27", "2026-08-31", "2026-09-02"),
    ],
)
def test_official_days_off_are_not_worked(text: str) -> None:
    assert not CALENDAR.is_working(day(text))


@pytest.mark.parametrize("text", ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])
def test_swapped_saturdays_are_worked(text: str) -> None:
    assert CALENDAR.is_working(day(text))
    assert day(text).weekday() == 5


def test_a_day_still_to_confirm_is_worked_and_shown() -> None:
    culture = day("2026-11-24")
    assert CALENDAR.is_working(culture)
    assert [each.status for each in CALENDAR.days if each.day == culture] == ["to-confirm"]


def test_ten_working_days_over_tet_end_on_6_march() -> None:
    assert CALENDAR.add_working_days(at("2026-02-13T15:00"), 10) == at("2026-03-06T15:00")


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2024, 251), (2025, 250), (2026, 250)])
def test_working_days_of_a_year(year: int, count: int) -> None:
    """Weekdays, less days off, plus swapped Saturdays: 260−11, 262−12+1, 261−12+1, 261−13+2."""
    first, last = day(f"{year - 1}-12-31"), day(f"{year}-12-31")
    assert CALENDAR.working_days_between(first, last) == count


def test_every_day_is_a_change_to_the_week_and_has_its_source() -> None:
    for each in CALENDAR.days:
        is_weekday = each.day.weekday() < 5
        assert each.kind == ("off" if is_weekday else "work")
        assert each.source.vi
