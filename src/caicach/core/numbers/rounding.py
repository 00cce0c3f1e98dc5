"""Exact decimals: rounding as an edition states it, places, and one plain text form."""

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Literal

from caicach.core.numbers.number_text import Style, parse_number

RoundingMode = Literal["half_up", "half_even", "down", "up"]

_MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
# Wider than any figure, so that quantize never refuses a long exact quotient.
_WIDE = Context(prec=1000)


def round_to(value: Decimal, places: int, mode: RoundingMode) -> Decimal:
    """Return `value` with exactly `places` decimals; a negative count rounds tens, hundreds.

    half_up: halves go away from zero, as officials round; half_even: halves go to the even
    digit; down: towards zero; up: away from zero.
    Raises ValueError when `value` is not finite.
    """
    require_finite(value)
    return value.quantize(Decimal(1).scaleb(-places), rounding=_MODES[mode], context=_WIDE)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Return `value` with exactly `places` decimals, halves away from zero."""
    return round_to(value, places, "half_up")


def decimal_places(number: str | Decimal, *, style: Style = "auto") -> int:
    """Return how many decimals are printed: 2 for "96,20%" and for Decimal("3.50").

    Raises NumberTextError for a text that is no number, ValueError when not finite.
    """
    value = parse_number(number, style=style) if isinstance(number, str) else number
    require_finite(value)
    return max(0, -int(value.as_tuple().exponent))


def plain(value: Decimal) -> str:
    """Return the shortest decimal text of `value`: no exponent, no trailing zeros, no "-0".

    Equal decimals give equal texts. Raises ValueError when `value` is not finite.
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    elif not value.is_finite():
        require_finite(value)
    return "0" if text == "-0" else text


def require_finite(value: Decimal) -> None:
    """Raise ValueError when `value` is infinite or not a number."""
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
