"""Calendars, days and amounts as the command line names them."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.core.calendars import Calendar, read_calendar, shipped_calendar
from caicach.core.issues import Issue, has_faults
from caicach.core.numbers import NumberTextError, parse_number
from caicach.files.tables import decode, read_bytes

FileOption = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="calendar.file")]
OUTPUTS = ("table", "json")
OutputOption = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(OUTPUTS), help="format")
]

DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})( [0-9]{2}(?::[0-9]{2}){1,2})?")
"""13/02/2026 15:00: how people write what ISO writes 2026-02-13 15:00."""

MOST_DAYS = Decimal(100_000)


class Moment(NamedTuple):
    """A day, with an hour where one was given."""

    at: datetime
    has_hour: bool

    @property
    def day(self) -> date:
        """Return its day."""
        return self.at.date()

    def like(self, at: datetime) -> str:
        """Return another instant in ISO form, with an hour only where this has one."""
        return at.isoformat(timespec="minutes") if self.has_hour else at.date().isoformat()


def check_file(path: Path) -> tuple[Calendar | None, list[Issue]]:
    """Return the calendar in a file, or None, with every issue.

    Raises WrongUseError when the file cannot be read at all.
    """
    content, issues = read_bytes(path, str(path))
    if content is None:
        raise WrongUseError.of(issues)
    text, issues = decode(content, str(path))
    if text is None or has_faults(issues):
        return None, issues
    calendar, more = read_calendar(text, str(path))
    return calendar, [*issues, *more]


def open_calendar(path: Path | None) -> tuple[Calendar, list[Issue]]:
    """Return the calendar of a file, the shipped one where there is none, and its warnings.

    Raises FaultsError with all faults of the file.
    """
    if path is None:
        return shipped_calendar(), []
    calendar, issues = check_file(path)
    if calendar is None:
        raise FaultsError(issues)
    return calendar, [each for each in issues if each.severity == "warning"]


def read_moment(text: str) -> Moment:
    """Return the day or instant of `2026-02-13`, `2026-02-13T15:00`, `13/02/2026 15:00`.

    Raises WrongUseError for any other text.
    """
    given = text.strip()
    try:
        at = _moment(given)
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:  # a zone would be another hour than the one meant
        raise WrongUseError("calendar-moment-unreadable", "calendar", value=text)
    return Moment(at, ":" in given)


def _moment(text: str) -> datetime:
    found = DAY_FIRST.fullmatch(text)
    if found is None:
        return datetime.fromisoformat(text)
    day, month, year, hour = found.groups()
    return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}{hour or ''}")


def read_amount(text: str) -> Decimal:
    """Return how many working days to add. Raises WrongUseError for no number from 0 up."""
    try:
        amount = parse_number(text)
    except NumberTextError:
        amount = Decimal(-1)
    if not 0 <= amount <= MOST_DAYS:
        raise WrongUseError("calendar-amount-unreadable", "calendar", value=text)
    return amount
