"""Streams of the old Office container (compound file): just enough to look into an XLS."""

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, table."""
_ENTRY = 128


class OleBrokenError(ValueError):
    """The container does not hold together."""


class OleFile:
    """A compound file in memory; chains that run in circles are refused."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise OleBrokenError("the header is cut off")
        self.content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 0x1E)
        dir_sectors, fat_sectors, first_dir = struct.unpack_from("<III", content, 0x28)
        self.cutoff, first_mini, mini_sectors, first_difat, difat_sectors = struct.unpack_from(
            "<IIIII", content, 0x38
        )
        if shift not in (9, 12) or mini_shift != 6:
            raise OleBrokenError("the size of its sectors is odd")
        self.size, self.mini_size = 1 << shift, 1 << mini_shift
        if max(dir_sectors, fat_sectors, mini_sectors, difat_sectors) * self.size > len(content):
            raise OleBrokenError("it claims more tables than it has room for")
        self.fat = self._read_fat(fat_sectors, first_difat)
        self.directory = self._chain(first_dir)
        self.mini_fat = _numbers(self._chain(first_mini))
        self._check_reach()

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.content[start : start + self.size]

    def _read_fat(self, count: int, difat: int) -> list[int]:
        places = list(struct.unpack_from("<109I", self.content, 0x4C))
        seen = 0
        while difat < _END and seen * self.size < len(self.content):
            block = _numbers(self._sector(difat))
            if not block:
                raise OleBrokenError("its list of tables is cut off")
            places += block[:-1]
            difat = block[-1]
            seen += 1
        used = [each for each in places if each < _END][:count]
        return [number for each in used for number in _numbers(self._sector(each))]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(each) for each in self._follow(first, self.fat))

    def _follow(self, first: int, table: list[int]) -> Iterator[int]:
        number, steps = first, 0
        while number < _END:
            if number >= len(table) or steps > len(table):
                raise OleBrokenError("a chain of sectors leads nowhere")
            yield number
            number, steps = table[number], steps + 1

    def _check_reach(self) -> None:
        """Other readers set aside what a number claims before they look whether it is there."""
        sectors = len(self.content) // self.size + 1
        store = len(self.content) // self.mini_size + 1
        starts, sizes = [], []
        for start in range(0, len(self.directory), _ENTRY):
            entry = self.directory[start : start + _ENTRY].ljust(_ENTRY, b"\0")
            starts.append(struct.unpack_from("<I", entry, 0x74)[0])
            sizes.append(struct.unpack_from("<Q", entry, 0x78)[0])
        for numbers, limit in ((self.fat, sectors), (self.mini_fat, store), (starts, store)):
            if any(limit <= each < _END for each in numbers):
                raise OleBrokenError("a chain of sectors leads out of the file")
        if any(size > len(self.content) for size in sizes):
            raise OleBrokenError("a stream claims to be larger than the file")

    def stream(self, name: str) -> bytes | None:
        """Return the content of the stream called `name`, or None."""
        wanted = f"{name}\0".encode("utf-16-le")
        for start in range(0, len(self.directory) - _ENTRY + 1, _ENTRY):
            entry = self.directory[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 0x40)[0]
            if entry[: min(length, 64)] == wanted:
                first, size = struct.unpack_from("<II", entry, 0x74)
                return self._mini(first, size) if size < self.cutoff else self._chain(first)[:size]
        return None

    def _mini(self, first: int, size: int) -> bytes:
        """Small streams lie inside the stream of the first directory entry."""
        store = self._chain(struct.unpack_from("<I", self.directory, 0x74)[0])
        pieces = (
            store[each * self.mini_size : (each + 1) * self.mini_size]
            for each in self._follow(first, self.mini_fat)
        )
        return b"".join(pieces)[:size]


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))
