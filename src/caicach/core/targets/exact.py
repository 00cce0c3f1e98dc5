"""Numbers of a forecast as they are kept: exact values, and chances to six places."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from caicach.core.targets.forecast import Verdict

PRECISE = Context(prec=28, rounding=ROUND_HALF_EVEN)
SMALLEST = Decimal("0.000001")


def exact(value: Fraction) -> Decimal:
    """Return the quotient with 28 digits."""
    return PRECISE.divide(Decimal(value.numerator), Decimal(value.denominator))


def chance_of(chance: float, verdict: Verdict) -> Decimal:
    """Return the chance to six places; 0 and 1 are kept for what nothing can change."""
    if verdict != "open":
        return Decimal(verdict == "sure")
    return min(max(Decimal(repr(chance)).quantize(SMALLEST), SMALLEST), 1 - SMALLEST)
