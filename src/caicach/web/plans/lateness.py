"""How late something undone is, in working days of the national calendar."""

from datetime import date
from functools import cache
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def late_words(due_on: date, today: date) -> str:
    """Return "Quá hạn 3 ngày làm việc", for a deadline that has passed."""
    late = days_late(due_on, today)
    words = ngettext("Quá hạn %(n)d ngày làm việc", "Quá hạn %(n)d ngày làm việc", late)
    return words % {"n": late} if late else _("Vừa quá hạn")
