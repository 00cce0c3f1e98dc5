"""Maxima as printed: numbers, text with a unit, a sign, a footnote mark, or a few words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.numbers import NumberTextError, parse_number
from caicach.files.appendix.grid import Cell
from caicach.files.appendix.wording import folded

Doubt = Literal["odd", "unreadable", "unknown_formula", "day"]

PLAUSIBLE = Decimal(200)
WORDED = re.compile(
    r"(?:điểm |tối đa|không quá|cộng|thưởng|đến|trừ|phạt|:|≤|<=|\+| )*"
    r"(?P<number>-?\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?[.*() ]*"
)
RANGE = re.compile(
    r"(?:từ )?0+(?:[.,]0+)?\s*(?:-|đến|÷)\s*(?P<top>[+-]?\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?"
)


@dataclass(frozen=True, slots=True)
class Maximum:
    """A maximum as read; `value` is None where nothing, or nothing readable, is printed."""

    value: Decimal | None
    printed: str
    doubt: Doubt | None = None


def read_maximum(cell: Cell) -> Maximum:
    """Return the maximum in a cell."""
    if cell.kind == "unknown_formula" or cell.kind == "day":
        return Maximum(None, cell.text, cell.kind)
    if cell.number is not None:
        return Maximum(cell.number, cell.text)
    return read_maximum_text(cell.text)


def read_maximum_text(printed: str) -> Maximum:
    """Return the maximum in a text; doubtful where more than a number is printed."""
    text = folded(printed).strip(" .;:")
    if not text or not re.search(r"\d", text):
        return Maximum(None, printed, "unreadable" if re.search(r"\w", text) else None)
    try:
        return Maximum(_plausible(text, parse_number(text)), printed)
    except NumberTextError:
        pass
    worded, spread = WORDED.fullmatch(text), RANGE.fullmatch(text)
    if spread is not None:
        return Maximum(_decimal(spread["top"]), printed, "odd")
    if worded is None:
        return Maximum(None, printed, "unreadable")
    value = _decimal(worded["number"])
    return Maximum(-abs(value) if re.search("trừ|phạt", text) else value, printed, "odd")


def points_of_name(name: str) -> tuple[str, str]:
    """Return name and maximum of a cell that holds both, `Kế hoạch (2 điểm)`."""
    found = re.fullmatch(
        r"(?P<name>.+?)\s*[(\[:]\s*(?:tối đa )?(?P<max>[+-]?\d+(?:[.,]\d+)?\s*(?:điểm"
        r"|đ))\s*[)\]]?\s*\.?",
        name,
        re.DOTALL,
    )
    return (found["name"], found["max"]) if found else (name, "")


def _plausible(text: str, value: Decimal) -> Decimal:
    """A maximum of 1.500 is one and a half: no item is worth thousands."""
    return (
        _decimal(text.split(maxsplit=1)[0]) if value > PLAUSIBLE and text.count(".") == 1 else value
    )


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))
