"""What lies in an ODS sheet beside the values; repeated cells are counted, not unrolled."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from caicach.files.tables.sheet_scan import SheetScan
from caicach.files.tables.table import Flaw

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


MOST_ROWS = 2 * 1_048_576
"""Programs fill a sheet up with empty rows to 1,048,576; more than that is no sheet of theirs."""
MOST_COLUMNS = 2 * 16_384


def scan_ods(container: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a scan of every sheet by name."""
    scans: dict[str, SheetScan] = {}
    scan, row = SheetScan(), 0
    with container.open("content.xml") as stream:
        for event, element in etree.iterparse(
            stream,
            events=("start", "end"),
            tag=(f"{_TABLE}table", f"{_TABLE}table-row"),
            resolve_entities=False,
            no_network=True,
        ):
            if element.tag == f"{_TABLE}table":
                if event == "start":
                    scan, row = SheetScan(), 0
                    scans[element.get(f"{_TABLE}name", "")] = scan
                else:
                    element.clear()
            elif event == "end":
                row = _read_row(element, row, scan)
                element.clear()
    return scans


def _read_row(element: etree._Element, above: int, scan: SheetScan) -> int:
    """Return the number of the last row that `element` stands for."""
    last = above + int(element.get(f"{_TABLE}number-rows-repeated", "1"))
    used = False
    for column, width, cell in _cells(element):
        flaw = _flaw_of(cell)
        if width > MOST_COLUMNS:
            scan.rows, scan.columns = max(scan.rows, MOST_ROWS), width
        if not (cell.get(f"{_OFFICE}value-type") or flaw):
            continue
        used = True
        scan.columns = max(scan.columns, column + width)
        if flaw:
            scan.flaws.append(Flaw(above + 1, column, *flaw))
        if cell.get(f"{_OFFICE}value-type") == "percentage":
            scan.percent.add((above + 1, column))
    if used or last > MOST_ROWS:
        scan.rows = last
    if used and element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        scan.hidden_rows.append(above + 1)
    return last


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    column = 0
    for cell in row:
        width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        yield column, width, cell
        column += width


def _flaw_of(cell: etree._Element) -> tuple[str, str] | None:
    formula = cell.get(f"{_TABLE}formula")
    if formula is None:
        return None
    shown = "".join(str(each) for each in cell.itertext())
    if shown.startswith(("#", "Err:")):
        return "cell-error", shown
    kind = cell.get(f"{_OFFICE}value-type")
    if kind is None or (kind != "string" and cell.get(f"{_OFFICE}value") is None):
        return "formula-without-value", formula.removeprefix("of:")
    return None
