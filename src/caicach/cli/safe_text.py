"""Text of other people's files made harmless for a terminal."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return `text` without control characters, escape sequences and reversals of direction."""
    return _CONTROL.sub("", text)
