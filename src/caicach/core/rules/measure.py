"""How a rule reads its one figure: a percent, a number or a count."""

from decimal import Decimal
from typing import Literal

from caicach.core.rules.given import EmptyDenominator, Given, InputRefused

Unit = Literal["percent", "number", "count"]

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


def read_measure(given: Given, unit: Unit, *, may_exceed: bool = False) -> Decimal:
    """Return the figure in `unit`, unrounded.

    may_exceed: whether a percent's numerator may be larger than its denominator.

    Raises InputRefused for a form the unit does not take, EmptyDenominator for a base of zero.
    """
    if given.numerator is not None or given.denominator is not None:
        return _ratio(given, unit, may_exceed=may_exceed)
    value = given.value
    if value is None:
        raise InputRefused("input-wrong-form", expected=EXPECTED[unit])
    if unit == "percent" and ZERO < value <= ONE and not given.has_sign:
        raise InputRefused("percent-as-fraction", value=value, percent=value * 100)
    if unit == "count" and (value < ZERO or value != value.to_integral_value()):
        raise InputRefused("count-not-whole", value=value)
    if unit == "percent" and value < ZERO:
        raise InputRefused("percent-negative", value=value)
    return value


EXPECTED = {
    "percent": "numerator + denominator / value (%)",
    "number": "value / numerator + denominator",
    "count": "value",
}


def _ratio(given: Given, unit: Unit, *, may_exceed: bool) -> Decimal:
    numerator, denominator = given.numerator, given.denominator
    if numerator is None or denominator is None:
        missing = "numerator" if numerator is None else "denominator"
        raise InputRefused("ratio-half-given", missing=missing)
    if unit == "count":
        raise InputRefused("input-wrong-form", expected=EXPECTED[unit])
    if numerator < ZERO or denominator < ZERO:
        raise InputRefused("count-negative", value=min(numerator, denominator))
    if unit == "percent" and numerator > denominator and not may_exceed:
        if not denominator:
            raise InputRefused("numerator-without-denominator", numerator=numerator)
        raise InputRefused(
            "numerator-above-denominator",
            numerator=numerator,
            denominator=denominator,
        )
    if not denominator:
        raise EmptyDenominator
    measured = numerator * HUNDRED / denominator if unit == "percent" else numerator / denominator
    if given.value is not None:
        _agree(given.value, measured, given)
    return measured


def _agree(value: Decimal, measured: Decimal, given: Given) -> None:
    """A value typed beside its own parts must be their ratio, as printed."""
    exponent = value.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if abs(value - measured) > unit:
        raise InputRefused(
            "value-and-parts-differ",
            value=value,
            computed=round(measured, 4),
            numerator=given.numerator or ZERO,
            denominator=given.denominator or ZERO,
        )
