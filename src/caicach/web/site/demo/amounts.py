"""The figures themselves: most agencies reach what is asked, some nearly, some not."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from caicach.core.numbers import round_half_up
from caicach.core.periods import Period
from caicach.web.plans.models import Assignment, Target
from caicach.web.site.demo.chance import between, draw, outcome

Values: TypeAlias = Mapping[str, Any]
REACHED, NEARLY, SHORT = "reached", "nearly", "short"
FORTUNES = {REACHED: 0.62, NEARLY: 0.22, SHORT: 0.16}
GAPS = {REACHED: (-6, 0), NEARLY: (1, 4), SHORT: (7, 20)}
"""By how many points of a hundred a share falls short of what is asked."""
PACES = {REACHED: Decimal("1.15"), NEARLY: Decimal("0.9"), SHORT: Decimal("0.55")}
FALLS = {REACHED: Decimal("0.92"), NEARLY: Decimal("0.965"), SHORT: Decimal(1)}
USUAL_BASE = Decimal(100)
YEAR = 365


def fortune(assignment: Assignment) -> str:
    """Return how the agency does on the target, in all periods alike."""
    target = assignment.target
    return outcome(FORTUNES, "fortune", target.number, target.key, assignment.agency.code)


def values_of(assignment: Assignment, period: Period) -> Values:
    """Return what is reported for the period."""
    target = assignment.target
    if target.form == "done_by":
        return {"day": day_done(assignment)}
    if target.form == "band":
        return {"band": _band(assignment)}
    unit = target.figure_unit or target.unit
    amount = AMOUNTS.get(target.form) or (_share if unit == "percent" else _number)
    return amount(assignment, period)


def day_done(assignment: Assignment) -> date:
    """Return the day on which it was done: before its deadline, or too late."""
    days = {REACHED: (-20, -3), NEARLY: (4, 12), SHORT: (25, 60)}[fortune(assignment)]
    return assignment.target.due_on + timedelta(days=between(*days, *_names(assignment)))


def _share(assignment: Assignment, period: Period) -> Values:
    """Return parts of a share; where less is better it stays below what is asked."""
    names = (*_names(assignment), period)
    asked = assignment.shape.threshold
    gap = between(*GAPS[fortune(assignment)], *names, "gap")
    if fortune(assignment) == REACHED and asked == 100:
        gap = 0
    is_below = assignment.target.comparator in ("<=", "<")
    percent = (USUAL_BASE if asked is None else asked) + (gap if is_below else -gap)
    percent = min(max(percent, Decimal(0)), Decimal(100))
    whole = between(40, 260, *names, "whole")
    # rounded to the good side, so that a share that is reached stays reached
    top = percent * whole / 100
    numerator = int(top) if is_below else int(-(-top // 1))
    return {"numerator": Decimal(numerator), "denominator": Decimal(whole)}


def _number(assignment: Assignment, period: Period) -> Values:
    """Return a count, a number of points or a place, for so much of the year as the period is."""
    target, asked = assignment.target, assignment.shape.threshold or Decimal(0)
    if asked == 0:
        happens = draw(*_names(assignment), period) < 0.06
        return {"value": Decimal(int(happens))}
    pace = PACES[fortune(assignment)]
    if target.comparator in ("<=", "<"):
        pace = 2 - pace
    is_part = (target.figure_unit or target.unit) == "count" and target.form == "level"
    part = Decimal(period.days) / YEAR if is_part else Decimal(1)
    return {"value": round_half_up(asked * pace * part, 0)}


def _level_left(assignment: Assignment, period: Period) -> Values:
    """Return the level that a reduction has come to."""
    base = assignment.target.base_value or USUAL_BASE
    return {"value": round_half_up(base * FALLS[fortune(assignment)], 0)}


AMOUNTS: dict[str, Callable[[Assignment, Period], Values]] = {"reduction": _level_left}


def _band(assignment: Assignment) -> str:
    target: Target = assignment.target
    bands = target.bands or [target.band]
    place = bands.index(target.band) if target.band in bands else len(bands) - 1
    return str(bands[max(0, place - (fortune(assignment) != REACHED))])


def _names(assignment: Assignment) -> tuple[object, ...]:
    target = assignment.target
    return ("amount", target.plan.agency.code, target.number, target.key, assignment.agency.code)
