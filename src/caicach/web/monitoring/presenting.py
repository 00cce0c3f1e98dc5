"""Standings in the words of a page: what is asked, what was measured, what December will bring."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from caicach.core.indicators import IndicatorNotFoundError, find_indicator
from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_percent
from caicach.core.periods import Period, parse_period
from caicach.core.targets import (
    Forecast,
    Standing,
    TargetShape,
    must_happen,
    says,
    show_chance,
)
from caicach.web.monitoring.judging import restored
from caicach.web.monitoring.models import StandingRow

WIDTH = 144
COUNTED = {
    "dossiers": ("hồ sơ", "dossiers"),
    "petitions": ("phản ánh, kiến nghị", "feedback items"),
    "documents": ("văn bản", "documents"),
    "procedures": ("thủ tục", "procedures"),
}
TASKS = ("nhiệm vụ", "tasks")
CASES = ("trường hợp", "cases")


class Range(NamedTuple):
    """Where the marks of a small picture stand, from 0 to WIDTH."""

    low: float
    mid: float
    high: float
    goal: float | None


@dataclass(frozen=True)
class Shown:
    """A standing as a row of a table; shape: what the agency itself has to reach."""

    row: StandingRow
    shape: TargetShape
    lang: Lang
    name: str = ""

    @classmethod
    def of(cls, row: StandingRow, lang: Lang, name: str = "") -> "Shown":
        """Return a row of `queries.standings`, held against what its own agency must reach."""
        own: Decimal | None = getattr(row, "own_threshold", None)
        threshold = row.target.threshold if own is None else own
        return cls(row, row.target.shape_for(threshold), lang, name)

    @cached_property
    def address(self) -> str:
        """Return where it opens."""
        return reverse("monitoring:target", args=[self.row.target_id, self.row.agency.code])

    @property
    def label(self) -> str:
        """Return what the target is called."""
        target = self.row.target
        return (target.label_en or target.label) if self.lang == "en" else target.label

    @cached_property
    def requirement(self) -> str:
        """Return "≥ 98 %"."""
        return says(self.shape, self.lang)

    @cached_property
    def measured(self) -> str | None:
        """Return the value as it is written, None where there is none."""
        row = self.row
        if row.day is not None:
            return row.day.strftime("%d/%m/%Y")
        if row.band:
            return row.band
        return None if row.value is None else self.written(row.value)

    @cached_property
    def parts(self) -> str:
        """Return "358.660 / 405.424", nothing where the value has no parts."""
        if self.row.numerator is None or self.row.denominator is None:
            return ""
        both = (self.row.numerator, self.row.denominator)
        return " / ".join(format_number(each, lang=self.lang, places=0) for each in both)

    @cached_property
    def period(self) -> Period | None:
        """Return what the value was measured over."""
        return parse_period(self.row.period) if self.row.period else None

    @property
    def period_words(self) -> str:
        """Return it in words."""
        return "" if self.period is None else self.period.label(self.lang)

    @cached_property
    def forecast(self) -> Forecast | None:
        """Return the forecast that was kept."""
        return restored(self.row.forecast)

    @cached_property
    def forecast_words(self) -> str:
        """Return "89,6 % (88,6–90,7)"; nothing where nothing can be forecast."""
        return f"{self.forecast_mid} ({self.forecast_band})" if self.forecast else ""

    @property
    def forecast_mid(self) -> str:
        """Return "89,6 %", the middle of what the year may end with."""
        return self.written(self.forecast.mid, 1) if self.forecast else ""

    @property
    def forecast_band(self) -> str:
        """Return "88,6–90,7", between which nine of ten years like this one end."""
        found = self.forecast
        return f"{self._bare(found.low)}–{self._bare(found.high)}" if found else ""

    @cached_property
    def chance(self) -> str:
        """Return how likely the target is reached; nothing where that is not known."""
        found = self.forecast
        return "" if found is None else show_chance(found.chance, self.lang)

    @cached_property
    def outlook(self) -> str:
        """Return what must happen for the target to be reached."""
        found = self.forecast
        return "" if found is None else must_happen(self.shape, found, self._counted, self.lang)

    @property
    def why(self) -> str:
        """Return why the state is what it is, in a sentence."""
        row = self.row
        standing = Standing(row.state, row.rule, row.chance, self.forecast, self.period)  # type: ignore[arg-type] # the database holds the states of the core alone
        return standing.says(self.lang)

    @cached_property
    def range(self) -> Range | None:
        """Return the picture of interval and goal, for shares alone: they have a known scale."""
        found = self.forecast
        if found is None or self.shape.unit != "percent":
            return None
        goal = self.shape.for_year(self.shape.due_on.year).threshold
        marks = [found.low, found.high, *([goal] if goal is not None else [])]
        first = max(Decimal(0), min(marks) - 5)
        last = min(Decimal(100), max(marks) + 5)

        def place(value: Decimal) -> float:
            return round(float((value - first) / (last - first) * WIDTH), 1)

        ends = (place(found.low), place(found.mid), place(found.high))
        return Range(*ends, None if goal is None else place(goal))

    def written(self, value: Decimal, places: int = 2) -> str:
        """Return a value in the target's unit."""
        if self.shape.unit == "percent" and self.shape.form != "reduction":
            return format_percent(value, lang=self.lang, places=places)
        if self.shape.unit in {"rank", "places"} and self.shape.form in {"rank", "rise"}:
            word = "hạng" if self.lang == "vi" else "rank"
            return f"{word} {format_number(value, lang=self.lang, places=0)}"
        return format_number(value, lang=self.lang, places=places, min_places=0)

    def _bare(self, value: Decimal) -> str:
        return format_number(value, lang=self.lang, places=1, min_places=0)

    @cached_property
    def _counted(self) -> str:
        words = CASES
        if self.row.source == StandingRow.Source.TASKS:
            words = TASKS
        elif self.row.target.indicator:
            try:
                words = COUNTED.get(find_indicator(self.row.target.indicator).facts, CASES)
            except IndicatorNotFoundError:
                words = CASES
        return words[0] if self.lang == "vi" else words[1]
