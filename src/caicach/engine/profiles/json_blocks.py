"""A JSON feed cut into blocks, whatever its form: lines, arrays, envelopes, many or one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import orjson

from caicach.engine.profiles.envelope_frames import EnvelopeFrames, Head
from caicach.engine.profiles.feed import Envelope
from caicach.engine.profiles.framed import Counter, Framed
from caicach.engine.profiles.line_frames import frame_lines
from caicach.engine.profiles.unpack import Unpacking, unpack
from caicach.engine.profiles.utf8_text import in_utf8

LOOKED_AT = 1024 * 1024
LINES_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Block:
    """Records of one stretch, with the envelopes they came in.

    first_key: what records of this stream begin with, if known. position: in the file on disk.
    """

    framed: Framed
    heads: Sequence[Head]
    first_key: str | None
    position: int


class JsonBlocks:
    """The cutting of one file. is_cut_short: it ended inside a value; is_json: it held any."""

    def __init__(self, reading: Unpacking, envelope: Envelope, block_bytes: int) -> None:
        self.counter = Counter()
        self.is_cut_short = False
        self.is_json = False
        self._reading = reading
        self._envelope = envelope
        self._block_bytes = block_bytes

    def __iter__(self) -> Iterator[Block]:
        """Yield the blocks of all members of the file."""
        for index, member in enumerate(unpack(self._reading)):
            start, chunks = _peek(in_utf8(member.chunks, self._reading))
            if not start.strip():
                continue
            if not _looks_like_json(start):
                self._reading.tell("feed-not-json", member.name)
                continue
            self.is_json = True
            if is_by_line(start, self._envelope.records):
                yield from self._by_line(chunks)
            else:
                yield from self._by_envelope(chunks, index)

    def _by_line(self, chunks: Iterator[bytes]) -> Iterator[Block]:
        heads = [Head(is_whole=True, is_bare=True)]
        for framed in frame_lines(chunks, self.counter, 0, self._block_bytes):
            yield Block(framed, heads, None, self._reading.position)

    def _by_envelope(self, chunks: Iterator[bytes], index: int) -> Iterator[Block]:
        frames = EnvelopeFrames(self._envelope, self.counter, self._block_bytes)
        told: list[Head] = []
        for framed in frames.frames(chunks):
            if not told and not all(head.is_whole for head in frames.heads):
                told = self._look_ahead(index)
            heads = told or list(frames.heads)
            yield Block(framed, heads, frames.first_key, self._reading.position)
        self.is_cut_short = self.is_cut_short or frames.is_cut_short

    def _look_ahead(self, index: int) -> list[Head]:
        """Return all envelopes of a member: some name their sender after their records."""
        again = Unpacking(self._reading.path)
        members = (member for i, member in enumerate(unpack(again)) if i == index)
        frames = EnvelopeFrames(self._envelope, Counter(), self._block_bytes)
        for member in members:
            for _ in frames.frames(in_utf8(member.chunks, again)):
                pass
        return frames.heads


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    taken: list[bytes] = []
    size = 0
    for chunk in chunks:
        taken.append(chunk)
        size += len(chunk)
        if size >= LOOKED_AT:
            break
    return b"".join(taken), chain(taken, chunks)


def _looks_like_json(start: bytes) -> bool:
    """A first line may be broken; a file without any line that opens a value is no JSON."""
    lines = start[:LOOKED_AT].split(b"\n")[:LINES_LOOKED_AT]
    return any(line.lstrip(b" \t\r\0,")[:1] in (b"{", b"[") for line in lines)


def is_by_line(start: bytes, list_key: str) -> bool:
    """Say whether every line is a record of its own.

    In an array or an envelope spread over lines no line is whole but, at most, one.
    """
    if start.lstrip()[:1] == b"[":
        return False
    if b"\n" not in start and len(start) >= LOOKED_AT:
        return False
    lines = [line for line in start.split(b"\n")[:LINES_LOOKED_AT] if line.strip()]
    kinds = [_kind(line, list_key) for line in lines]
    if not kinds or "envelope" in kinds:
        return False
    return kinds[0] == "record" or kinds.count("record") > 1


def _kind(line: bytes, list_key: str) -> str:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "broken"
    if not isinstance(value, dict):
        return "other"
    return "envelope" if isinstance(value.get(list_key), list) else "record"
