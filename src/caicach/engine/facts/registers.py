"""What a store knows besides its facts: its calendar and its agencies."""

from datetime import date, timedelta

from caicach.core.agencies import AgencyTree, read_agencies
from caicach.core.calendars import Calendar, read_calendar, shipped_calendar
from caicach.engine.facts.snapshot import Facts

AGENCIES, CALENDAR = "agencies", "calendar"


def calendar_of(facts: Facts) -> Calendar:
    """Return the store's own calendar, or the shipped one where it has none.

    Raises ValueError for a register that this program did not write.
    """
    text = facts.register(CALENDAR)
    if text is None:
        return shipped_calendar()
    calendar, issues = read_calendar(text, CALENDAR)
    if calendar is None:
        raise ValueError("; ".join(map(str, issues)))
    return calendar


def agencies_of(facts: Facts) -> AgencyTree | None:
    """Return the store's agencies, None where none were put in. Raises ValueError as above."""
    text = facts.register(AGENCIES)
    if text is None:
        return None
    tree, issues = read_agencies(text, AGENCIES)
    if tree is None:
        raise ValueError("; ".join(map(str, issues)))
    return tree


def days_off(calendar: Calendar) -> list[date]:
    """Return every day of the calendar's years on which nobody works."""
    days = (
        date(year, 1, 1) + timedelta(days=number)
        for year in sorted(calendar.years)
        for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    )
    return [day for day in days if not calendar.is_working(day)]


def row_count(facts: Facts, table: str) -> int:
    """Return how many rows a fact table has."""
    return sum(file.rows for file in facts.files(table))
