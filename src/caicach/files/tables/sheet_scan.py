"""What lies in an XLSX sheet beside the values: formulas, errors, percent formats, hidden rows."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from caicach.files.tables.table import Flaw

_CHUNK = 1 << 20
_OVERLAP = 512
_COLUMN = re.compile(rb' r="([A-Z]+)[0-9]')
_ROW = re.compile(rb' r="[A-Z]*([0-9]+)"')
_SUSPECT = (b"<f>", b"<f ", b":f>", b":f ", b' t="e"', b' hidden="', b"<c>")
_PERCENT_IDS = frozenset({9, 10})


@dataclass(slots=True)
class SheetScan:
    """rows, columns: how far the sheet reaches. percent: cells shown as percentages."""

    rows: int = 0
    columns: int = 0
    flaws: list[Flaw] = field(default_factory=list)
    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)


def scan_workbook(container: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a scan of every sheet by name; memory stays small however long the sheets are."""
    percent = _percent_styles(container)
    names = set(container.namelist())
    return {
        name: _scan_sheet(container, part, percent)
        for name, part in _sheet_parts(container)
        if part in names
    }


def _parse(container: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(container.read(part), parser)


def _sheet_parts(container: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    rels = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}
    if rels in container.namelist():
        for each in _parse(container, rels):
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else join("xl", target)
            targets[each.get("Id", "")] = normpath(path)
    for sheet in _parse(container, "xl/workbook.xml").iterfind(".//{*}sheets/{*}sheet"):
        key = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        yield str(sheet.get("name", "")), targets.get(str(key), "")


def _percent_styles(container: zipfile.ZipFile) -> frozenset[str]:
    """Return the numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in container.namelist():
        return frozenset()
    root = _parse(container, "xl/styles.xml")
    formats = set(_PERCENT_IDS)
    for each in root.iterfind(".//{*}numFmts/{*}numFmt"):
        if "%" in each.get("formatCode", ""):
            formats.add(int(each.get("numFmtId", "0")))
    styles = root.iterfind("./{*}cellXfs/{*}xf")
    return frozenset(
        str(i) for i, each in enumerate(styles) if int(each.get("numFmtId", "0")) in formats
    )


def _scan_sheet(container: zipfile.ZipFile, part: str, percent: frozenset[str]) -> SheetScan:
    scan = SheetScan()
    if _skim(container, part, percent, scan):
        scan = SheetScan()
        _read_closely(container, part, percent, scan)
    return scan


def _skim(container: zipfile.ZipFile, part: str, percent: frozenset[str], scan: SheetScan) -> bool:
    """Measure the sheet; say whether it holds anything that needs a close look."""
    styled = re.compile(rb' s="(?:%s)"' % "|".join(sorted(percent)).encode()) if percent else None
    columns: set[bytes] = set()
    tail = b""
    with container.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            refs = _COLUMN.findall(window)
            if _is_suspect(window, len(refs)) or (styled and styled.search(window)):
                return True
            columns.update(refs)
            scan.rows = max(scan.rows, _largest(_ROW.findall(window)))
            tail = window[-_OVERLAP:]
    scan.columns = max(map(column_number, columns), default=0)
    return False


def _is_suspect(window: bytes, refs: int) -> bool:
    """A formula, an error, something hidden, a cell without a name, or tags with a prefix."""
    return any(each in window for each in _SUSPECT) or window.count(b"<c ") > refs + 1


def _largest(numbers: list[bytes]) -> int:
    """Return the largest of many numbers; only the longest are converted."""
    longest = max(map(len, numbers), default=0)
    return max((int(each) for each in set(numbers) if len(each) == longest), default=0)


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number


def _read_closely(
    container: zipfile.ZipFile, part: str, percent: frozenset[str], scan: SheetScan
) -> None:
    with container.open(part) as stream:
        rows = etree.iterparse(
            stream, events=("end",), tag="{*}row", resolve_entities=False, no_network=True
        )
        last = 0
        for _, row in rows:
            last = int(row.get("r") or last + 1)
            if row.get("hidden") in ("1", "true"):
                scan.hidden_rows.append(last)
            _read_row(row, last, percent, scan)
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]


def _read_row(row: etree._Element, number: int, percent: frozenset[str], scan: SheetScan) -> None:
    """A cell's own name counts for more than the place where it stands."""
    column = 0
    for cell in row.iterfind("{*}c"):
        letters = cell.get("r", "").rstrip("0123456789")
        digits = cell.get("r", "")[len(letters) :]
        column = column_number(letters.encode()) if letters else column + 1
        at = int(digits) if digits else number
        scan.rows, scan.columns = max(scan.rows, at), max(scan.columns, column)
        if cell.get("s") in percent:
            scan.percent.add((at, column - 1))
        flaw = _flaw_of(cell)
        if flaw:
            scan.flaws.append(Flaw(at, column - 1, *flaw))


def _flaw_of(cell: etree._Element) -> tuple[str, str] | None:
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "e":
        return "cell-error", value or "#?"
    formula = cell.find("{*}f")
    if formula is not None and not value and cell.get("t") != "str":
        return "formula-without-value", f"={formula.text or '…'}"
    return None
