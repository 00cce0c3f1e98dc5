"""One target at one agency: evidence asked of its source, and judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from caicach.core.numbers import round_half_up
from caicach.core.periods import Period
from caicach.core.targets import Forecast, Measured, Parts, TargetShape, count_reaching, judge
from caicach.web.monitoring.evidence import NOTHING, Evidence
from caicach.web.monitoring.models import TROUBLE, Override, StandingRow
from caicach.web.monitoring.sources.indicators import IndicatorBook
from caicach.web.monitoring.sources.indices import IndexShelf
from caicach.web.monitoring.sources.reports import ReportShelf
from caicach.web.monitoring.sources.tasks import FIGURE, TaskShelf
from caicach.web.plans.models import Assignment, Target

PLACES = 6


@dataclass(frozen=True)
class Sources:
    """Everything figures are taken from, read at once for many targets.

    counted: for targets on a share of agencies, whom they count where nobody was assigned.
    """

    books: dict[str, IndicatorBook]
    indices: IndexShelf
    reports: ReportShelf
    tasks: TaskShelf
    overrides: dict[tuple[int, int], Override]
    counted: dict[int, list[int]]
    today: date

    def evidence(self, target: Target, agency: int, shape: TargetShape) -> Evidence:
        """Return what the target's own source knows, whatever was put in its place."""
        base = target.base_value
        if target.source_kind == Target.SourceKind.INDICATOR:
            book = self.books.get(target.indicator)
            return NOTHING if book is None else book.evidence(agency, shape, base)
        if target.source_kind == Target.SourceKind.INDEX:
            found = self.indices.evidence(target, agency, base)
            if found.measured is not None:
                return found
        if target.figure == FIGURE:
            return self.tasks.evidence(target, agency, shape)
        return self.reports.evidence(target, agency, base)


@dataclass
class TargetJudge:
    """Judges a target at each of its agencies; kept because a share of agencies needs them all."""

    target: Target
    sources: Sources
    reached: list[Measured | None] = field(default_factory=list)
    period: Period | None = None

    def rows(self, assignments: Iterable[Assignment]) -> list[StandingRow]:
        """Return a standing for each agency; the plan's own comes last, as it may sum them up."""
        own = self.target.plan.agency_id
        ordered = sorted(assignments, key=lambda each: each.agency_id == own)
        return [self._row(each) for each in ordered]

    def _row(self, assignment: Assignment) -> StandingRow:
        target, agency = self.target, assignment.agency_id
        shape = assignment.shape
        sums_up = shape.form == "share_of_agencies"
        if sums_up and agency != target.plan.agency_id:
            shape = _for_each(shape)
        evidence = self.sources.evidence(target, agency, shape)
        if sums_up and agency == target.plan.agency_id:
            evidence = self._summed(shape)
        elif sums_up:
            self.reached.append(evidence.number)
            self.period = evidence.period or self.period
        override = self.sources.overrides.get((target.pk, agency))
        if override is not None:
            evidence = Evidence("override", override.value, evidence.period, evidence.base)
        return self._judged(shape, evidence, agency)

    def _summed(self, shape: TargetShape) -> Evidence:
        """Count those assigned; where nobody is, the agencies right below the plan's own."""
        each = _for_each(shape)
        others = [] if self.reached else self.sources.counted.get(self.target.pk, [])
        found = [self.sources.evidence(self.target, agency, each) for agency in others]
        parts = count_reaching(shape, [*self.reached, *(one.number for one in found)])
        if not parts.denominator:
            return NOTHING
        measured: Measured = parts if shape.unit == "percent" else parts.numerator
        period = next((one.period for one in found if one.period is not None), self.period)
        return Evidence("agencies", measured, period)

    def _judged(self, shape: TargetShape, evidence: Evidence, agency: int) -> StandingRow:
        standing = judge(
            shape,
            evidence.measured,
            on=self.sources.today,
            forecast=evidence.forecast,
            base=evidence.base,
            period=evidence.period,
        )
        measured = evidence.measured
        parts = measured if isinstance(measured, Parts) else None
        return StandingRow(
            target=self.target,
            agency_id=agency,
            state=standing.state,
            trouble=TROUBLE[standing.state],
            rule=standing.rule,
            source=evidence.source,
            period="" if evidence.period is None else str(evidence.period),
            numerator=None if parts is None else parts.numerator,
            denominator=None if parts is None else parts.denominator,
            value=_rounded(evidence.number),
            band=measured if isinstance(measured, str) else "",
            day=measured if isinstance(measured, date) else None,
            base=_base(evidence),
            chance=_rounded(standing.chance),
            forecast=_kept(evidence.forecast),
            facts_version=evidence.facts_version,
            waiting=self.sources.reports.waiting.get((self.target.pk, agency), 0),
        )


def _for_each(shape: TargetShape) -> TargetShape:
    """Return what a target on a share of agencies asks of each."""
    return shape.model_copy(
        update={
            "form": "level",
            "comparator": ">=",
            "threshold": shape.agencies_at_least,
            "unit": shape.agencies_unit,
        }
    )


def _base(evidence: Evidence) -> Decimal | None:
    base = evidence.base
    if isinstance(base, Parts):
        share = base.percent
        return None if share is None else _rounded(Decimal(share.numerator) / share.denominator)
    return None if base is None else _rounded(Decimal(base))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, PLACES)


def _kept(forecast: Forecast | None) -> dict[str, Any] | None:
    """Numbers as text: JSON has no decimals."""
    if forecast is None:
        return None
    names = Forecast.__dataclass_fields__
    values = {name: getattr(forecast, name) for name in names}
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()
    }


def restored(kept: dict[str, Any] | None) -> Forecast | None:
    """Return the forecast that was kept with a standing."""
    if kept is None:
        return None
    values: dict[str, Any] = {
        name: Decimal(value) if name in DECIMALS and value is not None else value
        for name, value in kept.items()
    }
    return Forecast(**values)


DECIMALS = frozenset({"mid", "low", "high", "chance", "needed", "best", "worst"})
