"""Amounts of bytes as a person reads them."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import format_number

STEP = 1024
UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def size_text(size: int, lang: Lang) -> str:
    """Return a number of bytes in the largest unit that leaves 1 or more before the mark."""
    amount, unit = Decimal(size), 0
    while amount >= STEP and unit < len(UNITS) - 1:
        amount, unit = amount / STEP, unit + 1
    return f"{format_number(amount, lang=lang, places=1 if unit else 0)} {UNITS[unit]}"
