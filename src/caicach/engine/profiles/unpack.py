"""Files as they come, plain, gzip or zip, read as a stream of unpacked bytes."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from caicach.core.issues import Issue, issue

CHUNK = 1024 * 1024
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
MAX_RATIO = 250
"""Unpacked ÷ packed; payloads stay under 60. A bomb is told by this and not by its size."""

RATIO_COUNTS_FROM = 256 * 1024 * 1024
"""Unpacked size from which the ratio is looked at."""

OFFICE_PARTS = ("[Content_Types].xml", "mimetype")
"""Names inside a zip that is a spreadsheet or another office file."""


@dataclass(slots=True)
class Unpacking:
    """The reading of one file: how far it is, and what was wrong with it on the way.

    position: in the file as it lies on disk. unpacked: bytes taken out of it so far.
    """

    path: Path
    issues: list[Issue] = field(default_factory=list)
    position: int = 0
    unpacked: int = 0
    is_truncated: bool = False

    def tell(self, code: str, member: str = "", **values: object) -> None:
        """Add an issue about the file or a part of a zip, once."""
        where = f"{self.path} [{member}]" if member else str(self.path)
        found = issue(code, where, **values)
        if found not in self.issues:
            self.issues.append(found)

    def grows_too_fast(self, packed: int) -> bool:
        """Say whether the unpacked bytes are out of all proportion; the issue is told."""
        if self.unpacked < RATIO_COUNTS_FROM or self.unpacked <= packed * MAX_RATIO:
            return False
        self.tell("feed-bomb", ratio=self.unpacked // max(packed, 1), limit=MAX_RATIO)
        return True


@dataclass(frozen=True, slots=True)
class Member:
    """One stream of a file; name: of the part of a zip, empty for any other file."""

    name: str
    chunks: Iterator[bytes]


def is_office_file(path: Path) -> bool:
    """Say whether a zip file is a spreadsheet or text document."""
    try:
        with zipfile.ZipFile(path) as packed:
            return any(name in packed.namelist() for name in OFFICE_PARTS)
    except (zipfile.BadZipFile, OSError):
        return False


def unpack(reading: Unpacking) -> Iterator[Member]:
    """Yield the streams of a file; each must be read before the next is asked for.

    What can be read of a damaged or truncated file is read, and the issue told.
    """
    with reading.path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        if start == ZIP:
            yield from _parts(stream, reading)
        elif start[:2] == GZIP:
            yield Member("", _inflated(_raw(stream, reading), reading))
        else:
            yield Member("", _raw(stream, reading))


def _raw(stream: IO[bytes], reading: Unpacking) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        reading.position += len(chunk)
        yield chunk


def _inflated(packed: Iterator[bytes], reading: Unpacking) -> Iterator[bytes]:
    """Yield what gzip members hold, one after another; padding of zeros may follow the last."""
    inflater = zlib.decompressobj(wbits=31)
    inside = False
    taken = 0
    for chunk in packed:
        taken += len(chunk)
        rest = chunk
        while rest:
            inside, before = True, inflater.copy()
            try:
                found = inflater.decompress(rest, CHUNK * 4)
            except zlib.error as error:
                reading.tell("file-damaged", reason=str(error))
                yield _rescued(before, rest)
                return
            reading.unpacked += len(found)
            yield found
            if reading.grows_too_fast(taken):
                return
            rest = inflater.unconsumed_tail
            if inflater.eof:
                rest = inflater.unused_data.lstrip(b"\0")
                inflater, inside = zlib.decompressobj(wbits=31), False
    if inside:
        yield inflater.flush()
        if not inflater.eof:
            reading.is_truncated = True


def _rescued(inflater: "zlib._Decompress", packed: bytes) -> bytes:
    """Return what can be unpacked before the damage, byte by byte."""
    found: list[bytes] = []
    for index in range(len(packed)):
        try:
            found.append(inflater.decompress(packed[index : index + 1]))
        except zlib.error:
            break
    return b"".join(found)


def _parts(stream: IO[bytes], reading: Unpacking) -> Iterator[Member]:
    try:
        packed = zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        reading.tell("file-damaged", reason=str(error))
        return
    with packed:
        for entry in packed.infolist():
            name = entry.filename
            if entry.is_dir() or name.startswith("__MACOSX/") or not entry.file_size:
                continue
            if entry.flag_bits & 1:
                reading.tell("file-encrypted", name)
                continue
            yield Member(name, _part(packed, entry, reading))


def _part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, reading: Unpacking) -> Iterator[bytes]:
    before = reading.position
    try:
        with packed.open(entry) as stream:
            start = stream.read(CHUNK)
            whole = _joined(start, stream)
            if start[:2] == GZIP:
                whole = _inflated(whole, reading)
            for chunk in whole:
                reading.unpacked += len(chunk)
                yield chunk
                if reading.grows_too_fast(before + entry.compress_size):
                    return
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        reading.tell("file-damaged", entry.filename, reason=str(error))
    reading.position = before + entry.compress_size


def _joined(start: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    if start:
        yield start
    while chunk := stream.read(CHUNK):
        yield chunk
