"""Numbers as Vietnamese offices write them, read exactly."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal, NamedTuple

from caicach.core.numbers.fault import NumberTextError

Style = Literal["auto", "vi", "en"]

MAX_DIGITS = 40
"""More digits than any figure has: longer runs are codes or broken cells."""

GAP = "\u00a0"
"""Stands for every space that may group digits; a plain space never does."""

UNITS = frozenset(
    (
        *("điểm", "đ", "phần trăm", "point", "points", "percent"),
        *("hồ sơ", "văn bản", "thủ tục", "tthc", "nhiệm vụ", "phiếu", "cơ quan", "đơn vị"),
        *("người", "lần", "lượt", "giờ", "ngày", "tháng", "năm"),
    )
)
"""Words that may follow a number; any others make the text no number."""

_GAPS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f"), GAP)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"), None)
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_WIDE = {0xFEE0 + ord(narrow): narrow for narrow in "0123456789.,%+*()/"}
_CLEAN = {**_GAPS, **_UNSEEN, **_SIGNS, **_WIDE, 0x3000: " "}

_WHOLE = r"(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?:(?:{group}[0-9]{{3}})+|(?:\u00a0[0-9]{{3}})+))"
_DIGITS = {
    "vi": re.compile(_WHOLE.format(group=r"\.") + r"(?:,(?P<part>[0-9]+))?"),
    "en": re.compile(_WHOLE.format(group=",") + r"(?:\.(?P<part>[0-9]+))?"),
}
_TEXT = re.compile(r"(?P<sign>[+-]?)\s*(?P<digits>[0-9.,\u00a0]*[0-9.,])(?P<tail>.*)", re.DOTALL)
_MARK = re.compile(r"(?:\(\*+\)|\*+)$")
_NOT_FINITE = re.compile(r"[+-]?\s*(?:nan|inf|infinity|∞)", re.IGNORECASE)


class Percent(NamedTuple):
    """A percentage in percent (96.27, not 0.9627) and whether its text bore the sign."""

    value: Decimal
    had_sign: bool


class PointsOf(NamedTuple):
    """Points and the maximum printed beside them."""

    points: Decimal
    maximum: Decimal


def parse_number(text: str, *, style: Style = "auto") -> Decimal:
    """Return the one number in `text`, with as many decimal places as are printed.

    style: "vi" reads 1.234,5 and takes 1.234 as 1234; "en" reads 1,234.5 and takes 1.234
        as it stands; "auto" reads what only one of them can read that way, and else as "vi"
        (so 1.234 is 1234 and 1,234 is 1.234).
    A percent sign, a unit of `UNITS` and footnote asterisks may follow. "96,27%" is 96.27.
    Raises NumberTextError.
    """
    return _read(text, style)[0]


def parse_percent(text: str, *, style: Style = "auto") -> Percent:
    """Return the number in percent; "0,95" stays 0.95, for the caller to doubt.

    Raises NumberTextError.
    """
    value, unit = _read(text, style)
    return Percent(value, unit in ("%", "phần trăm", "percent"))


def parse_points_of(text: str, *, style: Style = "auto") -> PointsOf:
    """Return both numbers of "10,59/11"; points may exceed the maximum.

    Raises NumberTextError.
    """
    points, slash, maximum = clean(text).partition("/")
    if not slash:
        raise NumberTextError("no-maximum", text)
    return PointsOf(parse_number(points, style=style), parse_number(maximum, style=style))


def is_ambiguous(text: str) -> bool:
    """Say whether the styles "vi" and "en" both read `text`, and differ, as in 1.234."""
    readings = {read_digits(digits_of(text), style) for style in ("vi", "en")}
    return None not in readings and len(readings) == 2


def clean(text: str) -> str:
    """Return `text` with wide digits, odd spaces and true minus signs made plain."""
    return unicodedata.normalize("NFC", text.translate(_CLEAN)).strip()


def digits_of(text: str) -> str:
    """Return the digits and separators that `text` begins with; empty when it has none."""
    found = _TEXT.match(clean(text))
    return found["digits"] if found else ""


def read_digits(digits: str, style: Literal["vi", "en"]) -> Decimal | None:
    """Return the value of digits with separators, or None where `style` cannot write it."""
    found = _DIGITS[style].fullmatch(digits)
    if found is None:
        return None
    whole = re.sub("[^0-9]", "", found["whole"])
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)


def _read(text: str, style: Style) -> tuple[Decimal, str]:
    plain = clean(text)
    if not plain:
        raise NumberTextError("empty", text)
    found = _TEXT.fullmatch(plain)
    if found is None:
        raise NumberTextError("not-finite" if _NOT_FINITE.fullmatch(plain) else "words", text)
    unit = _unit(found["tail"], text)
    if len(found["digits"]) > MAX_DIGITS:
        raise NumberTextError("too-long", text)
    value = _value(found["digits"], style, text)
    return (value.copy_negate() if found["sign"] == "-" else value), unit


def _unit(tail: str, text: str) -> str:
    """Return the unit after the digits, in lower case; raise where more than that follows."""
    unit = _MARK.sub("", tail.strip()).strip()
    unit = " ".join(unit.lower().split())
    if unit in ("", "%") or unit in UNITS:
        return unit
    if re.fullmatch(r"e[+-]?[0-9]+", unit):
        raise NumberTextError("exponent", text)
    raise NumberTextError("several" if re.search("[0-9]", unit) else "words", text)


def _value(digits: str, style: Style, text: str) -> Decimal:
    vietnamese, english = read_digits(digits, "vi"), read_digits(digits, "en")
    wanted = {
        "vi": vietnamese,
        "en": english,
        "auto": english if vietnamese is None else vietnamese,
    }
    value = wanted[style]
    if value is not None:
        return value
    if vietnamese is not None or english is not None:
        raise NumberTextError("other-style", text)
    raise NumberTextError("several" if GAP in digits else "separators", text)
