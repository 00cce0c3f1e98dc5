"""Text of cells made comparable: composed letters, plain spaces and dashes."""

import re
import unicodedata

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x0D: "\n"}
_TABLE = {**_DROPPED, **_SPACES, **_BREAKS}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return `text` in composed letters with plain spaces and line breaks.

    Lines are trimmed and empty ones dropped, so that pasted text compares. Dashes stay as
    printed.
    """
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").translate(_TABLE))
    plain = unicodedata.normalize("NFC", plain)
    lines = (re.sub(r" {2,}", " ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def with_hyphens(text: str) -> str:
    """Return `text` with one sign for all dashes, hyphens and minus signs."""
    return text.translate(_DASHES)


def one_line(text: str) -> str:
    """Return tidy text on one line."""
    return " ".join(tidy(text).split())


def folded(text: str) -> str:
    """Return tidy text on one line in lower case, for comparison only."""
    return with_hyphens(one_line(text)).lower()


def is_capitals(text: str) -> bool:
    """Say whether all letters are capitals, as in the names of areas."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) >= 4 and all(each.isupper() for each in letters)


def capitalised(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return `text` with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
