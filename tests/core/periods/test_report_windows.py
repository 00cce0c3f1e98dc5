"""Report windows are data: they overlap, cross years, and carry their due day."""

from datetime import date

import pytest

from caicach.core.periods import (
    DaySpan,
    PeriodError,
    PlanYear,
    parse_period,
    read_report_windows,
    shipped_windows,
)

EDITION = """\
edition: test
label: Thử
source: {place: "QĐ 1/2026"}
windows:
  - name: Q1
    label: "quý I/{year}"
    data_from: {month: 1, day: 1}
    data_to: {month: 3, day: 31}
    due_on: {month: 4, day: 5}
"""


@pytest.mark.parametrize(
    ("name", "first", "last", "due"),
    [
        ("Q1", "2025-12-15", "2026-03-14", "2026-03-20"),
        ("H1", "2025-12-15", "2026-06-14", "2026-06-20"),
        ("Q3", "2026-06-15", "2026-09-14", "2026-09-20"),
        ("Y", "2025-12-15", "2026-12-14", "2026-12-20"),
    ],
)
def test_the_shipped_windows_are_those_of_the_guidance(name, first, last, due) -> None:
    window = shipped_windows().window(2026, name)
    assert (window.first_day.isoformat(), window.last_day.isoformat()) == (first, last)
    assert window.due_on == date.fromisoformat(due)
    assert window.edition == "par-reports"


def test_windows_of_one_year_overlap_and_the_year_is_the_plan_year() -> None:
    quarter, half, _, year = shipped_windows().of_year(2026)
    assert quarter in half
    assert half in year
    assert year.span == PlanYear(2026).span


def test_last_years_window_is_a_year_earlier() -> None:
    window = shipped_windows().window(2026, "Q1")
    assert window.same_last_year() == shipped_windows().window(2025, "Q1")
    assert window.same_last_year().span == window.span.same_last_year()


def test_an_unknown_window_is_refused_by_name() -> None:
    with pytest.raises(PeriodError, match=r"2026-R\.Q2"):
        shipped_windows().window(2026, "Q2")


def test_an_office_may_bring_its_own_edition() -> None:
    table, issues = read_report_windows(EDITION, "rieng.yaml")
    assert not issues
    assert table is not None
    window = parse_period("2026-R.Q1", windows=table)
    assert window.span == DaySpan(date(2026, 1, 1), date(2026, 3, 31))
    assert window.label() == "kỳ báo cáo quý I/2026"
    assert window != parse_period("2026-R.Q1")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("data_to: {month: 3, day: 31}", "data_to: {month: 2, day: 29}", "value-refused", 8),
        ("data_to: {month: 3, day: 31}", "data_to: {month: 13, day: 1}", "number-out-of-range", 8),
        ("data_to: {month: 3, day: 31}", "data_to: {month: ba, day: 1}", "not-a-number", 8),
        ("due_on: {month: 4, day: 5}", "due_on: {month: 3, day: 31}", "window-due-early", 9),
        ("data_from: {month: 1", "data_from: {month: 5", "window-reversed", 5),
        ("name: Q1", "name: q 1", "value-refused", 5),
        ("edition: test", "edition: test\nextra: 1", "key-unknown", 2),
        ("label: Thử", "label: [", "yaml-unreadable", 4),
    ],
)
def test_faults_of_an_edition_name_their_line(old: str, new: str, code: str, line: int) -> None:
    table, issues = read_report_windows(EDITION.replace(old, new), "rieng.yaml")
    assert table is None
    assert (code, f"rieng.yaml:{line}") in [(each.code, each.where) for each in issues]
    assert all(each.text("vi") and each.text("en") for each in issues)


def test_all_faults_are_told_at_once() -> None:
    twice = EDITION + EDITION.split("windows:\n")[1].replace("month: 1,", "month: 5,")
    table, issues = read_report_windows(twice, "rieng.yaml")
    assert table is None
    assert [(each.code, each.where) for each in issues] == [
        ("window-name-twice", "rieng.yaml:10"),
        ("window-reversed", "rieng.yaml:10"),
    ]
