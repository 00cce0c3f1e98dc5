"""Periods as Vietnamese letters and tables name them."""

import re
from collections.abc import Callable
from datetime import date

from caicach.core.periods.calendar_period import (
    ROMAN,
    Half,
    Month,
    PlanYear,
    Quarter,
    Year,
    require_year,
)
from caicach.core.periods.fault import PeriodError
from caicach.core.periods.span import DaySpan, Period
from caicach.core.periods.window import ReportWindows

_YEAR = r"(?:(?:\s*[/-]\s*|,?\s+năm\s+|\s+)(?P<year>[0-9]+))?"
_DAY = r"(?:ngày\s+)?([0-9]{1,2}/[0-9]{1,2}/[0-9]+)"
_FORMS = {
    "month": re.compile(rf"(?:tháng\s+|t)(?P<number>[0-9]+){_YEAR}"),
    "bare month": re.compile(r"(?P<number>[0-9]{1,2})\s*/\s*(?P<year>[0-9]+)"),
    "quarter": re.compile(rf"quý\s+(?P<number>[ivx]+|[0-9]+){_YEAR}"),
    "months": re.compile(rf"(?P<number>[0-9]+|sáu|chín)\s+tháng(?P<end>\s+đầu|\s+cuối)?{_YEAR}"),
    "year": re.compile(r"năm\s+(?P<year>[0-9]+)"),
    "plan year": re.compile(r"năm\s+kế\s+hoạch\s+(?P<year>[0-9]+)"),
}
_SPAN = re.compile(rf"(?:từ\s+)?{_DAY}\s*(?:đến(?:\s+hết)?|tới|-|–)\s*{_DAY}")
_RUN = re.compile(
    r"(?P<run>(?:l[ũu][yỹ] kế|từ đầu năm)|12 tháng) (?:tính )?(?:đến|tới)(?: hết)? (?P<of>.+)"
)
_REPORT = re.compile(r"(?:kỳ\s+)?báo\s+cáo\s+(?P<of>.+)")
_WORDS = {"sáu": 6, "chín": 9}


def parse_vietnamese(text: str, year: int | None, windows: ReportWindows) -> Period | None:
    """Return the period, or None where `text` has no known form.

    text: lower case, NFC, single spaces. year: taken where the text names none.
    Raises PeriodError where the form is known and the numbers are wrong.
    """
    if found := _SPAN.fullmatch(text):
        return DaySpan(_day(found[1], text), _day(found[2], text))
    if found := _RUN.fullmatch(text):
        return _run_to(found["of"], found["run"], year, windows)
    if found := _REPORT.fullmatch(text):
        return _report(found["of"], text, year, windows)
    for name, form in _FORMS.items():
        if found := form.fullmatch(text):
            return _READ[name](found, _year(found["year"], year, text), text)
    return None


def _run_to(of: str, run: str, year: int | None, windows: ReportWindows) -> Period | None:
    """Days up to the end of a part of a year: from 1 January, or twelve months."""
    end = parse_vietnamese(of, year, windows)
    if not isinstance(end, Month | Quarter | Half):
        return None
    return end.rolling_year() if run == "12 tháng" else end.year_to_date()


def _report(of: str, text: str, year: int | None, windows: ReportWindows) -> Period | None:
    """A report is named by the period it is about, and counts other days than that period."""
    about = parse_vietnamese(of, year, windows)
    if not isinstance(about, Quarter | Half | Year):
        return None
    name = str(about)[5:] or "Y"
    if all(rule.name != name for rule in windows.windows):
        raise PeriodError("window", text)
    return windows.window(about.year, name)


def _year(printed: str | None, given: int | None, text: str) -> int:
    if printed is None:
        if given is None:
            raise PeriodError("no-year", text)
        return require_year(given, text)
    if len(printed) != 4:
        raise PeriodError("year", text)
    return require_year(int(printed), text)


def _day(printed: str, text: str) -> date:
    day, month, year = printed.split("/")
    known_year = _year(year, None, text)
    try:
        return date(known_year, int(month), int(day))
    except ValueError:
        raise PeriodError("day", text) from None


def _month(found: re.Match[str], year: int, text: str) -> Period:
    number = int(found["number"])
    if not 1 <= number <= 12:
        raise PeriodError("month", text)
    return Month(year, number)


def _quarter(found: re.Match[str], year: int, text: str) -> Period:
    printed = found["number"].upper()
    number = ROMAN.index(printed) + 1 if printed in ROMAN else _digits(printed)
    if not 1 <= number <= 4:
        raise PeriodError("quarter", text)
    return Quarter(year, number)


def _digits(printed: str) -> int:
    return int(printed) if printed.isdigit() else 0


def _months(found: re.Match[str], year: int, text: str) -> Period:
    """Months counted from January, or back from December; "6 tháng" alone is the first six."""
    count = _WORDS.get(found["number"]) or _digits(found["number"])
    if not 1 <= count <= 12:
        raise PeriodError("month", text)
    at_end = (found["end"] or "").strip() == "cuối"
    for kind in (Year, Half, Quarter, Month):
        whole = kind.of(date(year, 12 if at_end else 1, 1))
        if whole.last_day.month - whole.first_day.month + 1 == count:
            return whole
    first, last = (13 - count, 12) if at_end else (1, count)
    return DaySpan(date(year, first, 1), Month(year, last).last_day)


_READ: dict[str, Callable[[re.Match[str], int, str], Period]] = {
    "month": _month,
    "bare month": _month,
    "quarter": _quarter,
    "months": _months,
    "year": lambda _found, year, _text: Year(year),
    "plan year": lambda _found, year, _text: PlanYear(year),
}
