"""Working days: which days an office works, and sums over them."""

from caicach.core.calendars.calendar import LAST_INSTANT, Calendar, CalendarSettings
from caicach.core.calendars.calendar_day import CalendarDay, DayKind, DayStatus
from caicach.core.calendars.calendar_file import read_calendar, shipped_calendar
from caicach.core.calendars.calendar_text import calendar_text
from caicach.core.calendars.maximum_time import MaximumTime, TimeUnit
from caicach.core.calendars.working_week import WEEKDAYS, Half, Weekday

__all__ = [
    "LAST_INSTANT",
    "WEEKDAYS",
    "Calendar",
    "CalendarDay",
    "CalendarSettings",
    "DayKind",
    "DayStatus",
    "Half",
    "MaximumTime",
    "TimeUnit",
    "Weekday",
    "calendar_text",
    "read_calendar",
    "shipped_calendar",
]
