"""CSV of any size read row by row; an open quotation mark spoils no more than its own row."""

import csv
from collections import deque
from collections.abc import Iterator

from caicach.engine.profiles.table_rows import Row

SEPARATORS = (";", ",", "\t", "|")
MOST_LINES = 50
"""Lines of one row: more means a quotation mark that was never closed."""

LOOKED_AT = 20


def lines_of(chunks: Iterator[bytes]) -> Iterator[str]:
    """Yield lines with their ends; bytes that are no UTF-8 become U+FFFD."""
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).splitlines(keepends=True)
        # a line that ends with \r may go on with \n in the next chunk
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        yield from (line.decode("utf-8", "replace") for line in lines)
    if rest:
        yield rest.decode("utf-8", "replace")


class CsvRows:
    """The rows of a text, with the separator that divides its first lines into most cells."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self._number = 0
        for line in lines:
            self._waiting.append(line)
            if len(self._waiting) >= LOOKED_AT:
                break
        self._separator = self._told() or self._found()

    def __iter__(self) -> Iterator[Row]:
        """Yield every row with content; its line is where it begins."""
        while True:
            first = self._number + 1
            taken: list[str] = []
            reader = csv.reader(self._taking(taken), delimiter=self._separator, strict=False)
            try:
                cells = next(reader, None)
            except csv.Error:
                cells = self._alone(taken)
            if cells is None:
                return
            if len(taken) > MOST_LINES:
                cells = self._alone(taken)
            cells = [each.strip() for each in cells]
            if any(cells):
                spoiled = "text-encoding" if any("\ufffd" in each for each in cells) else None
                yield Row(first, cells, spoiled)

    def _taking(self, taken: list[str]) -> Iterator[str]:
        while len(taken) <= MOST_LINES:
            line = self._waiting.popleft() if self._waiting else next(self._lines, None)
            if line is None:
                return
            self._number += 1
            taken.append(line)
            yield line.replace("\0", "")

    def _alone(self, taken: list[str]) -> list[str]:
        """Read the first line by itself, quotation marks as letters, and put the others back."""
        self._waiting.extendleft(reversed(taken[1:]))
        self._number -= len(taken) - 1
        line = taken[0].rstrip("\r\n").replace("\0", "")
        return line.split(self._separator)

    def _told(self) -> str | None:
        """Excel may open a CSV with the line `sep=;`."""
        first = self._waiting[0].strip().casefold() if self._waiting else ""
        found = first.removeprefix("sep=")
        if not first.startswith("sep=") or found not in SEPARATORS:
            return None
        self._waiting.popleft()
        self._number += 1
        return found

    def _found(self) -> str:
        start = [line.replace("\0", "") for line in self._waiting]
        return max(SEPARATORS, key=lambda each: _widest(start, each))


def _widest(start: list[str], separator: str) -> int:
    """The widest of the first rows counts: titles above the header have one cell."""
    try:
        return max((len(cells) for cells in csv.reader(start, delimiter=separator)), default=0)
    except csv.Error:
        return 0
