"""The value of an indicator: a number, nothing known, or nothing to divide by."""

from dataclasses import dataclass
from typing import Literal

FigureState = Literal["value", "missing", "empty"]
"""value: computed. missing: a count it needs is unknown. empty: the denominator is zero, and the
indicator's own rule says whether that reads as no value, as 0 or as the full 100 percent."""

WhenEmpty = Literal["missing", "zero", "full"]
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Figure:
    """`number` in the indicator's unit, unrounded; None where there is none."""

    number: float | None
    state: FigureState


MISSING = Figure(None, "missing")


def empty_figure(rule: WhenEmpty) -> Figure:
    """Return what a zero denominator reads as."""
    numbers = {"missing": None, "zero": 0.0, "full": FULL}
    return Figure(numbers[rule], "empty")
