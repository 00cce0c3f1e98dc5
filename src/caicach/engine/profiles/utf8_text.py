"""Byte streams brought to UTF-8, which every other step reads."""

import codecs
from collections.abc import Iterator

from caicach.engine.profiles.unpack import Unpacking

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORTH = 64


def in_utf8(chunks: Iterator[bytes], reading: Unpacking) -> Iterator[bytes]:
    """Yield the same text in UTF-8 without its mark; UTF-16 is told with a warning.

    Bytes that are no UTF-8 go through as they are: only the record they stand in suffers.
    """
    start = b""
    for chunk in chunks:
        start += chunk
        if len(start) >= _WORTH:
            break
    encoding, skip = _encoding_of(start)
    if encoding == "utf-8":
        if start[skip:]:
            yield start[skip:]
        yield from chunks
        return
    reading.tell("encoding-utf16-read")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(start[skip:]).encode("utf-8", "replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _encoding_of(start: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    if start[1::2][:16].count(0) > 8:
        return "utf-16-le", 0
    if start[::2][:16].count(0) > 8:
        return "utf-16-be", 0
    return "utf-8", 0
