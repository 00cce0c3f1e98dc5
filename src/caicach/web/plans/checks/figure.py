"""What keeps a reported figure from standing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import Period, PeriodError, parse_period
from caicach.web.plans.models import FigureReport, Target

FIELD_OF = {
    "figure-numerator-above": "numerator",
    "figure-below-zero": "value",
    "figure-denominator": "denominator",
    "figure-above-hundred": "value",
    "figure-not-whole": "value",
    "figure-missing": "value",
    "figure-period-ahead": "period",
    "figure-period-outside": "period",
    "figure-day-ahead": "day",
    "figure-band-unknown": "band",
}
HUNDRED = Decimal(100)


def read_period(text: str, year: int | None = None) -> tuple[Period | None, list[Issue]]:
    """Return the period that was written, or the fault."""
    try:
        return parse_period(text, year=year), []
    except PeriodError as error:
        return None, [error.issue(text)]


def check_figure(report: FigureReport, target: Target, on: date) -> list[Issue]:
    """Return everything against the figure, as seen on the day `on`."""
    return [*_period(report, target, on), *_amounts(report, target), *_other(report, target, on)]


def _period(report: FigureReport, target: Target, on: date) -> Iterator[Issue]:
    if report.period_from > on:
        yield issue("figure-period-ahead", report.period, period=report.period)
    if report.period_to.year not in _years_told(target):
        years = {"first": target.plan.first_year, "last": target.plan.last_year}
        yield issue("figure-period-outside", report.period, period=report.period, **years)


def _years_told(target: Target) -> range:
    """The years of the plan, and those back to the base that a change is counted from."""
    first = min(target.plan.first_year, target.base_from or target.base_year or 9999)
    return range(first, target.plan.last_year + 1)


def _amounts(report: FigureReport, target: Target) -> Iterator[Issue]:
    where, above, below = report.period, report.numerator, report.denominator
    if report.day is None and not report.band and above is None and report.value is None:
        yield issue("figure-missing", where)
    for amount in (above, below, report.value):
        if amount is not None and amount < 0:
            yield issue("figure-below-zero", where, value=_shown(amount))
    if above is not None and below is not None:
        yield from _parts(above, below, target, where)
    if report.value is not None:
        yield from _value(report.value, target, where)


def _parts(above: Decimal, below: Decimal, target: Target, where: str) -> Iterator[Issue]:
    if below == 0 and above > 0:
        yield issue("figure-denominator", where, value=_shown(above))
    elif above > below and _is_share(target):
        parts = {"numerator": _shown(above), "denominator": _shown(below)}
        yield issue("figure-numerator-above", where, **parts)


def _value(value: Decimal, target: Target, where: str) -> Iterator[Issue]:
    if _is_share(target) and value > HUNDRED:
        yield issue("figure-above-hundred", where, value=_shown(value))
    if _is_count(target) and value % 1:
        yield issue("figure-not-whole", where, value=_shown(value))


def _other(report: FigureReport, target: Target, on: date) -> Iterator[Issue]:
    if report.day is not None and report.day > on:
        day = Said(f"{report.day:%d/%m/%Y}", report.day.isoformat())
        yield issue("figure-day-ahead", report.period, day=day)
    if report.band and target.bands and report.band not in target.bands:
        known = ", ".join(target.bands)
        yield issue("figure-band-unknown", report.period, band=report.band, known=known)


def _is_share(target: Target) -> bool:
    return (target.figure_unit or target.unit) == "percent" and target.form != "reduction"


def _is_count(target: Target) -> bool:
    return (target.figure_unit or target.unit) in ("count", "rank", "places")


def _shown(amount: Decimal) -> Decimal:
    return amount.normalize() if amount % 1 else amount.to_integral_value()
