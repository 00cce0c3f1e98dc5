"""Lines of official paper: days, numbers of documents, names in capitals."""

import re
import unicodedata
from datetime import date, datetime

from caicach.core.rounds.phases import HANOI
from caicach.files.official.particulars import Particulars
from caicach.files.safe_text import REPLACEMENT, safe

_UNPRINTED = re.compile(
    "[^ -~\u00a0-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f-\u2040\u2044-\u205e"
    "\u2070-\u209c\u20a0-\u20bf\u2116\u2122\u2190-\u22ff\u2460-\u24ff\u25a0-\u25ff\ufffd]"
)
"""What the typesetter's own fonts have no letter for."""

DOTS = "……"
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def day_words(day: date | None) -> str:
    """Return `ngày 05 tháng 01 năm 2027`: days under 10 and the months 1 and 2 bear a nought.

    Dots stand for a day that is not known yet. Source: Decree 30/2020/NĐ-CP, Annex I, part I.
    """
    if day is None:
        return f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def number_words(notation: str) -> str:
    """Return `123/QĐ-UBND`, with dots where there is no number yet."""
    return notation or f"{DOTS}/QĐ"


def attached_words(particulars: Particulars) -> str:
    """Return the line below the title that ties the annex to its decision."""
    number, day = number_words(particulars.notation), day_words(particulars.signed_on)
    of = particulars.authority or particulars.issuer
    return f"(Kèm theo {particulars.kind} số {number} {day} của {of})"


def seal_words(notation: str, moment: datetime) -> str:
    """Return what stands in the upper right corner of an annex that is sealed as a file of its own.

    Source: Decree 30/2020/NĐ-CP, Annex I, part I, II.8: number, notation and time of signing.
    """
    return f"{number_words(notation)}; {moment.astimezone(HANOI):%d/%m/%Y %H:%M:%S} +07:00"


def roman(number: int) -> str:
    """Return 1 as I, 14 as XIV."""
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def printable(text: str) -> str:
    """Return `text` composed, on one line, with a mark for what no font at hand can draw."""
    return _UNPRINTED.sub(REPLACEMENT, unicodedata.normalize("NFC", " ".join(safe(text).split())))


def foldable(text: str) -> str:
    """Return printable text for a cell: a word that no column is wide enough for may fold."""
    return _LONG_WORD.sub("\\1\u200b", printable(text))
