"""Whether a measured value reaches a target, with exact bounds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from caicach.core.targets.band_place import place_of
from caicach.core.targets.shape import TargetShape

HUNDRED = 100


class Parts(NamedTuple):
    """A ratio as it was counted; with a denominator of zero there is no value."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Fraction | None:
        """Return 100 times the quotient, exact."""
        if self.denominator == 0:
            return None
        return Fraction(HUNDRED * self.numerator, self.denominator)


NotDone: TypeAlias = Literal["not_done"]
NOT_DONE: NotDone = "not_done"
"""Known to be still open, which is not the same as unknown."""

Measured: TypeAlias = Decimal | int | Parts | date | str
"""A number in the target's unit, a ratio by its parts, the day it was done, or a band."""


Base: TypeAlias = Decimal | int | Parts
"""The value of the base year, in the unit of the measured one."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The values that reach a target: from `low` to `high`; None is open-ended."""

    low: Fraction | None = None
    high: Fraction | None = None
    is_strict: bool = False

    def holds(self, value: Fraction) -> bool:
        """Say whether `value` is inside; the bounds belong to it unless it is strict."""
        if self.is_strict and value in (self.low, self.high):
            return False
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


def reached_range(shape: TargetShape) -> Reached:
    """Return which values reach the target. Raises ValueError where it names no number."""
    if shape.threshold is None:
        raise ValueError(f"a target of the form {shape.form} has no threshold")
    bound = Fraction(shape.threshold)
    if shape.comparator == "in":
        return Reached(bound, None if shape.upper is None else Fraction(shape.upper))
    if shape.comparator == "=" and shape.better == "neither":
        return Reached(bound, bound)
    is_strict = shape.comparator in (">", "<")
    if shape.is_falling:
        return Reached(high=bound, is_strict=is_strict)
    return Reached(low=bound, is_strict=is_strict)


def reaches(shape: TargetShape, measured: Measured | None, base: Base | None = None) -> bool | None:
    """Say whether `measured` reaches the target; None when that cannot be known.

    base: the value of the base year in the same unit, for a rise or a reduction.
    For a share of agencies `measured` is the share or count itself: see `count_reaching`.
    """
    if shape.form == "done_by":
        return _is_done_in_time(shape, measured)
    if shape.form == "band":
        return _reaches_band(shape, measured)
    value = compared_value(shape, measured, base)
    return None if value is None else reached_range(shape).holds(value)


def compared_value(
    shape: TargetShape, measured: Measured | None, base: Base | None = None
) -> Fraction | None:
    """Return what is held against the threshold: the value, or its change from the base."""
    value = _number(measured)
    if shape.form == "share_of_agencies" and shape.unit == "count" and isinstance(measured, Parts):
        return Fraction(measured.numerator)
    if shape.form not in ("rise", "reduction"):
        return value
    start = _number(base)
    if value is None or start is None:
        return None
    is_falling = shape.form == "reduction" or shape.unit == "places"
    change = start - value if is_falling else value - start  # rank 12 to 9 is three places up
    if shape.unit != "percent":
        return change
    return None if start == 0 else HUNDRED * change / start


def count_reaching(shape: TargetShape, values: list[Measured | None]) -> Parts:
    """Return how many agencies reach the level that a share of agencies asks of each.

    values: one per agency; agencies without a value count in neither part.
    """
    known = [verdict for each in values if (verdict := _agency_reaches(shape, each)) is not None]
    return Parts(sum(known), len(known))


def _agency_reaches(shape: TargetShape, value: Measured | None) -> bool | None:
    if shape.agencies_at_least is None:
        return _reaches_band(shape, value)
    number = _number(value)
    return None if number is None else number >= Fraction(shape.agencies_at_least)


def _number(measured: Measured | None) -> Fraction | None:
    if isinstance(measured, Parts):
        return measured.percent
    if isinstance(measured, Decimal | int):
        return Fraction(measured)
    return None


def _is_done_in_time(shape: TargetShape, measured: Measured | None) -> bool | None:
    if isinstance(measured, date):
        return measured <= shape.due_on
    return False if measured == NOT_DONE else None


def _reaches_band(shape: TargetShape, measured: Measured | None) -> bool | None:
    if not isinstance(measured, str) or shape.band is None:
        return None
    place, wanted = place_of(measured, shape.bands), place_of(shape.band, shape.bands)
    if place is None or wanted is None:
        return None
    return place == wanted if shape.comparator == "in" else place >= wanted
