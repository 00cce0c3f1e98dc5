"""Faults of a calendar file: doubled, needless or unclear days, days of unknown years."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time

from caicach.core.calendars.calendar import Calendar
from caicach.core.calendars.calendar_day import CalendarDay, CalendarFile
from caicach.core.documents import Loc, by_line
from caicach.core.issues import Issue, issue

Place = Callable[[Loc], str]

OF_THE_WHOLE = frozenset(
    {
        "calendar-no-years",
        "calendar-weekday-twice",
        "calendar-work-needless",
        "calendar-day-outside",
        "calendar-day-to-confirm",
    }
)
"""What can only be said where all of the file could be read."""

HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def clock_hour(text: str) -> time | None:
    """Return the hour of "16:30", or None where the text is none."""
    found = HOUR.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def check_calendar(
    written: CalendarFile, merged: Calendar, base: Calendar | None, place: Place
) -> list[Issue]:
    """Return everything to know about `written`, from the top of its file down.

    merged: the calendar it makes together with `base`, the one it corrects.
    """
    return by_line(
        [
            *_settings(written, merged, place),
            *_no_years(merged, place),
            *_days_twice(written, place),
            *_days(written, merged, base, place),
        ]
    )


def _settings(written: CalendarFile, merged: Calendar, place: Place) -> Iterator[Issue]:
    cut_off = written.settings.reception_cut_off
    if cut_off is not None and clock_hour(cut_off) is None:
        where = place(("settings", "reception_cut_off"))
        yield issue("calendar-hour-unreadable", where, value=cut_off)
    for weekday in merged.settings.half_days:
        if weekday in merged.settings.working_weekdays:
            yield issue("calendar-weekday-twice", place(("settings",)), weekday=weekday)


def _no_years(merged: Calendar, place: Place) -> Iterator[Issue]:
    if not merged.years:
        yield issue("calendar-no-years", place(("years",)), calendar=merged.name)


def _days_twice(written: CalendarFile, place: Place) -> Iterator[Issue]:
    seen: dict[date, int] = {}
    for number, each in enumerate(written.days):
        if each.day in seen:
            first = place(("days", seen[each.day])).rpartition(":")[2]
            where = place(("days", number, "date"))
            yield issue("calendar-day-twice", where, day=each.day, first=first)
        seen.setdefault(each.day, number)


def _days(
    written: CalendarFile, merged: Calendar, base: Calendar | None, place: Place
) -> Iterator[Issue]:
    below = {each.day: each for each in base.days if each.is_in_force} if base else {}
    for number, each in enumerate(written.days):
        where = place(("days", number))
        yield from _half(each, where)
        corrected = below.get(each.day)
        worked = corrected.halves if corrected else merged.settings.week.on(each.day.toordinal())
        if each.kind == "work" and worked == 2:
            yield issue("calendar-work-needless", where, day=each.day)
        if each.day.year not in merged.years:
            yield issue("calendar-day-outside", where, day=each.day, year=each.day.year)
        if not each.is_in_force:
            yield issue("calendar-day-to-confirm", where, day=each.day, label=each.label)


def _half(each: CalendarDay, where: str) -> Iterator[Issue]:
    if each.kind == "half" and each.half is None:
        yield issue("calendar-half-which", where, day=each.day)
    if each.kind != "half" and each.half is not None:
        yield issue("calendar-half-needless", where, day=each.day, kind=each.kind)
