"""Sheets of a workbook as tables: values by calamine, everything else by the scan."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from caicach.core.issues import Issue, issue
from caicach.files.tables import limits
from caicach.files.tables.cell import EMPTY, Cell, from_spreadsheet
from caicach.files.tables.ods_scan import scan_ods
from caicach.files.tables.sheet_scan import SheetScan, scan_workbook
from caicach.files.tables.table import Merge, Row, Table
from caicach.files.tables.xls_scan import ProtectedError, scan_xls

BROKEN = (
    *(CalamineError, etree.LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ArithmeticError, LookupError, ValueError, NotImplementedError, RuntimeError, struct.error),
)
"""All that the readers below are known to raise for a damaged file."""


def read_spreadsheet(
    content: bytes, container: zipfile.ZipFile | None, kind: str, file: str
) -> tuple[list[Table], list[Issue]]:
    """Return every sheet with content as a table.

    container: the unpacked form of `content`, already found to be within the limits; None for
    the old binary format.
    """
    try:
        scans = _scan(content, container, kind)
        stray = [issue_ for name, scan in scans.items() for issue_ in _too_wide(file, name, scan)]
        return ([], stray) if stray else (list(_tables(content, scans, file)), [])
    except (PasswordError, ProtectedError):
        return [], [issue("file-encrypted", file)]
    except BROKEN as error:
        return [], [issue("file-broken", file, reason=str(error))]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the Rust reader giving up on a broken file
            raise
        return [], [issue("file-broken", file, reason=str(error))]


def _scan(content: bytes, container: zipfile.ZipFile | None, kind: str) -> dict[str, SheetScan]:
    if container is None:
        return scan_xls(content)
    return scan_workbook(container) if kind == "xlsx" else scan_ods(container)


def _too_wide(file: str, name: str, scan: SheetScan) -> Iterator[Issue]:
    where = f"{file} [{name}]"
    if scan.rows > limits.MAX_ROWS:
        yield issue("table-too-long", where, count=scan.rows, limit=limits.MAX_ROWS)
    elif scan.rows * scan.columns > limits.MAX_CELLS:
        values = {"rows": scan.rows, "columns": scan.columns, "limit": limits.MAX_CELLS}
        yield issue("sheet-too-wide", where, **values)


def _tables(content: bytes, scans: dict[str, SheetScan], file: str) -> Iterator[Table]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for meta in book.sheets_metadata:
            if meta.typ is SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(meta.name)
                yield _table(sheet, meta, scans[meta.name], file)


def _table(sheet: CalamineSheet, meta: SheetMetadata, scan: SheetScan, file: str) -> Table:
    return Table(
        file,
        list(_rows(sheet, scan)),
        sheet=meta.name,
        flaws=scan.flaws,
        merges=[
            Merge(top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ],
        hidden_rows=scan.hidden_rows,
        hidden=meta.visible is not SheetVisibleEnum.Visible,
    )


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[Row]:
    if sheet.start is None:
        return
    margin: list[Cell] = [EMPTY] * sheet.start[1]
    percent_rows = {row for row, _ in scan.percent}
    for row, raw in enumerate(sheet.iter_rows(), start=1):
        if not any(each != "" for each in raw):
            continue
        if row in percent_rows:
            cells = [
                from_spreadsheet(each, percent=(row, column) in scan.percent)
                for column, each in enumerate(raw, start=len(margin))
            ]
        else:
            cells = [EMPTY if each == "" else from_spreadsheet(each) for each in raw]
        yield row, margin + cells
