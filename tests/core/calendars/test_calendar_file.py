"""Calendar files: settings, corrections of the shipped calendar, every fault at once."""

from datetime import time

import pytest
from calendar_made import HEAD, at, day, made

from caicach.core.calendars import calendar_text, read_calendar, shipped_calendar

OFFICE = """calendar: so-noi-vu
label: Lịch của Sở Nội vụ
based_on: vietnam
"""
ENTRY = "  - {{date: {day}, kind: {kind}, label: Thử, source: Công văn 12/SNV{more}}}\n"


def entry(on: str, kind: str, more: str = "") -> str:
    return ENTRY.format(day=on, kind=kind, more=more)


def codes(text: str) -> list[str]:
    return [each.code for each in read_calendar(text, "thu.yaml")[1]]


def test_a_calendar_says_which_years_it_covers() -> None:
    assert codes("calendar: thu\nlabel: Thử\n") == ["calendar-no-years"]


def test_without_settings_monday_to_friday_are_worked() -> None:
    week = made().settings.working_weekdays
    assert week == ("monday", "tuesday", "wednesday", "thursday", "friday")


def test_all_faults_of_a_file_are_told_with_their_lines() -> None:
    text = (
        HEAD
        + 'settings: {reception_cut_off: "25:00", half_days: {friday: morning}}\n'
        + "days:\n"
        + entry("2026-03-02", "off")
        + entry("2026-03-02", "off")
        + entry("2026-03-03", "work")
        + entry("2026-03-04", "half")
        + entry("2026-03-05", "off", ", half: morning")
    )
    calendar, issues = read_calendar(text, "thu.yaml")
    assert calendar is None
    assert [(each.code, each.where) for each in issues] == [
        ("calendar-hour-unreadable", "thu.yaml:4"),
        ("calendar-weekday-twice", "thu.yaml:4"),
        ("calendar-day-twice", "thu.yaml:7"),
        ("calendar-work-needless", "thu.yaml:8"),
        ("calendar-half-which", "thu.yaml:9"),
        ("calendar-half-needless", "thu.yaml:10"),
    ]


def test_faults_of_shape_and_of_sense_are_told_in_one_round() -> None:
    text = (
        HEAD
        + 'settings: {reception_cut_off: "25:00", half_days: {someday: morning}}\n'
        + "days:\n"
        + entry("2026-02-30", "off")
        + entry("2026-03-02", "off")
        + entry("2026-03-02", "closed")
        + entry("2026-03-02", "off")
        + entry("2026-03-04", "half")
        + entry("2026-03-05", "work")
        + "holiday: 3\n"
    )
    calendar, issues = read_calendar(text, "thu.yaml")
    assert calendar is None
    assert [(each.code, each.where) for each in issues] == [
        ("not-one-of", "thu.yaml:4"),
        ("calendar-hour-unreadable", "thu.yaml:4"),
        ("not-a-day", "thu.yaml:6"),
        ("not-one-of", "thu.yaml:8"),
        ("calendar-day-twice", "thu.yaml:9"),
        ("calendar-half-which", "thu.yaml:10"),
        ("key-unknown", "thu.yaml:12"),
    ]


def test_a_base_that_does_not_ship_hides_no_other_fault() -> None:
    text = OFFICE.replace("vietnam", "lao") + "days:\n" + entry("2026-03-04", "half")
    assert codes(text) == ["calendar-base-unknown", "calendar-half-which"]


def test_a_doubled_key_hides_no_other_fault() -> None:
    text = f"{HEAD}label: Hai\ndays:\n" + entry("2026-03-04", "half")
    assert len(codes(text)) == 2
    assert codes(text)[-1] == "calendar-half-which"


@pytest.mark.parametrize(
    "text", ["- 1\n", "days: 3\n", "days: [1, {date: 2026-03-04}]\n", "x: 1\n"]
)
def test_a_file_of_any_shape_is_refused_in_words(text: str) -> None:
    calendar, issues = read_calendar(text, "thu.yaml")
    assert calendar is None
    assert issues


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (entry("2026-02-30", "off"), "not-a-day"),
        (entry("2026-03-02", "closed"), "not-one-of"),
        ("  - {date: 2026-03-02, kind: off, label: Thử}\n", "key-missing"),
        (entry("2026-03-02", "off", ", hours: 4"), "key-unknown"),
        (entry("2026-03-10", "half", ", half: evening"), "not-one-of"),
    ],
)
def test_a_day_that_is_no_day_is_told(line: str, code: str) -> None:
    calendar, issues = read_calendar(f"{HEAD}days:\n{line}", "thu.yaml")
    assert calendar is None
    assert [(each.code, each.where) for each in issues] == [(code, "thu.yaml:5")]


