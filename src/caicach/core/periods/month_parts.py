"""A period taken apart by the months of the calendar."""

from caicach.core.periods.calendar_period import Month
from caicach.core.periods.span import DaySpan, Period


def list_months(period: Period) -> tuple[Month, ...]:
    """Return every month that has a day in `period`, in order; the outer ones may be partial."""
    months = [Month.of(period.first_day)]
    while months[-1].last_day < period.last_day:
        months.append(months[-1].next())
    return tuple(months)


def split_months(period: Period) -> tuple[DaySpan, ...]:
    """Return `period` cut at the ends of months: each day in exactly one part, in order."""
    parts = (month.shared(period) for month in list_months(period))
    return tuple(part for part in parts if part is not None)
