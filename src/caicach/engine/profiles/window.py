"""A stretch of JSON looked at as a whole: where its lists and values begin and end."""

import re
from functools import cached_property

import numpy as np
import numpy.typing as npt

from caicach.engine.profiles.framed import Places
from caicach.engine.profiles.structure import scan

BLANK, BRACKET, NEWLINE = ord(" "), ord("["), ord("\n")
LONGEST_GAP = 32
"""Between two records stand a comma and some blanks; longer gaps are looked at one by one."""

_ALLOWED = np.zeros(256, np.bool_)
_ALLOWED[list(b", \t\r\n\0")] = True


class Window:
    """Bytes that begin outside of texts at a known depth.

    content: a copy that may be written to, so that records can be cut out without copying.
    """

    def __init__(self, whole: bytes, depth: int, list_key: str) -> None:
        self.whole = whole
        self.content = np.frombuffer(bytearray(whole), np.uint8)
        self._structure = scan(whole, depth)
        self._list_key = list_key

    @cached_property
    def _lists(self) -> Places:
        """Places where the list of an envelope opens: its key stands before it, at depth 1."""
        key = re.escape(self._list_key.encode())
        pattern = re.compile(rb'"' + key + rb'"\s*:\s*\[')
        named = np.array([found.end() - 1 for found in pattern.finditer(self.whole)], np.int64)
        found: Places = np.intersect1d(named, self._structure.opening(1))
        return found

    @cached_property
    def _arrays(self) -> Places:
        outer = self._structure.opening(0)
        arrays: Places = outer[self.content[outer] == BRACKET]
        return arrays

    @cached_property
    def _newlines(self) -> Places:
        return np.flatnonzero(np.frombuffer(self.whole, np.uint8) == NEWLINE)

    def next_list(self, place: int) -> int | None:
        """Return where the next envelope's list opens."""
        return _first(self._lists, place)

    def next_array(self, place: int) -> int | None:
        """Return where the next array outside of all values opens."""
        return _first(self._arrays, place)

    def next_closing(self, depth: int, place: int) -> int | None:
        """Return the next bracket that leads back to `depth`."""
        return _first(self._structure.closing(depth), place)

    def before(self, inner: int) -> int:
        """Return where the value at depth 0 opens that holds the place `inner`."""
        outer = self._structure.opening(0)
        return int(outer[np.searchsorted(outer, inner) - 1])

    def values(self, depth: int, place: int, end: int | None) -> tuple[Places, Places]:
        """Return starts and ends of the whole values at `depth` between two places."""
        opening, closing = self._structure.opening(depth), self._structure.closing(depth)
        limit = len(self.whole) if end is None else end
        low, high = np.searchsorted(opening, [place, limit])
        first, last = np.searchsorted(closing, [place, limit])
        count = min(high - low, last - first)
        return opening[low : low + count], closing[first : first + count] + 1

    def blank_gaps(self, starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
        """Overwrite what stands between records with blanks; say where it was no mere comma."""
        odd = np.zeros(len(starts), np.bool_)
        lengths = ends - starts
        for index in np.flatnonzero(lengths > LONGEST_GAP).tolist():
            gap = self.content[starts[index] : ends[index]]
            odd[index] = not _ALLOWED[gap].all()
            gap[:] = BLANK
        short = np.flatnonzero((lengths > 0) & (lengths <= LONGEST_GAP))
        for step in range(int(lengths[short].max(initial=0))):
            short = short[lengths[short] > step]
            places = starts[short] + step
            odd[short] |= ~_ALLOWED[self.content[places]]
            self.content[places] = BLANK
        return odd

    def lines_at(self, places: Places) -> Places:
        """Return how many lines end before each place."""
        found: Places = np.searchsorted(self._newlines, places)
        return found

    def lines_in(self, place: int) -> int:
        """Return how many lines end before `place`."""
        return int(np.searchsorted(self._newlines, place))


def _first(places: Places, place: int) -> int | None:
    index = int(np.searchsorted(places, place))
    return int(places[index]) if index < len(places) else None
