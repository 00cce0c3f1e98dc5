"""Calendars read from YAML: one that stands alone, or corrections of a shipped one."""

from collections.abc import Callable
from datetime import time
from functools import cache
from importlib.resources import files

from caicach.core.calendars.calendar import Calendar, CalendarSettings
from caicach.core.calendars.calendar_day import CalendarDay, CalendarFile, WrittenSettings
from caicach.core.calendars.check import OF_THE_WHOLE, check_calendar, clock_hour
from caicach.core.calendars.sound_parts import SoundParts
from caicach.core.calendars.working_week import WEEKDAYS
from caicach.core.documents import by_line, parse, read_document
from caicach.core.issues import Issue, has_faults, issue

SHIPPED = "vietnam"

PLAIN = CalendarSettings(WEEKDAYS[:5], {})
"""The week of a calendar that says nothing of it. Source: Decision 188/1999/QĐ-TTg, recalled."""


def read_calendar(text: str, path: str) -> tuple[Calendar | None, list[Issue]]:
    """Return the calendar in `text`, or None, with every fault, warning and note and its line.

    Corrections (`based_on`) come back merged: their days stand before those of the calendar
    below, their settings too, and their years are added to its years.
    """
    return _read(text, path, _shipped)


def _read(
    text: str, path: str, below: Callable[[str], Calendar | None]
) -> tuple[Calendar | None, list[Issue]]:
    document, issues = read_document(text, path)
    if document is None:
        return None, issues
    whole, refused = parse(document, CalendarFile)
    sound = SoundParts.of(document) if whole is None else SoundParts(whole, document.where)
    written, is_whole = sound.written, whole is not None
    base = below(written.based_on) if written.based_on else None
    if written.based_on and base is None:
        where, is_whole = document.where(("based_on",)), False
        refused.append(issue("calendar-base-unknown", where, name=written.based_on, known=SHIPPED))
    merged = _merge(written, base)
    checked = check_calendar(written, merged, base, sound.where)
    found = [each for each in checked if is_whole or each.code not in OF_THE_WHOLE]
    issues = by_line([*issues, *refused, *found])
    return (None if has_faults(issues) else merged), issues


def _merge(written: CalendarFile, base: Calendar | None) -> Calendar:
    days: dict[object, CalendarDay] = {each.day: each for each in base.days} if base else {}
    days |= {each.day: each for each in written.days}
    return Calendar(
        name=written.calendar,
        label=written.label,
        years=frozenset(written.years) | (base.years if base else frozenset()),
        settings=_settings(written.settings, base.settings if base else PLAIN),
        days=tuple(sorted(days.values(), key=lambda each: each.day)),
    )


def _settings(written: WrittenSettings, base: CalendarSettings) -> CalendarSettings:
    cut_off: time | None = base.reception_cut_off
    if written.reception_cut_off is not None:
        cut_off = clock_hour(written.reception_cut_off)
    return CalendarSettings(
        written.working_weekdays or base.working_weekdays,
        base.half_days if written.half_days is None else written.half_days,
        cut_off,
    )


@cache
def shipped_calendar() -> Calendar:
    """Return the working days of Vietnam's offices. Source: with each day of the file."""
    place = ("calendars", f"{SHIPPED}.yaml")
    text = files("caicach.standards").joinpath(*place).read_text("utf-8")
    calendar, issues = _read(text, "/".join(place), lambda _: None)
    if calendar is None:
        raise ValueError("\n".join(map(str, issues)))
    return calendar


def _shipped(name: str) -> Calendar | None:
    return shipped_calendar() if name == SHIPPED else None
