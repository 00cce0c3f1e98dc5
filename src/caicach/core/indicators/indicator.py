"""One indicator: its words, its source and the parts it is made of."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from caicach.core.documents import Label
from caicach.core.indicators.condition import Condition, Missing, Not, all_of
from caicach.core.indicators.figure import MISSING, Figure, WhenEmpty, empty_figure
from caicach.core.indicators.part import ClockName, FactsName, Part, StateName
from caicach.core.issues import Issue, issue

Kind = Literal["share", "mean", "count", "percentile", "procedures_share"]
Unit = Literal["percent", "working_days", "count"]
Direction = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """Where a definition comes from; `status` says how far it can be trusted."""

    text: str
    place: str | None = None
    status: Literal["reported", "recalled", "derived"] = "derived"


@dataclass(frozen=True, slots=True)
class Side:
    """Numerator or denominator: what its rows must satisfy beyond what all rows must."""

    where: Condition
    states: tuple[StateName, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition as read from YAML.

    numerator: None for means, which divide a sum by a count, and percentiles.
    denominator: None for counts. A share's numerator counts rows of its denominator only.
    column: what a mean sums and a percentile ranks. percentile: 0 to 100.
    where: every row counted on either side satisfies it.
    """

    id: str
    label: Label
    unit: Unit
    direction: Direction
    kind: Kind
    facts: FactsName
    placed_by: str
    where: Condition
    decimals: int
    source: IndicatorSource
    empty_denominator: WhenEmpty = "missing"
    clock: ClockName | None = None
    numerator: Side | None = None
    denominator: Side | None = None
    column: str | None = None
    percentile: Decimal | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    note: Label | None = None
    path: str = ""

    def parts(self) -> tuple[Part, Part | None]:
        """Return numerator and denominator.

        count: the second is None. mean: sum and count of rows whose column is known.
        percentile: the values to be ranked, and their count.
        """
        if self.column is not None:
            known = self._part(all_of((self.where, Not(Missing(self.column)))))
            amount: Literal["sum", "values"] = "sum" if self.kind == "mean" else "values"
            return replace(known, amount=(amount, self.column)), known
        base = all_of((self.where, self.denominator.where)) if self.denominator else self.where
        if self.numerator is None:
            raise ValueError(f"{self.id} has neither a numerator nor a column")
        top = self._part(all_of((base, self.numerator.where)), self.numerator.states)
        below = self._part(base, self.denominator.states) if self.denominator else None
        return top, below

    def _part(self, where: Condition, states: tuple[StateName, ...] = ()) -> Part:
        return Part(self.facts, self.placed_by, where, "count", self.clock, states)

    def value(self, numerator: float | None, denominator: float | None = None) -> Figure:
        """Return the value of its two parts, unrounded.

        None for a part means that nobody knows it, which is not zero. A count needs no
        denominator; a percentile is handed in as its own numerator, with the count of values.
        """
        if self.kind == "count":
            return MISSING if numerator is None else Figure(float(numerator), "value")
        if denominator is None:
            return MISSING
        if denominator == 0:
            return empty_figure(self.empty_denominator)
        if numerator is None:
            return MISSING
        return Figure(self._divided(numerator, denominator), "value")

    def _divided(self, numerator: float, denominator: float) -> float:
        if self.kind == "percentile":
            return float(numerator)
        return (100.0 if self.unit == "percent" else 1.0) * numerator / denominator

    @property
    def rolls_up(self) -> bool:
        """Say whether parts of smaller agencies and periods add up to those of larger ones."""
        return all(part.adds_up for part in self.parts() if part is not None)

    def refuse_roll_up(self, where: str) -> Issue | None:
        """Return why smaller values must not be added or averaged; None where parts add up."""
        if self.rolls_up:
            return None
        ranks = self.kind == "percentile"
        code = "percentile-stands-alone" if ranks else "procedures-count-once"
        return issue(code, where, indicator=self.id)

    def in_force(self, day: date) -> bool:
        """Say whether the definition is valid on `day`; both its ends are included."""
        return (self.effective_from or day) <= day <= (self.effective_until or day)
