"""The directory of an old Office file: a container of streams and folders (MS-CFB)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

HEADER = 512
SHIFTS = (9, 12)
SPECIAL = 0xFFFFFFFA
"""Numbers from here on name no sector."""
ENTRY = 128
STREAM = 2


class BrokenContainerError(ValueError):
    """The container is cut off, or leads nowhere."""


class Named(NamedTuple):
    """One name of the directory. is_top: it stands in no folder."""

    name: str
    is_stream: bool
    is_top: bool


def named_in(whole: bytes) -> list[Named]:
    """Return what the container holds. Raises BrokenContainerError."""
    try:
        entries = list(_entries(whole))
        top = _beside(entries, entries[0].child) if entries else set()
    except (struct.error, IndexError) as error:
        raise BrokenContainerError from error
    return [Named(each.name, each.kind == STREAM, at in top) for at, each in enumerate(entries)]


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int


def _entries(whole: bytes) -> Iterator[_Entry]:
    (shift,) = struct.unpack_from("<H", whole, 30)
    if shift not in SHIFTS:
        raise BrokenContainerError
    (first,) = struct.unpack_from("<I", whole, 48)
    for number in _chain(whole, shift, first):
        sector = _sector(whole, shift, number)
        for at in range(0, len(sector), ENTRY):
            yield _entry(sector[at : at + ENTRY])


def _entry(raw: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, *struct.unpack_from("<3I", raw, 68))


def _chain(whole: bytes, shift: int, first: int) -> Iterator[int]:
    """Yield the sectors that follow one another; no more than the file could hold."""
    table, each = _tables(whole, shift), (1 << shift) // 4
    number, left = first, len(whole) >> shift
    while number < SPECIAL:
        if not left:
            raise BrokenContainerError
        left -= 1
        yield number
        place = ((table[number // each] + 1) << shift) + 4 * (number % each)
        (number,) = struct.unpack_from("<I", whole, place)


def _tables(whole: bytes, shift: int) -> list[int]:
    """Return the sectors that tell which sector follows which."""
    found = list(_numbers(whole[76:HEADER]))
    (following,) = struct.unpack_from("<I", whole, 68)
    for _ in range(len(whole) >> shift):
        if following >= SPECIAL:
            break
        *more, following = _numbers(_sector(whole, shift, following))
        found += more
    return [each for each in found if each < SPECIAL]


def _sector(whole: bytes, shift: int, number: int) -> bytes:
    start, size = (number + 1) << shift, 1 << shift
    if start + size > len(whole):
        raise BrokenContainerError
    return whole[start : start + size]


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw)


def _beside(entries: list[_Entry], first: int) -> set[int]:
    """Return the places of an entry and of all that stand in the same folder."""
    found: set[int] = set()
    waiting = [first]
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in found:
            found.add(at)
            waiting += (entries[at].left, entries[at].right)
    return found
