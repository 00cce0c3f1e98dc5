"""JSON arrays and envelopes of any size cut into records, a window at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import orjson
import pyarrow as pa

from caicach.engine.profiles.feed import Envelope
from caicach.engine.profiles.framed import (
    LONGEST_RECORD,
    Counter,
    Doubtful,
    Framed,
    Places,
    cut,
    rows_of,
)
from caicach.engine.profiles.window import Window

Where = Literal["outside", "array", "records", "tail"]
"""Outside of all values; in a bare array; in the list of an envelope; in what follows that list."""

DEPTH: dict[Where, int] = {"outside": 0, "array": 1, "records": 2, "tail": 1}
BRACE, CLOSING = ord("{"), ord("]")
_BETWEEN = b", \t\r\n\0"
_FIRST_KEY = re.compile(rb'\{\s*"([^"\\]*)"')


@dataclass(slots=True)
class Head:
    """What an envelope says of its records.

    is_whole: nothing more is to come of it. is_bare: there is no envelope at all.
    """

    sender: str | None = None
    service: str | None = None
    is_whole: bool = False
    is_bare: bool = False


WINDOW = 8 * 1024 * 1024
SMALL_WINDOW = 256 * 1024
PATIENCE = 1024 * 1024
"""A record this long is looked at: is it one, or did a broken one swallow the next?"""


class EnvelopeFrames:
    """The cutting of one stream; a broken record ends where the next one begins.

    heads: of all envelopes met, in order; bare records have one as well. is_cut_short: the
    stream ended inside a value.
    """

    def __init__(self, envelope: Envelope, counter: Counter, block_bytes: int) -> None:
        self.heads: list[Head] = []
        self.is_cut_short = False
        self.first_key: str | None = None
        self._envelope = envelope
        self._counter = counter
        self._block_bytes = block_bytes
        self._where: Where = "outside"
        self._head = b""
        self._size = WINDOW

    def frames(self, chunks: Iterator[bytes]) -> Iterator[Framed]:
        """Yield the records in blocks of about `block_bytes`."""
        framed = Framed()
        for piece in self._pieces(chunks):
            framed.tables += piece.tables
            framed.doubtful += piece.doubtful
            framed.size += piece.size
            if framed.size >= self._block_bytes:
                yield framed
                framed = Framed()
        if framed.tables or framed.doubtful:
            yield framed

    def _pieces(self, chunks: Iterator[bytes]) -> Iterator[Framed]:
        waiting = bytearray()
        has_more = True
        while has_more or waiting:
            while has_more and len(waiting) < self._size:
                chunk = next(chunks, None)
                has_more = chunk is not None
                waiting += chunk or b""
            size = self._size
            is_last = not has_more and len(waiting) <= size
            with memoryview(waiting) as view:
                whole = bytes(view[:size])
            framed, used = self._cut(whole, is_last=is_last)
            del waiting[:used]
            if framed.tables or framed.doubtful:
                yield framed
            if self._size == size:  # a window cut off at a fault stays small for a while
                self._size = min(size * 2, WINDOW) if used else size * 2
        self.is_cut_short = self.is_cut_short or self._where != "outside"

    def _cut(self, whole: bytes, *, is_last: bool) -> tuple[Framed, int]:
        """Return what a window holds, and how many of its bytes are done with."""
        framed = Framed()
        window = Window(whole, DEPTH[self._where], self._envelope.records)
        steps = {"outside": self._outside, "tail": self._tail}
        place, goes_on = 0, True
        while goes_on:
            place, goes_on = steps.get(self._where, self._in_list)(window, place, framed)
        if is_last and self._where != "outside" and framed.tables:
            self._take_apart(framed)
        if not place and (is_last or len(whole) >= PATIENCE):
            place = self._give_up(window, framed, is_last=is_last)
        framed.size = place
        self._counter.lines += window.lines_in(place)
        return framed, place

    def _outside(self, window: Window, place: int, framed: Framed) -> tuple[int, bool]:
        """Take bare records up to the next array or envelope, and enter that."""
        inner = window.next_list(place)
        outer = window.before(inner) if inner is not None else None
        array = window.next_array(place)
        if outer is not None and (array is None or outer < array) and inner is not None:
            self._records(window, place, outer, framed)
            self._head = window.whole[outer : inner + 1]
            self.heads.append(head_of(self._head, b"]}", self._envelope))
            self._where = "records"
            return inner + 1, True
        if array is not None:
            self._records(window, place, array, framed)
            self.heads.append(Head(is_whole=True))
            self._where = "array"
            return array + 1, True
        return self._records(window, place, None, framed), False

    def _in_list(self, window: Window, place: int, framed: Framed) -> tuple[int, bool]:
        depth = DEPTH[self._where]
        end = window.next_closing(depth - 1, place)
        if end is None:
            return self._records(window, place, None, framed), False
        self._records(window, place, end, framed)
        if window.content[end] != CLOSING:  # a record with one closing brace too many
            self._size = SMALL_WINDOW
            return end + 1, False
        self._where = "outside" if self._where == "array" else "tail"
        return end + 1, True

    def _tail(self, window: Window, place: int, _framed: Framed) -> tuple[int, bool]:
        """Only at its end does an envelope say all that it says."""
        end = window.next_closing(0, place)
        if end is None:
            return place, False
        tail = b"]" + window.whole[place : end + 1]
        self.heads[-1] = head_of(self._head, tail, self._envelope, is_whole=True)
        self._where = "outside"
        return end + 1, True

    def _records(self, window: Window, place: int, end: int | None, framed: Framed) -> int:
        """Take the records from `place` up to `end`, or as many as are whole; return what is left.

        Record numbers go up by one for each record and for each thing between two of them.
        """
        depth = DEPTH[self._where]
        starts, ends = window.values(depth, place, end)
        if not len(starts):
            if end is not None:
                self._doubt(window, place, end, framed)
            return place
        if depth == 0 and (not self.heads or not self.heads[-1].is_bare):
            self.heads.append(Head(is_whole=True, is_bare=True))
        self._learn(window.whole, int(starts[0]))
        odd = window.blank_gaps(np.append(place, ends[:-1]), starts)
        numbers = self._counter.records + np.arange(1, len(starts) + 1) + np.cumsum(odd)
        for index in np.flatnonzero(odd).tolist():
            before = place if index == 0 else int(ends[index - 1])
            content = window.whole[before : starts[index]]
            line = self._counter.lines + 1 + window.lines_in(before)
            framed.doubtful.append(Doubtful(content, int(numbers[index]) - 1, line, self._origin))
        self._keep(window, starts, ends, numbers, framed)
        self._counter.records = int(numbers[-1])
        if end is not None:
            self._doubt(window, int(ends[-1]), end, framed)
        return int(ends[-1])

    def _keep(
        self, window: Window, starts: Places, ends: Places, numbers: Places, framed: Framed
    ) -> None:
        lines = self._counter.lines + 1 + window.lines_at(starts)
        table = rows_of(cut(window.content, starts, int(ends[-1])), numbers, lines, self._origin)
        are_objects = window.content[starts] == BRACE
        if not are_objects.all():
            for index in np.flatnonzero(~are_objects).tolist():
                content = window.whole[starts[index] : ends[index]]
                where = (int(numbers[index]), int(lines[index]))
                framed.doubtful.append(Doubtful(content, *where, self._origin))
            table = table.filter(pa.array(are_objects))
        framed.tables.append(table)

    @property
    def _origin(self) -> int:
        return max(len(self.heads) - 1, 0)

    def _learn(self, whole: bytes, start: int) -> None:
        if self.first_key is None and (found := _FIRST_KEY.match(whole, start)):
            self.first_key = found[1].decode("utf-8", "replace")

    def _doubt(self, window: Window, start: int, end: int, framed: Framed) -> None:
        """Count what is neither blank nor a comma as a record that is none."""
        content = window.whole[start:end]
        if content.strip(_BETWEEN):
            self._counter.records += 1
            line = self._counter.lines + 1 + window.lines_in(start)
            framed.doubtful.append(Doubtful(content, self._counter.records, line, self._origin))

    def _take_apart(self, framed: Framed) -> None:
        """Where the end of a list is missing, its last record may have taken it for its own.

        `{"a": [{}, {record}, {record}]}` is whole by the letter, though the first brackets were
        left open by the sender and the last ones were meant to close the list of records.
        """
        *others, table = framed.tables
        last = table.slice(len(table) - 1).to_pylist()[0] if len(table) else None
        starts = [found.start() for found in self._marks(last["text"].encode())] if last else []
        if last is None or len(starts) < 2:
            return
        framed.tables = [*others, table.slice(0, len(table) - 1)]
        content = last["text"].encode()
        for start, end in pairwise([*starts, len(content)]):
            piece = Doubtful(content[start:end], last["record"], last["line"], last["origin"])
            framed.doubtful.append(piece)

    def _marks(self, content: bytes, place: int = 0) -> Iterator[re.Match[bytes]]:
        """Yield where an object opens with the key that records begin with."""
        if self.first_key is None:
            return iter(())
        key = re.escape(self.first_key.encode())
        return re.compile(rb'\{\s*"' + key + rb'"\s*:').finditer(content, place)

    def _give_up(self, window: Window, framed: Framed, *, is_last: bool) -> int:
        """Leave a record that does not end: up to where the next begins, if that can be told.

        Returns 0 to wait for more of it.
        """
        whole = window.whole
        opened = whole.find(b"{") + 1
        self._learn(whole, max(opened - 1, 0))
        following = next(self._marks(whole, opened), None) if opened else None
        if following is not None:
            self._doubt(window, 0, following.start(), framed)
            self._size = SMALL_WINDOW
            return following.start()
        if is_last:
            self.is_cut_short = bool(whole.strip(_BETWEEN)) or self._where != "outside"
            self._doubt(window, 0, len(whole), framed)
            self._where = "outside"
            return len(whole)
        if len(whole) < LONGEST_RECORD:
            return 0
        self._doubt(window, 0, len(whole), framed)
        return len(whole)


def head_of(head: bytes, tail: bytes, envelope: Envelope, *, is_whole: bool = False) -> Head:
    """Return what an envelope says around its list."""
    try:
        said = orjson.loads(head + tail)
    except orjson.JSONDecodeError:
        return Head(is_whole=is_whole)
    sender, service = (_plain(said.get(key)) for key in (envelope.sender, envelope.service))
    is_whole = is_whole or bool(sender and (service or not envelope.service))
    return Head(sender, service, is_whole)


def _plain(value: object) -> str | None:
    text = str(value).strip() if isinstance(value, str | int) else ""
    return text or None
