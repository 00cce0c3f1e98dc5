"""CSV in any of its dialects: separated by semicolons, commas or tabs."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from caicach.core.issues import Issue, issue
from caicach.files.tables import limits
from caicach.files.tables.table import Row, Table, TableBrokenError

SEPARATORS = (";", ",", "\t")
_LINES_TRIED = 20


class CsvRows:
    """The rows of a CSV text with their line numbers; goes through the text each time.

    Raises TableBrokenError where the text cannot be taken apart: a quotation mark left open, say.
    """

    def __init__(self, text: str, file: str, separator: str, first_line: int) -> None:
        self.text = text
        self.file = file
        self.separator = separator
        self.first_line = first_line

    def __iter__(self) -> Iterator[Row]:
        lines = io.StringIO(self.text, newline="")
        for _ in range(self.first_line - 1):
            lines.readline()
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        line = self.first_line
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = self.first_line + reader.line_num
        except csv.Error as error:
            raise TableBrokenError(
                issue("csv-broken", f"{self.file}:{line}", reason=str(error))
            ) from None


def read_csv(text: str, file: str) -> tuple[Table | None, list[Issue]]:
    """Return the text as a table, or None with its fault."""
    if not text.strip():
        return None, [issue("file-empty", file)]
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")  # as old spreadsheets on a Mac end their lines
    rows = text.count("\n") + 1
    if rows > limits.MAX_ROWS:
        return None, [issue("table-too-long", file, count=rows, limit=limits.MAX_ROWS)]
    told = _told_separator(text)
    return Table(file, CsvRows(text, file, told or _find_separator(text), 2 if told else 1)), []


def _told_separator(text: str) -> str | None:
    """Excel may open a CSV with the line `sep=;`."""
    first = text[:16].partition("\n")[0].strip().casefold()
    found = first.removeprefix("sep=")
    return found if first.startswith("sep=") and found in SEPARATORS else None


def _find_separator(text: str) -> str:
    """Return the separator that divides the first lines into most cells."""
    start = "".join(islice(io.StringIO(text), _LINES_TRIED))
    return max(SEPARATORS, key=lambda each: _cells_of_first_row(start, each))


def _cells_of_first_row(start: str, separator: str) -> int:
    """The widest of the first rows counts: titles above the header have one cell."""
    reader = csv.reader(io.StringIO(start), delimiter=separator)
    try:
        return max((len(cells) for cells in reader), default=0)
    except csv.Error:
        return 0
