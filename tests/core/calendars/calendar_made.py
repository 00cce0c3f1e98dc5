"""Calendars and instants written shortly, for the tests of working days."""

from datetime import date, datetime

from caicach.core.calendars import Calendar, read_calendar
from caicach.core.issues import has_faults

HEAD = """calendar: thu
label: Thử
years: [2026]
"""


def made(rest: str = "", head: str = HEAD) -> Calendar:
    """Return a calendar of weekdays plus `rest`, which must be free of faults."""
    calendar, issues = read_calendar(head + rest, "thu.yaml")
    assert calendar is not None, list(map(str, issues))
    assert not has_faults(issues)
    return calendar


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
