"""What a cell holds: text, an exact number, a percentage, a day, or nothing."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from caicach.core.numbers import Percent

Cell: TypeAlias = str | Decimal | Percent | date

EMPTY = ""
_LONGEST = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def from_spreadsheet(raw: object, *, percent: bool = False) -> Cell:
    """Return a spreadsheet's cell.

    percent: the cell is shown as a percentage, so that 0.95 in it means 95 %.
    Numbers keep the 15 digits that spreadsheets show: 0.1 + 0.2 is 0.3, as the office sees it.
    """
    if isinstance(raw, str):
        return raw.strip() if raw.isascii() else unicodedata.normalize("NFC", raw.strip())
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        number = _shown(raw)
        return Percent(number * 100, had_sign=True) if percent else number
    return _moment(raw)


def _moment(raw: object) -> Cell:
    if isinstance(raw, datetime):
        return raw if raw.time() > time.min else raw.date()
    if isinstance(raw, date):
        return raw
    return str(raw) if isinstance(raw, time | timedelta) else EMPTY


def _shown(raw: float) -> Decimal:
    if isinstance(raw, int) or raw.is_integer():
        return Decimal(int(raw))
    return Decimal(f"{raw:.15g}")


def text_of(cell: Cell) -> str:
    """Return the cell as a person reads it; numbers with a decimal point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Percent):
        return f"{cell.value:f}%"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"{cell:%d/%m/%Y %H:%M:%S}" if isinstance(cell, datetime) else f"{cell:%d/%m/%Y}"


def clip(text: str) -> str:
    """Return `text` fit to stand inside a sentence: no control characters, not too long."""
    plain = _CONTROL.sub(" ", text).strip()
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` without case, accents and punctuation: `Mã cơ quan` is `ma co quan`."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^0-9a-z%]+", " ", kept).split())
