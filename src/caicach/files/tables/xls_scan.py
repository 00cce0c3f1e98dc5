"""What lies in an XLS sheet beside the values: errors, percent formats, hidden rows, extent."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from caicach.files.tables.ole_streams import OleBrokenError, OleFile
from caicach.files.tables.sheet_scan import SheetScan
from caicach.files.tables.table import Flaw

FILEPASS, BOUNDSHEET, FORMAT, XF, EOF = 0x2F, 0x85, 0x41E, 0xE0, 0x0A
ROW, FORMULA, BOOLERR, MULRK, DIMENSIONS = 0x208, 0x06, 0x205, 0xBD, 0x200
ONE_CELL = frozenset({FORMULA, BOOLERR, 0x203, 0x204, 0x27E, 0xFD, 0xD6})
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_PERCENT_IDS = frozenset({9, 10})
_HIDDEN = 0x20


@dataclass(slots=True)
class Styles:
    """Number formats by their id, and the id each cell style uses."""

    percent: set[int] = field(default_factory=lambda: set(_PERCENT_IDS))
    used: list[int] = field(default_factory=list)

    def is_percent(self, style: int) -> bool:
        """Say whether cells of the style are shown as percentages."""
        return style < len(self.used) and self.used[style] in self.percent


class ProtectedError(Exception):
    """A password protects the file: its records are scrambled."""


def scan_xls(content: bytes) -> dict[str, SheetScan]:
    """Return a scan of every sheet by name.

    Raises ProtectedError, and OleBrokenError for a container that does not hold together.
    """
    stream = OleFile(content).stream("Workbook")
    if stream is None:
        raise OleBrokenError("it holds no workbook of Excel 97 or later")
    styles, places = Styles(), dict[str, int]()
    for kind, body in _records(stream, 0):
        if kind == FILEPASS:
            raise ProtectedError
        if kind == FORMAT and b"%" in body[5:]:
            styles.percent.add(_short(body, 0))
        elif kind == XF:
            styles.used.append(_short(body, 2))
        elif kind == BOUNDSHEET:
            places[_sheet_name(body)] = struct.unpack_from("<I", body)[0]
    return {name: _scan_sheet(stream, start, styles) for name, start in places.items()}


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record up to the end of the part that begins at `start`."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == EOF:
            return
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _short(body: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", body.ljust(at + 2, b"\0"), at)[0])


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    raw = body[8 : 8 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _scan_sheet(stream: bytes, start: int, styles: Styles) -> SheetScan:
    scan = SheetScan()
    for kind, body in _records(stream, start):
        if kind == ROW and _short(body, 12) & _HIDDEN:
            scan.hidden_rows.append(_short(body, 0) + 1)
        elif kind in ONE_CELL:
            _read_cell(kind, body, styles, scan)
        elif kind == DIMENSIONS and len(body) >= 12:
            first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", body)
            if first_row > last_row or first_column > last_column:
                raise OleBrokenError("a sheet ends before it begins")
            _reach(scan, last_row, last_column)
        elif kind == MULRK:
            row, first = _short(body, 0), _short(body, 2)
            for index in range((len(body) - 6) // 6):
                _note(scan, row, first + index, styles.is_percent(_short(body, 4 + 6 * index)))
    return scan


def _read_cell(kind: int, body: bytes, styles: Styles, scan: SheetScan) -> None:
    row, column = _short(body, 0), _short(body, 2)
    _note(scan, row, column, styles.is_percent(_short(body, 4)))
    error = _ERROR_OF.get(kind, _no_error)(body)
    if error is not None:
        value = ERRORS.get(error, "#?")
        scan.flaws.append(Flaw(row + 1, column, "cell-error", value))


def _note(scan: SheetScan, row: int, column: int, percent: bool) -> None:
    _reach(scan, row + 1, column + 1)
    if percent:
        scan.percent.add((row + 1, column))


def _reach(scan: SheetScan, rows: int, columns: int) -> None:
    """What a sheet claims counts as much as what it holds: readers set it aside at once."""
    scan.rows, scan.columns = max(scan.rows, rows), max(scan.columns, columns)


def _no_error(_body: bytes) -> int | None:
    return None


def _error_of_value(body: bytes) -> int | None:
    return body[6] if len(body) > 7 and body[7] else None


def _error_of_formula(body: bytes) -> int | None:
    """A result that is no number ends in FFFF; its first byte says of which kind it is."""
    return body[8] if body[12:14] == b"\xff\xff" and body[6] == 2 else None


_ERROR_OF: dict[int, Callable[[bytes], int | None]] = {
    BOOLERR: _error_of_value,
    FORMULA: _error_of_formula,
}
