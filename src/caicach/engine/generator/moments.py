"""Instants as whole seconds of local time since 1970, and the texts feeds write them in."""

from datetime import date, datetime, timedelta

DAY = 86_400
HOUR = 3_600
_EPOCH = date(1970, 1, 1)
_MIDNIGHT = datetime(1970, 1, 1)  # noqa: DTZ001 - local time of Asia/Ho_Chi_Minh without a zone
_CLOCK = [f"{s // HOUR:02}{s // 60 % 60:02}{s % 60:02}" for s in range(DAY)]
_DATES: dict[int, str] = {}
_MONTHS: dict[int, str] = {}


def day_number(day: date) -> int:
    """Return the days since 1970."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a day number."""
    return _EPOCH + timedelta(days=number)


def midnight(day: date) -> int:
    """Return the first second of a day."""
    return day_number(day) * DAY


def instant(at: int) -> datetime:
    """Return seconds as a local time without a zone."""
    return _MIDNIGHT + timedelta(seconds=at)


def stamp(at: int | None) -> str:
    """Return `yyyyMMddHHmmss`, as the synchronisation payload writes it; empty for None."""
    if at is None:
        return ""
    number, second = divmod(at, DAY)
    return (_DATES.get(number) or _date(number)) + _CLOCK[second]


def _date(number: int) -> str:
    text = _DATES[number] = day_of(number).strftime("%Y%m%d")
    return text


def iso(at: int | None) -> str:
    """Return `2025-07-01T08:30:00`; empty for None."""
    return "" if at is None else instant(at).isoformat()


def month_of(at: int) -> str:
    """Return the month as the store names it: `2025-07`."""
    number = at // DAY
    return _MONTHS.get(number) or _month(number)


def _month(number: int) -> str:
    text = _MONTHS[number] = day_of(number).strftime("%Y-%m")
    return text
