"""Electronic agency codes, one value whichever way round they are written."""

import re
from dataclasses import dataclass
from functools import lru_cache

from caicach.core.agencies.fault import AgencyCodeError

MAX_LENGTH = 35
"""Longer texts are never codes."""

OLD_WIDTHS = (2, 2, 3)
"""Digits the old notation has for the second, third and fourth level."""

KEPT = 50_000
"""Codes kept in memory once read: a page looks the same few hundred up again and again."""

_FIRST = re.compile(r"[A-Z][0-9]{2}")
_NEXT = re.compile(r"[0-9A-Z]{2,3}")
_OLD = re.compile(r"[0-9]+(?:\.[0-9]+)*\.[A-Z][0-9]*")


@dataclass(frozen=True, slots=True, order=True)
class AgencyCode:
    """A code by its levels, highest first: ("H21", "217"). Raises AgencyCodeError."""

    groups: tuple[str, ...]

    def __post_init__(self) -> None:
        text = ".".join(self.groups)
        if len(text) > MAX_LENGTH:
            raise AgencyCodeError("long", text)
        first, *others = self.groups or ("",)
        if not _FIRST.fullmatch(first) or not all(map(_NEXT.fullmatch, others)):
            raise AgencyCodeError("form", text)
        if any(set(group) == {"0"} for group in others):
            raise AgencyCodeError("zeros", text)

    def __str__(self) -> str:
        """Return the new notation, highest level first: "H21.217"."""
        return ".".join(self.groups)

    @property
    def old_notation(self) -> str | None:
        """Return "000.00.01.H22", lowest level first.

        None where it has no room: beyond four levels, or a group that is not two digits
        (three at the fourth level), as in H21.217.
        """
        first, *others = self.groups
        if len(others) > len(OLD_WIDTHS) or not all(map(_fits, others, OLD_WIDTHS)):
            return None
        zeros = ["0" * width for width in OLD_WIDTHS[len(others) :]]
        return ".".join(reversed([first, *others, *zeros]))

    @property
    def depth(self) -> int:
        """Return the level: 1 for a ministry or province."""
        return len(self.groups)

    @property
    def parent(self) -> "AgencyCode | None":
        """Return the code one level up, None at the first level.

        The code says where a body was registered; who it answers to on a day is in the tree.
        """
        return AgencyCode(self.groups[:-1]) if len(self.groups) > 1 else None

    def is_under(self, other: "AgencyCode") -> bool:
        """Say whether `other` is one of the levels above this code."""
        return self.groups[: other.depth] == other.groups and self.depth > other.depth


def parse_agency_code(text: str) -> AgencyCode:
    """Return the code in `text`, in the new (H21.217) or the old notation (000.00.00.H41).

    Raises AgencyCodeError.
    """
    plain = text.strip().upper()
    if not plain:
        raise AgencyCodeError("empty", text)
    try:
        groups = plain.split(".")
        return AgencyCode(_turn(groups) if _OLD.fullmatch(plain) else tuple(groups))
    except AgencyCodeError as error:
        # The reader looks for the text as it stands in the file.
        raise AgencyCodeError(error.reason, text) from None


@lru_cache(KEPT)
def canonical_code(text: str) -> str:
    """Return the new notation of an electronic code, and any other code as it stands.

    Offices also number agencies in ways of their own ("SNV", "01"); those are codes as well.
    """
    try:
        return str(parse_agency_code(text))
    except AgencyCodeError:
        return text.strip()


def _fits(group: str, width: int) -> bool:
    return group.isdigit() and len(group) == width


def _turn(groups: list[str]) -> tuple[str, ...]:
    """Return the levels of an old code, highest first, without the zeros of unused levels."""
    first, *others = reversed(groups)
    widths = tuple(map(len, others))
    if widths != OLD_WIDTHS or not _FIRST.fullmatch(first):
        raise AgencyCodeError("old-form", ".".join(groups))
    while others and not others[-1].strip("0"):
        others.pop()
    if any(not group.strip("0") for group in others):
        raise AgencyCodeError("gap", ".".join(groups))
    return (first, *others)
