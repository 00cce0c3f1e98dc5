"""How a feed writes its dates: the office's notation turned into the engine's."""

import re

ISO = "iso"
"""2025-07-01T08:00:00, a blank for T, seconds and fractions left out or not, with or without Z or
an offset; with one it is turned into local time."""

LOCAL_OFFSET_HOURS = 7
"""Asia/Ho_Chi_Minh, without daylight saving time since 1975."""

YEARS = (1900, 2199)
"""A year outside is no date but a filler such as 0001 or 9999."""

_PARTS = {"yyyy": "%Y", "MM": "%m", "M": "%m", "dd": "%d", "d": "%d"}
_PARTS |= {"HH": "%H", "H": "%H", "mm": "%M", "m": "%M", "ss": "%S", "s": "%S"}
_TOKEN = re.compile(r"yyyy|MM?|dd?|HH?|mm?|ss?|[-/.:, ]|'[T ]'|T")


def strptime_of(written: str) -> str | None:
    """Return the pattern for DuckDB's strptime, None where `written` is no date format.

    Year, month and day must stand in it, each part once; hours before minutes before seconds.
    """
    pieces = _TOKEN.findall(written)
    if "".join(pieces) != written:
        return None
    letters = [each[0] for each in pieces if each in _PARTS]
    if len(set(letters)) < len(letters) or not {"y", "M", "d"} <= set(letters):
        return None
    if not "Hms".startswith("".join(each for each in letters if each in "Hms")):
        return None
    return "".join(_PARTS.get(each, each.strip("'")) for each in pieces)


def has_time(written: str) -> bool:
    """Say whether a format holds an hour; `iso` may."""
    return written == ISO or "H" in written
