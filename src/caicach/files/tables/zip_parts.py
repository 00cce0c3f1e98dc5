"""A zip container looked over before anything opens it: sizes, ratio and number of parts."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from caicach.core.issues import Issue, issue
from caicach.files.tables import limits

_CHUNK = 1 << 20
_PIECE = 1 << 16
_LOCAL_HEADER = 30


def open_zip(content: bytes, file: str) -> tuple[zipfile.ZipFile | None, list[Issue]]:
    """Return the container when it is whole and within the limits, else its faults."""
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
        found = _check_stated(container.infolist(), len(content), file)
        if not found and not all(_is_honest(content, each) for each in container.infolist()):
            found = [issue("zip-dishonest", file)]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        return None, [issue("file-broken", file, reason=str(error))]
    return (None, found) if found else (container, [])


def _check_stated(parts: list[zipfile.ZipInfo], packed: int, file: str) -> list[Issue]:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.MAX_ENTRIES:
        return [issue("zip-many-parts", file, count=len(parts), limit=limits.MAX_ENTRIES)]
    if unpacked > limits.MAX_UNPACKED_BYTES:
        return [_too_large(unpacked, file)]
    if unpacked > limits.RATIO_COUNTS_FROM and unpacked > packed * limits.MAX_RATIO:
        return [issue("zip-ratio", file, ratio=unpacked // packed, limit=limits.MAX_RATIO)]
    if any(part.flag_bits & 1 for part in parts):
        return [issue("file-encrypted", file)]
    return []


def _too_large(unpacked: int, file: str) -> Issue:
    mib = 1024 * 1024
    limit = limits.MAX_UNPACKED_BYTES // mib
    return issue("zip-too-large", file, size=unpacked // mib, limit=limit)


def _is_honest(content: bytes, part: zipfile.ZipInfo) -> bool:
    """Say whether a part unpacks to the size its directory states, no more."""
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size == part.file_size
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return False
    return sum(_unpacked_lengths(content, part)) == part.file_size


def _unpacked_lengths(content: bytes, part: zipfile.ZipInfo) -> Iterator[int]:
    start = part.header_offset
    name, extra = content[start + 26 : start + 28], content[start + 28 : start + 30]
    begin = start + _LOCAL_HEADER + int.from_bytes(name, "little") + int.from_bytes(extra, "little")
    packed = memoryview(content)[begin : begin + part.compress_size]
    stream, total = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for offset in range(0, len(packed), _PIECE):
        rest: bytes | memoryview = packed[offset : offset + _PIECE]
        while rest and not stream.eof and total <= part.file_size:
            length = len(stream.decompress(rest, _CHUNK))
            rest = stream.unconsumed_tail
            total += length
            yield length
    yield len(stream.flush())
