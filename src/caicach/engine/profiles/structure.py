"""Where the brackets of JSON stand that are not inside texts, and how deep they lead."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from caicach.engine.profiles.framed import Bytes, Places

_QUOTE, _OPEN, _CLOSE, _BACKSLASH = 1, 2, 3, 4
_KINDS = {b'"': _QUOTE, b"{[": _OPEN, b"}]": _CLOSE, b"\\": _BACKSLASH}
_CLASSES = bytes(
    next((kind for letters, kind in _KINDS.items() if byte in letters), 0) for byte in range(256)
)


@dataclass(slots=True)
class Structure:
    """Brackets outside texts: place, and depth after each; opens says which ones open."""

    places: Places
    depths: npt.NDArray[np.int32]
    opens: npt.NDArray[np.bool_]
    _opening: dict[int, Places] = field(default_factory=dict)
    _closing: dict[int, Places] = field(default_factory=dict)

    def opening(self, depth: int) -> Places:
        """Return the places of brackets that open a value at `depth` and lead one deeper."""
        if depth not in self._opening:
            self._opening[depth] = self.places[self.opens & (self.depths == depth + 1)]
        return self._opening[depth]

    def closing(self, depth: int) -> Places:
        """Return the places of brackets that close a value and lead back to `depth`."""
        if depth not in self._closing:
            self._closing[depth] = self.places[~self.opens & (self.depths == depth)]
        return self._closing[depth]


def scan(whole: bytes, depth: int) -> Structure:
    """Return the brackets of `whole`, which begins outside of texts and at `depth`.

    Source: the idea of simdjson's first stage (Langdale, Lemire 2019), with whole arrays.
    """
    classes = np.frombuffer(whole.translate(_CLASSES), np.uint8)
    if b"\\" in whole:
        classes = classes.copy()
        _blank_escapes(classes)
    places = np.flatnonzero(classes != 0)
    kinds = classes[places]
    is_quote = kinds == _QUOTE
    inside = np.cumsum(is_quote, dtype=np.int32) & 1
    outside = np.flatnonzero(~is_quote & (inside == 0))
    places, opens = places[outside], kinds[outside] == _OPEN
    depths = depth + np.cumsum(np.where(opens, 1, -1).astype(np.int32), dtype=np.int32)
    return Structure(places, depths, opens)


def _blank_escapes(classes: Bytes) -> None:
    """Take away backslashes and the quotation marks they escape: those after an odd run."""
    slashes = np.flatnonzero(classes == _BACKSLASH)
    first = np.flatnonzero(np.diff(slashes, prepend=-2) != 1)
    last = np.append(first[1:], len(slashes)) - 1
    odd = (last - first + 1) % 2 == 1
    escaped = slashes[last[odd]] + 1
    classes[escaped[escaped < len(classes)]] = 0
    classes[slashes] = 0
