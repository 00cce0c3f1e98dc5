"""Tables of a Word document as grids, with merged cells and the paragraphs around them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from caicach.files.appendix.equation import MATH, equation_text
from caicach.files.appendix.grid import Cell, Grid, Line
from caicach.files.appendix.numbering import Numbering, W, read_numbering
from caicach.files.appendix.wording import tidy

MAX_COLUMNS = 64
WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
LEFT_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "pict", "drawing"))


def read_word(content: bytes) -> list[Grid]:
    """Return the tables in order, counted from 1; raises XMLSyntaxError for a damaged part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = _parse(package, "word/document.xml").find(f"{W}body")
        names = set(package.namelist())
        lists = _parse(package, "word/numbering.xml") if "word/numbering.xml" in names else None
    return [] if body is None else _read_body(body, read_numbering(lists))


def _parse(package: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def _read_body(body: etree._Element, numbering: Numbering) -> list[Grid]:
    grids: list[Grid] = []
    paragraphs: list[str] = []
    for element in _children(body):
        if element.tag == f"{W}p":
            paragraphs.append(_paragraph_text(element, numbering))
        elif element.tag == f"{W}tbl":
            number = len(grids) + 1
            before = _filled(paragraphs)
            if grids:
                grids[-1].after = before
            lines = _read_lines(element, numbering)
            grids.append(Grid(f"bảng {number}", lines, table=number, before=before))
            paragraphs = []
    if grids:
        grids[-1].after = _filled(paragraphs)
    return grids


def _filled(paragraphs: list[str]) -> list[str]:
    return [text for text in map(tidy, paragraphs) if text]


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, looking through content controls and tracked insertions."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from _children(child)
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield child


def _read_lines(table: etree._Element, numbering: Numbering) -> list[Line]:
    lines: list[Line] = []
    above: tuple[Cell, ...] = ()
    for row in _children(table):
        if row.tag == f"{W}tr":
            cells = _read_row(row, above, numbering)
            lines.append(Line(len(lines) + 1, cells))
            above = cells
    return lines


def _read_row(
    row: etree._Element, above: tuple[Cell, ...], numbering: Numbering
) -> tuple[Cell, ...]:
    cells = [Cell()] * min(_number(row, f"{W}trPr/{W}gridBefore", 0), MAX_COLUMNS)
    for element in _children(row):
        if element.tag != f"{W}tc" or len(cells) >= MAX_COLUMNS:
            continue
        span = min(_number(element, f"{W}tcPr/{W}gridSpan", 1), MAX_COLUMNS - len(cells))
        cell = _read_cell(element, len(cells), above, numbering)
        rest = replace(cell, text="", left=False, number=None)
        cells += [cell, *([rest] * (span - 1))]
    return tuple(cells)


def _read_cell(
    element: etree._Element, column: int, above: tuple[Cell, ...], numbering: Numbering
) -> Cell:
    merge = element.find(f"{W}tcPr/{W}vMerge")
    continues = merge is not None and merge.get(f"{W}val") != "restart"
    if continues and column < len(above):
        return replace(above[column], top=False, left=True)
    texts = (_paragraph_text(each, numbering) for each in _children(element) if _is_text(each))
    text = tidy("\n".join(texts))
    return Cell(text, spread=text)


def _is_text(element: etree._Element) -> bool:
    return element.tag == f"{W}p"


def _paragraph_text(paragraph: etree._Element, numbering: Numbering) -> str:
    text = "".join(_run_texts(paragraph))
    number = numbering.next_text(paragraph)
    return f"{number} {text}" if number else text


def _run_texts(element: etree._Element) -> Iterator[str]:
    for child in _children(element):
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
            yield equation_text(child)
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        elif child.tag not in (f"{W}pPr", f"{W}rPr"):
            yield from _run_texts(child)


SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = "" if found is None else str(found.get(f"{W}val") or "")
    return max(int(value), 0) if value.isdigit() else default
