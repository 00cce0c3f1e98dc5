"""Text of other people's files made harmless for terminals, pages and sheets."""

import re

_HIDDEN = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
REPLACEMENT = "\ufffd"
"""Stands where something hidden was, so that nobody takes the text for whole."""


def safe(text: str) -> str:
    """Return `text` with escape sequences, control characters and reversals of direction marked."""
    return _HIDDEN.sub(REPLACEMENT, text)


def guarded(text: str) -> str:
    """Return safe text that no spreadsheet takes for a formula: an apostrophe stands before it."""
    text = safe(text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdigit() and text[0] in "+-"
