"""Working days of the national calendar, as boards count them."""

from datetime import date
from functools import cache
from math import ceil

from caicach.core.calendars import Calendar, shipped_calendar


@cache
def national_calendar() -> Calendar:
    """Return the calendar that ships, read once."""
    return shipped_calendar()


def days_late(due_on: date, today: date) -> int:
    """Return the working days after the deadline up to today; a begun half counts as a day.

    0 where only days off have passed.
    """
    return max(0, ceil(national_calendar().working_days_between(due_on, today)))
