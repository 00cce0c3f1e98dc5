"""Appendices built by the tests: Word and Excel files in the layouts of different offices."""

import io
from collections.abc import Sequence
from typing import Any

import docx
import xlsxwriter

from caicach.files.appendix import Imported, import_appendix

Merge = tuple[int, int, int, int]


def word_file(*blocks: Any) -> bytes:
    """Return a document: a text is a paragraph, a dict a table with `rows` and `merge`."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block["rows"], block.get("merge", ()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]], merge: Sequence[Merge]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    cells = [row.cells for row in table.rows]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text:
                cells[i][j].text = text
    for top, left, bottom, right in merge:
        kept = next(
            (
                rows[i][j]
                for i in range(top, bottom + 1)
                for j in range(left, right + 1)
                if j < len(rows[i]) and rows[i][j]
            ),
            "",
        )
        joined = cells[top][left].merge(cells[bottom][right])
        joined.text = kept


def excel_file(*sheets: dict[str, Any]) -> bytes:
    """Return a workbook. A sheet has `name`, `rows`, and `merge`, `hide`, `hidden_columns`."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet["name"])
        for i, row in enumerate(sheet["rows"]):
            for j, value in enumerate(row):
                write(page, i, j, value)
        for top, left, bottom, right in sheet.get("merge", ()):
            page.merge_range(top, left, bottom, right, sheet["rows"][top][left])
        for column in sheet.get("hidden_columns", ()):
            page.set_column(column, column, None, None, {"hidden": True})
        for row in sheet.get("hidden_rows", ()):
            page.set_row(row, None, None, {"hidden": True})
        if sheet.get("hide"):
            page.hide()
    book.close()
    return out.getvalue()


def write(page: Any, row: int, column: int, value: Any) -> None:
    """A pair is a formula with its cached value; None leaves the cell empty."""
    if isinstance(value, tuple):
        page.write_formula(row, column, value[0], None, value[1])
    elif value is not None:
        page.write(row, column, value)


HEADER = ["STT", "Tiêu chí", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng"]
Brief = list[tuple[str, str, str, str]]


def read(content: bytes, name: str = "phu-luc.docx") -> Imported:
    return import_appendix(content, name, "thu/2026")


def brief(result: Imported) -> Brief:
    """Return code, name, maximum and kind of rule of each row."""
    return [
        (
            row.code,
            row.name,
            "" if row.max is None else f"{row.max:f}",
            row.rule["kind"] if row.rule else "",
        )
        for row in result.rows
    ]
