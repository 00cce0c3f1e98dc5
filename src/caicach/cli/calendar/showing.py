"""`caicach calendar show`: days that are not as their week, each with its source."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer

from caicach.cli.calendar.opening import FileOption, open_calendar
from caicach.cli.calendar.weekdays import (
    HALVES,
    NAMES,
    STATUSES,
    kind_words,
    weekday_name,
)
from caicach.cli.listing import FORMATS, Column, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.core.calendars import WEEKDAYS, Calendar, CalendarDay
from caicach.core.numbers import format_number
from caicach.files.safe_text import safe

FIRST_YEAR, LAST_YEAR = 1990, 2060


def show(
    context: typer.Context,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=FIRST_YEAR, max=LAST_YEAR, help="calendar.year"),
    ] = None,
    file: FileOption = None,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """List the days off and the swapped days of a calendar, and its working days by year."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    calendar, issues = open_calendar(file)
    years = sorted(calendar.years) if year is None else [year]
    issues += calendar.uncovered(date(min(years), 1, 1), date(max(years), 12, 31), calendar.name)
    days = [each for each in calendar.days if year is None or each.day.year == year]
    columns = [
        Column("date", session.say("Ngày", "Day"), folds=False),
        Column("weekday", session.say("Thứ", "Weekday"), folds=False),
        Column("kind", session.say("Làm việc", "Worked")),
        Column("label", session.say("Nội dung", "Label")),
        Column("status", session.say("Mức xác thực", "Status")),
        Column("source", session.say("Nguồn", "Source")),
    ]
    if session.output == "table":
        session.show(*_head(calendar, years, session))
    rows = [_row(each, session) for each in days]
    show_listing(session, columns, rows, _entry(calendar, years, days, session))
    session.tell_issues(issues)


def working_days_of(calendar: Calendar, year: int) -> float:
    """Return the working days of a year."""
    return calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))


def _head(calendar: Calendar, years: list[int], session: Session) -> Iterator[str]:
    lang, settings = session.lang, calendar.settings
    yield safe(f"{calendar.name} · {calendar.label.text(lang)}")
    week = ", ".join(NAMES[lang][WEEKDAYS.index(each)] for each in settings.working_weekdays)
    yield session.say(f"Ngày làm việc trong tuần: {week}", f"Working week: {week}")
    for weekday, half in settings.half_days.items():
        words = f"{NAMES[lang][WEEKDAYS.index(weekday)]}, {session.say(*HALVES[half])}"
        yield session.say(f"Làm nửa ngày: {words}", f"Half day: {words}")
    if settings.reception_cut_off:
        hour = f"{settings.reception_cut_off:%H:%M}"
        yield session.say(
            f"Tiếp nhận sau {hour} tính vào ngày làm việc tiếp theo",
            f"Receipts after {hour} count as of the next working day",
        )
    for year in years:
        count = format_number(Decimal(str(working_days_of(calendar, year))), lang=lang)
        yield session.say(f"Năm {year}: {count} ngày làm việc", f"{year}: {count} working days")


def _row(each: CalendarDay, session: Session) -> list[str]:
    day = f"{each.day:%d/%m/%Y}" if session.lang == "vi" else each.day.isoformat()
    status = session.say(*STATUSES[each.status])
    weekday = weekday_name(each.day, session.lang)
    label, source = each.label.text(session.lang), each.source.text(session.lang)
    return [day, weekday, kind_words(each, session), label, status, source]


def _entry(
    calendar: Calendar, years: list[int], days: list[CalendarDay], session: Session
) -> dict[str, Any]:
    settings = calendar.settings
    cut_off = settings.reception_cut_off
    return {
        "calendar": calendar.name,
        "label": calendar.label.text(session.lang),
        "years": sorted(calendar.years),
        "working_weekdays": settings.working_weekdays,
        "half_days": settings.half_days,
        "reception_cut_off": f"{cut_off:%H:%M}" if cut_off else None,
        "working_days": {str(year): working_days_of(calendar, year) for year in years},
        "days": [day_entry(each, session) for each in days],
    }


def day_entry(each: CalendarDay, session: Session) -> dict[str, Any]:
    """Return one day as JSON shows it."""
    return {
        "date": each.day.isoformat(),
        "kind": each.kind,
        "half": each.half,
        "label": each.label.text(session.lang),
        "status": each.status,
        "in_force": each.is_in_force,
        "source": each.source.text(session.lang),
    }
