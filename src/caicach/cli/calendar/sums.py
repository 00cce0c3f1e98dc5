"""`caicach calendar add-days` and `between`: due times and distances in working days."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from caicach.cli.calendar.opening import (
    OUTPUTS,
    FileOption,
    OutputOption,
    open_calendar,
    read_amount,
    read_moment,
)
from caicach.cli.calendar.showing import day_entry
from caicach.cli.calendar.weekdays import day_words, kind_words
from caicach.cli.session import Session, check_format, session_of
from caicach.core.calendars import Calendar, CalendarDay
from caicach.files.safe_text import safe

StartArgument = Annotated[str, typer.Argument(metavar="START", help="calendar.start")]


def add_days(
    context: typer.Context,
    start: StartArgument,
    days: Annotated[str, typer.Argument(metavar="DAYS", help="calendar.days")],
    file: FileOption = None,
    output: OutputOption = "table",
) -> None:
    """Tell when so many working days after a receipt are over."""
    session = session_of(context)
    session.output = check_format(output, OUTPUTS)
    calendar, issues = open_calendar(file)
    received, amount = read_moment(start), read_amount(days)
    counted = calendar.counted_from(received.at) if received.has_hour else received.at
    due = calendar.add_working_days(counted, amount)
    content = {
        "calendar": calendar.name,
        "start": received.like(received.at),
        "counted_from": received.like(counted),
        "working_days": float(amount),
        "due": received.like(due),
    }
    hour = f" {due:%H:%M}" if received.has_hour else ""
    words = day_words(due, session.lang) + hour
    lines = [session.say(f"Hết hạn: {words}", f"Due: {words}")]
    if counted != received.at:
        moved = day_words(counted, session.lang)
        lines.append(session.say(f"Tính từ {moved}", f"Counted from {moved}"))
    _tell(session, content, lines, _between(calendar, received.day, due.date()))
    session.tell_issues([*issues, *calendar.uncovered(received.day, due.date(), calendar.name)])


def between(
    context: typer.Context,
    start: StartArgument,
    end: Annotated[str, typer.Argument(metavar="END", help="calendar.end")],
    file: FileOption = None,
    output: OutputOption = "table",
) -> None:
    """Tell how many working days lie between two days, the first not counted."""
    session = session_of(context)
    session.output = check_format(output, OUTPUTS)
    calendar, issues = open_calendar(file)
    first, last = read_moment(start).day, read_moment(end).day
    found = calendar.working_days_between(first, last)
    content = {
        "calendar": calendar.name,
        "start": first.isoformat(),
        "end": last.isoformat(),
        "working_days": found,
    }
    lines = [session.count(found, "ngày làm việc", "working day", "working days")]
    early, late = sorted((first, last))
    _tell(session, content, lines, _between(calendar, early, late))
    session.tell_issues([*issues, *calendar.uncovered(early, late, calendar.name)])


def _between(calendar: Calendar, first: date, last: date) -> list[CalendarDay]:
    return [each for each in calendar.days if first < each.day <= last and each.is_in_force]


def _tell(
    session: Session, content: dict[str, Any], lines: list[str], days: list[CalendarDay]
) -> None:
    """Say the answer, and which days made it other than the plain week would."""
    if session.output == "json":
        session.print_json({**content, "days": [day_entry(each, session) for each in days]})
    else:
        session.show(*lines, *_day_lines(days, session))


def _day_lines(days: list[CalendarDay], session: Session) -> Iterator[str]:
    for each in days:
        kind, label = kind_words(each, session), each.label.text(session.lang)
        yield safe(f"  {day_words(each.day, session.lang)}: {kind} ({label})")
