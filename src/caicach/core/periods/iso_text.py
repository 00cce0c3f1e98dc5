"""Periods in their ISO text form: `2026-03`, `2026-Q1`, `2026-03-YTD`, two days with a slash."""

import re
from collections.abc import Callable
from datetime import date

from caicach.core.periods.calendar_period import YEARS, Half, Month, PlanYear, Quarter, Year
from caicach.core.periods.fault import PeriodError
from caicach.core.periods.span import DaySpan, Period
from caicach.core.periods.window import ReportWindows

_YEARLY = re.compile(r"(?P<year>[0-9]+)(?P<rest>|-[0-9]{2}|-[QH][0-9]|-P|-R\.[A-Z][A-Z0-9]*)")
_RUN = re.compile(r"(?P<end>[0-9]+-(?:[0-9]{2}|[QH][0-9]))-(?P<run>YTD|12M)")
_SPAN = re.compile(r"([0-9]+-[0-9]{2}-[0-9]{2})/([0-9]+-[0-9]{2}-[0-9]{2})")


def parse_iso(text: str, windows: ReportWindows) -> Period | None:
    """Return the period, or None where `text` has none of the ISO forms.

    Raises PeriodError where it has the form and is wrong within it.
    """
    if found := _SPAN.fullmatch(text):
        return _span(found[1], found[2], text)
    if found := _RUN.fullmatch(text):
        return _run_to(parse_iso(found["end"], windows), found["run"])
    found = _YEARLY.fullmatch(text)
    return None if found is None else _yearly(found, text, windows)


def _span(first: str, last: str, text: str) -> DaySpan:
    if any(day.index("-") != 4 or int(day[:4]) not in YEARS for day in (first, last)):
        raise PeriodError("year", text)
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise PeriodError("day", text) from None
    return DaySpan(*days)


def _run_to(end: Period | None, run: str) -> DaySpan | None:
    """Days up to the end of a part of a year: from 1 January, or twelve months."""
    if not isinstance(end, Month | Quarter | Half):
        return None
    return end.year_to_date() if run == "YTD" else end.rolling_year()


def _yearly(found: re.Match[str], text: str, windows: ReportWindows) -> Period:
    if len(found["year"]) != 4:
        raise PeriodError("year", text)
    year, rest = int(found["year"]), found["rest"].removeprefix("-")
    if rest.startswith("R."):
        return windows.window(year, rest.removeprefix("R."))
    return _KINDS.get(rest[:1], _month)(year, rest)


def _month(year: int, rest: str) -> Period:
    return Month(year, int(rest))


_KINDS: dict[str, Callable[[int, str], Period]] = {
    "": lambda year, _rest: Year(year),
    "P": lambda year, _rest: PlanYear(year),
    "Q": lambda year, rest: Quarter(year, int(rest[1])),
    "H": lambda year, rest: Half(year, int(rest[1])),
}
