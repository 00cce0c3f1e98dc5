"""A walk through all objects a PDF leads to, noting what could act by itself."""

import time
from collections import deque

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

MOST_OBJECTS = 300_000
ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/GoToE": "embedded",
    "/Rendition": "media",
}
"""By the kind of an action."""
KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EF": "embedded",
    "/EmbeddedFiles": "embedded",
    "/XFA": "xfa",
}
"""By what a dictionary holds."""
MEDIA = ("/RichMedia", "/Movie", "/Screen", "/3D", "/Sound")
ORDER = ("javascript", "launch", "embedded", "xfa", "media")
LATE = ("/Pages", "/Kids", "/Parent", "/P", "/StructTreeRoot", "/Contents", "/Resources")
"""Where most of a file lies and little acts: walked last, in case the time runs out."""


class Walk:
    """What was found; `complete` once everything was walked."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.complete = True
        self._found: set[str] = set()
        self._seen: set[tuple[int, int]] = set()
        self._waiting: deque[PdfObject] = deque()

    @property
    def active(self) -> tuple[str, ...]:
        """Return what acts by itself, in the order of ORDER."""
        return tuple(each for each in ORDER if each in self._found)

    def through(self, root: PdfObject) -> None:
        """Walk everything `root` leads to until the time or the count is up.

        What is broken leads nowhere; the rest is walked nevertheless.
        """
        self._waiting.append(root)
        while self._waiting:
            if len(self._seen) > MOST_OBJECTS or time.monotonic() > self.until:
                self.complete = False
                return
            try:
                self._step(self._waiting.popleft())
            except Exception:  # a broken object fails in as many ways as it can be broken
                self.complete = False

    def _step(self, each: PdfObject) -> None:
        if isinstance(each, IndirectObject):
            key = (each.idnum, each.generation)
            if key in self._seen:
                return
            self._seen.add(key)
            each = each.reference.get_object()
        if isinstance(each, DictionaryObject):
            self._note(each)
            for key in each:
                self._put(each.raw_get(key), is_late=key in LATE)
        elif isinstance(each, ArrayObject):
            for at in range(len(each)):
                self._put(each.raw_get(at), is_late=True)
        elif isinstance(each, IndirectObject):
            self._put(each, is_late=True)

    def _put(self, each: PdfObject, *, is_late: bool) -> None:
        if not isinstance(each, (IndirectObject, DictionaryObject, ArrayObject)):
            return
        if is_late:
            self._waiting.append(each)
        else:
            self._waiting.appendleft(each)

    def _note(self, each: DictionaryObject) -> None:
        self._found |= {KEYS[key] for key in KEYS.keys() & each.keys()}
        action = each.get("/S")
        if isinstance(action, str) and action in ACTIONS:
            self._found.add(ACTIONS[action])
        if each.get("/Subtype") in MEDIA and "/Rect" in each:
            self._found.add("media")
