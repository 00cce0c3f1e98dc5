"""What is wrong with a target, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import PlanYear, show_day
from caicach.core.targets.band_place import place_of

if TYPE_CHECKING:
    from caicach.core.targets.shape import TargetShape

YEARS = range(1990, 2100)
"""Years that a plan can be about; others are slips of the keyboard."""

AMOUNTS = (">=", ">", "=", "<=", "<", "in")
RISING = (">=", ">", "=", "in")
ALLOWED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "level": (AMOUNTS, ("percent", "count", "points")),
    "rank": (("<=", "<", "=", "in"), ("rank",)),
    "band": ((">=", "in"), ("band",)),
    "rise": (RISING, ("places", "points", "percent", "count")),
    "reduction": (RISING, ("percent", "count", "points")),
    "done_by": (("<=",), ("day",)),
    "share_of_agencies": (AMOUNTS, ("percent", "count")),
}
"""The comparators and units that make sense in each form."""

FORM_NAMES = {
    "level": Said("mức", "level"),
    "rank": Said("thứ hạng", "rank"),
    "band": Said("xếp loại", "band"),
    "rise": Said("tăng", "rise"),
    "reduction": Said("giảm", "reduction"),
    "done_by": Said("xong trước ngày", "done by a day"),
    "share_of_agencies": Said("số cơ quan đạt mức", "share of agencies"),
}


def check_target(shape: TargetShape, where: str) -> Iterator[Issue]:
    """Yield every fault of the target, told at `where`."""
    yield from _check_form(shape, where)
    yield from _check_amount(shape, where)
    yield from _check_band(shape, where)
    yield from _check_base(shape, where)
    yield from _check_days(shape, where)
    yield from _check_milestones(shape, where)
    yield from _check_agencies(shape, where)


def _check_form(shape: TargetShape, where: str) -> Iterator[Issue]:
    comparators, units = ALLOWED[shape.form]
    form = FORM_NAMES[shape.form]
    if shape.comparator not in comparators:
        known = ", ".join(comparators)
        yield issue("target-comparator", where, form=form, value=shape.comparator, known=known)
    if shape.unit not in units:
        known = ", ".join(units)
        yield issue("target-unit", where, form=form, value=shape.unit, known=known)


def _check_amount(shape: TargetShape, where: str) -> Iterator[Issue]:
    amount, upper = shape.threshold, shape.upper
    if shape.form not in ("band", "done_by") and amount is None:
        yield issue("target-threshold-missing", where, form=FORM_NAMES[shape.form])
    if shape.form in ("band", "done_by") and amount is not None:
        yield issue("target-threshold-unused", where, value=amount, form=FORM_NAMES[shape.form])
    if shape.comparator == "in" and amount is not None and upper is None:
        yield issue("target-upper-missing", where, low=amount)
    if upper is not None and shape.comparator != "in":
        yield issue("target-upper-unused", where, value=upper)
    if amount is not None and upper is not None and upper < amount:
        yield issue("target-range-reversed", where, low=amount, high=upper)
    milestones = [each.threshold for each in shape.milestones]
    for value in (amount, upper, *milestones):
        if value is not None:
            yield from _check_value(shape, value, where)


def _check_value(shape: TargetShape, value: Decimal, where: str) -> Iterator[Issue]:
    """A share ends at 100; places, ranks and counts are whole; nothing is below zero."""
    if value < 0:
        yield issue("target-below-zero", where, value=value)
    if shape.unit == "percent" and shape.form != "rise" and value > 100:
        yield issue("target-above-hundred", where, value=value)
    if shape.unit in ("rank", "places", "count") and value != value.to_integral_value():
        yield issue("target-not-whole", where, value=value)
    if shape.unit == "rank" and value < 1:
        yield issue("target-rank-below-one", where, value=value)


def _check_band(shape: TargetShape, where: str) -> Iterator[Issue]:
    names_band = shape.form == "band" or (
        shape.form == "share_of_agencies" and shape.agencies_at_least is None
    )
    if shape.band is None:
        if shape.form == "band":
            yield issue("target-band-missing", where)
        return
    if not names_band:
        yield issue("target-band-unused", where, band=shape.band, form=FORM_NAMES[shape.form])
    elif place_of(shape.band, shape.bands) is None:
        known = ", ".join(shape.bands) or "–"
        yield issue("target-band-unknown", where, band=shape.band, known=known)
    twice = [b for i, b in enumerate(shape.bands) if place_of(b, shape.bands) != i]
    for band in twice:
        yield issue("target-band-twice", where, band=band)


def _check_base(shape: TargetShape, where: str) -> Iterator[Issue]:
    needs_base = shape.form in ("rise", "reduction")
    if needs_base and shape.base_year is None:
        yield issue("target-base-missing", where, form=FORM_NAMES[shape.form])
    if not needs_base and shape.base_year is not None:
        form = FORM_NAMES[shape.form]
        yield issue("target-base-unused", where, year=shape.base_year, form=form)
    if shape.base_year is not None and shape.base_year >= shape.due_on.year:
        yield issue("target-base-late", where, year=shape.base_year, due=shape.due_on.year)
    if shape.base_from is not None and shape.base_from > (shape.base_year or 0):
        year = "–" if shape.base_year is None else shape.base_year
        yield issue("target-base-reversed", where, first=shape.base_from, last=year)


def _check_days(shape: TargetShape, where: str) -> Iterator[Issue]:
    starts_on = shape.starts_on
    if starts_on is None and shape.plan_year is not None and shape.plan_year in YEARS:
        starts_on = PlanYear(shape.plan_year).first_day
    if starts_on is not None and shape.due_on < starts_on:
        start, due = _said(starts_on), _said(shape.due_on)
        yield issue("target-due-before-start", where, due=due, start=start)
    for year in (shape.plan_year, shape.due_on.year):
        if year is not None and year not in YEARS:
            yield issue("target-year", where, value=year)


def _check_milestones(shape: TargetShape, where: str) -> Iterator[Issue]:
    for earlier, later in pairwise(shape.milestones):
        if later.year <= earlier.year:
            years = {"year": later.year, "before": earlier.year}
            yield issue("target-milestone-order", where, **years)
    for each in shape.milestones:
        if each.year > shape.due_on.year:
            yield issue("target-milestone-late", where, year=each.year, due=_said(shape.due_on))
        if each.year == shape.due_on.year and each.threshold != shape.threshold:
            yield issue("target-milestone-differs", where, year=each.year, value=each.threshold)
    if shape.milestones and shape.form in ("band", "done_by"):
        yield issue("target-milestone-unused", where, form=FORM_NAMES[shape.form])


def _check_agencies(shape: TargetShape, where: str) -> Iterator[Issue]:
    level = shape.agencies_at_least
    if shape.form != "share_of_agencies":
        if level is not None:
            form = FORM_NAMES[shape.form]
            yield issue("target-agencies-unused", where, value=level, form=form)
        return
    if (level is None) == (shape.band is None):
        yield issue("target-agencies-level", where)
    if level is not None and shape.agencies_unit == "percent" and not 0 <= level <= 100:
        yield issue("target-above-hundred", where, value=level)


def _said(day: date) -> Said:
    return Said(show_day(day, "vi"), show_day(day, "en"))