def test_what_is_known_is_listed_without_a_word_of_either_language() -> None:
    [fault] = read_calendar(f"{HEAD}days:\n{entry('2026-03-02', 'closed')}", "thu.yaml")[1]
    assert "off, work, half" in fault.remedy("vi")


def test_a_day_of_another_year_is_kept_with_a_warning() -> None:
    calendar, issues = read_calendar(f"{HEAD}days:\n{entry('2027-01-01', 'off')}", "thu.yaml")
    assert calendar is not None
    assert not calendar.is_working(day("2027-01-01"))
    assert [(each.code, each.severity) for each in issues] == [("calendar-day-outside", "warning")]


def test_a_day_to_confirm_does_not_count_and_says_so() -> None:
    text = f"{HEAD}days:\n{entry('2026-11-24', 'off', ', status: to-confirm')}"
    calendar, issues = read_calendar(text, "thu.yaml")
    assert calendar is not None
    assert calendar.is_working(day("2026-11-24"))
    assert [(each.code, each.severity) for each in issues] == [("calendar-day-to-confirm", "note")]


def test_corrections_stand_before_the_calendar_they_correct() -> None:
    rest = (
        "years: [2027]\n"
        'settings: {reception_cut_off: "16:00"}\n'
        "days:\n"
        + entry("2026-01-02", "work")
        + entry("2026-01-10", "off")
        + entry("2026-11-24", "off")
        + entry("2027-01-01", "off")
    )
    office, shipped = made(rest, OFFICE), shipped_calendar()
    assert office.is_working(day("2026-01-02"))
    assert not office.is_working(day("2026-01-10"))
    assert not office.is_working(day("2026-11-24"))
    assert office.years == shipped.years | {2027}
    assert office.settings.reception_cut_off == time(16)
    assert len(office.days) == len(shipped.days) + 1
    assert office.add_working_days(at("2026-02-13T15:00"), 10) == at("2026-03-06T15:00")


def test_work_on_a_day_that_is_worked_below_is_needless() -> None:
    assert "calendar-work-needless" in codes(f"{OFFICE}days:\n{entry('2026-03-03', 'work')}")
    assert "calendar-work-needless" not in codes(f"{OFFICE}days:\n{entry('2026-04-30', 'work')}")


def test_a_calendar_to_correct_must_ship() -> None:
    calendar, issues = read_calendar(OFFICE.replace("vietnam", "lao"), "thu.yaml")
    assert calendar is None
    assert [(each.code, each.where) for each in issues] == [("calendar-base-unknown", "thu.yaml:3")]


REST = """settings: {half_days: {saturday: afternoon}, reception_cut_off: "16:30"}
days:
  - {date: 2026-03-04, kind: half, half: morning, label: {vi: Nửa, en: Half}, source: thử}
"""


@pytest.mark.parametrize("calendar", [shipped_calendar(), made(REST), made(REST, OFFICE)])
def test_a_calendar_written_out_is_read_back_the_same(calendar: object) -> None:
    assert isinstance(calendar, type(shipped_calendar()))
    again, _ = read_calendar(calendar_text(calendar), "lai.yaml")
    assert again is not None
    assert (again.days, again.settings, again.years) == (
        calendar.days,
        calendar.settings,
        calendar.years,
    )
    assert again.digest == calendar.digest


def test_words_do_not_change_the_digest_and_days_do() -> None:
    one = made(f"days:\n{entry('2026-03-02', 'off')}")
    renamed = made(f"days:\n{entry('2026-03-02', 'off').replace('Thử', 'Khác')}")
    needless = made(f"days:\n{entry('2026-03-02', 'off')}{entry('2026-03-07', 'off')}")
    assert one.digest == renamed.digest == needless.digest
    assert one.digest != made().digest
    assert made(REST).digest != made(REST.replace("16:30", "16:31")).digest


def test_changed_days_are_those_that_are_worked_differently() -> None:
    one = made(f"days:\n{entry('2026-03-02', 'off')}{entry('2026-03-10', 'off')}")
    half = ", half: morning"
    other = made(f"days:\n{entry('2026-03-02', 'half', half)}{entry('2026-03-10', 'off')}")
    assert one.changed_days(other) == (day("2026-03-02"),)
    assert one.changed_days(made()) == (day("2026-03-02"), day("2026-03-10"))
    assert one.changed_days(one) == ()


def test_another_week_or_cut_off_may_change_everything() -> None:
    assert made().changed_days(made('settings: {reception_cut_off: "16:30"}\n')) is None
    assert made().changed_days(made("settings: {half_days: {saturday: morning}}\n")) is None
