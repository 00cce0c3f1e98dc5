"""Where a band stands between the worst and the best, however its name is typed."""

import unicodedata
from collections.abc import Sequence


def place_of(band: str, bands: Sequence[str]) -> int | None:
    """Return the index of `band` among `bands`, or None; letter case does not matter."""
    folded = [fold(each) for each in bands]
    return folded.index(fold(band)) if fold(band) in folded else None


def fold(name: str) -> str:
    """Return the name without case, double spaces and decomposed letters."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
