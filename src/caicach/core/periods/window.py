"""Report windows: the days a periodic report counts and the day it is due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from caicach.core.documents import Shape, Text, Words
from caicach.core.issues import Lang
from caicach.core.periods.calendar_period import require_year
from caicach.core.periods.fault import PeriodError
from caicach.core.periods.span import Period

NO_LEAP_YEAR = 2001


class YearlyDay(Shape):
    """A day that comes back every year, in the report's year or some years before it."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    years_before: Annotated[int, Field(ge=0, le=1)] = 0

    @field_validator("day")
    @classmethod
    def _exists_every_year(cls, day: int, others: ValidationInfo) -> int:
        month = others.data.get("month")
        if month and day > monthrange(NO_LEAP_YEAR, month)[1]:
            raise PydanticCustomError(
                "no-such-day", "không có ngày này trong mọi năm / not a day of every year"
            )
        return day

    def in_year(self, year: int) -> date:
        """Return the day as it falls for the reports of `year`."""
        return date(year - self.years_before, self.month, self.day)


class WindowRule(Shape):
    """One report of the year: `name` is its code, `label` has `{year}` in place of the year."""

    name: Annotated[Text, Field(pattern=r"^[A-Z][A-Z0-9]*$")]
    label: Words
    data_from: YearlyDay
    data_to: YearlyDay
    due_on: YearlyDay


class Source(Shape):
    """Where the windows are set down."""

    place: Text
    href: Text | None = None


class ReportWindows(Shape):
    """One edition of report windows, in the order the reports are sent."""

    edition: Text
    label: Words
    source: Source
    windows: tuple[WindowRule, ...]

    def window(self, year: int, name: str) -> "ReportWindow":
        """Return the window `name` of `year`. Raises PeriodError when the edition has none."""
        for rule in self.windows:
            if rule.name == name:
                return ReportWindow(year, rule, self.edition)
        raise PeriodError("window", f"{year}-R.{name}")

    def of_year(self, year: int) -> tuple["ReportWindow", ...]:
        """Return all windows of `year`, in the edition's order."""
        return tuple(ReportWindow(year, rule, self.edition) for rule in self.windows)


@dataclass(frozen=True, slots=True)
class ReportWindow(Period):
    """The window of one report, `2026-R.Q1`; windows of one year overlap."""

    year: int
    rule: WindowRule
    edition: str

    def __post_init__(self) -> None:
        require_year(self.year - self.rule.data_from.years_before, str(self))
        require_year(self.year, str(self))

    @property
    def first_day(self) -> date:
        return self.rule.data_from.in_year(self.year)

    @property
    def last_day(self) -> date:
        return self.rule.data_to.in_year(self.year)

    @property
    def due_on(self) -> date:
        """Return the last day to send the report, as printed; it may be a day off."""
        return self.rule.due_on.in_year(self.year)

    def same_last_year(self) -> "ReportWindow":
        return ReportWindow(self.year - 1, self.rule, self.edition)

    def previous(self) -> "ReportWindow":
        raise PeriodError("no-previous", str(self))

    def __str__(self) -> str:
        return f"{self.year}-R.{self.rule.name}"

    def label(self, lang: Lang = "vi") -> str:
        """Return "kỳ báo cáo quý I/2026"."""
        name = self.rule.label.text(lang).replace("{year}", str(self.year))
        return f"kỳ báo cáo {name}" if lang == "vi" else f"report of {name}"
