"""Typed periods of reports, plans and indices."""

from caicach.core.periods.calendar_period import Half, Month, PlanYear, Quarter, Year
from caicach.core.periods.day_text import show_day
from caicach.core.periods.fault import PeriodError, Reason
from caicach.core.periods.month_parts import list_months, split_months
from caicach.core.periods.period_text import parse_period
from caicach.core.periods.span import DaySpan, Period
from caicach.core.periods.window import ReportWindow, ReportWindows
from caicach.core.periods.window_table import read_report_windows, shipped_windows

__all__ = [
    "DaySpan",
    "Half",
    "Month",
    "Period",
    "PeriodError",
    "PlanYear",
    "Quarter",
    "Reason",
    "ReportWindow",
    "ReportWindows",
    "Year",
    "list_months",
    "parse_period",
    "read_report_windows",
    "shipped_windows",
    "show_day",
    "split_months",
]
