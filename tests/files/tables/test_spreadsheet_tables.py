"""Spreadsheets as offices save them, and files that only pretend."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from caicach.core.numbers import Percent
from caicach.files.tables import Table, read_tables
from caicach.files.tables.table import column_name

Write = Callable[[Any, Any], None]


def xlsx(write: Write) -> bytes:
    """A workbook with one sheet, filled in by `write(sheet, book)`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    write(book.add_worksheet("Nhập"), book)
    book.close()
    return stream.getvalue()


def table(write: Write) -> Table:
    kind, tables, issues = read_tables(xlsx(write), "a.xlsx")
    assert (kind, issues) == ("xlsx", [])
    return tables[0]


def codes(content: bytes) -> list[str]:
    return [each.code for each in read_tables(content, "a.xlsx")[2]]


def test_numbers_are_exact_as_the_spreadsheet_shows_them() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_row(0, 0, [0.1 + 0.2, 96.27, 7, 1e15])

    assert next(iter(table(write).rows))[1] == [
        Decimal("0.3"),
        Decimal("96.27"),
        Decimal(7),
        Decimal(10**15),
    ]


def test_a_cell_shown_as_a_percentage_is_in_percent_and_bears_its_sign() -> None:
    def write(sheet: Any, book: Any) -> None:
        sheet.write_number(0, 0, 0.95, book.add_format({"num_format": "0.00%"}))
        sheet.write_number(0, 1, 0.95)

    assert next(iter(table(write).rows))[1] == [
        Percent(Decimal(95), had_sign=True),
        Decimal("0.95"),
    ]


def test_a_code_that_excel_turned_into_a_day_stays_a_day() -> None:
    def write(sheet: Any, book: Any) -> None:
        sheet.write_datetime(0, 0, date(2026, 2, 1), book.add_format({"num_format": "d/m"}))

    assert next(iter(table(write).rows))[1] == [date(2026, 2, 1)]


def test_rows_and_columns_are_named_as_the_spreadsheet_names_them() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_string(4, 3, "x")

    found = table(write)
    row, cells = next(iter(found.rows))
    assert (row, list(cells)) == (5, ["", "", "", "x"])
    assert found.place(row, 3) == "a.xlsx [Nhập] D5"


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_lettered(column: int, name: str) -> None:
    assert column_name(column) == name


def test_formulas_without_results_and_errors_are_flaws_with_their_cell() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["agency", "value"])
    sheet.append(["H1", "=B9+1"])
    sheet.append(["H2", "#DIV/0!"])
    sheet["B3"].data_type = "e"
    stream = io.BytesIO()
    book.save(stream)
    _, tables, _ = read_tables(stream.getvalue(), "a.xlsx")
    found = list(tables[0].flaws_in([1], 2))
    assert [(each.code, each.where) for each in found] == [
        ("formula-without-value", "a.xlsx [Sheet] B2"),
        ("cell-error", "a.xlsx [Sheet] B3"),
    ]
    assert "=B9+1" in found[0].problem("vi")


def test_a_formula_with_its_result_is_a_number() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_formula(0, 0, "=1+2", None, 3)

    found = table(write)
    assert next(iter(found.rows))[1] == [Decimal(3)]
    assert list(found.flaws_in([0], 1)) == []


def test_a_formula_that_gives_empty_text_is_an_empty_cell() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_string(0, 0, "x")
        sheet.write_formula(0, 1, '=IF(A1="","","")', None, "?")

    content = rewritten(xlsx(write), b"<v>?</v>", b"<v></v>")
    _, tables, _ = read_tables(content, "a.xlsx")
    assert list(tables[0].flaws_in([1], 1)) == []


def rewritten(content: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook with some bytes of its sheet changed, as another program would write them."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert before in parts[sheet]
    return zipped({**parts, sheet: parts[sheet].replace(before, after)})


def test_merged_cells_are_told_only_where_figures_stand() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.merge_range("A1:B1", "Tiêu đề")
        sheet.write_row(1, 0, ["agency", "value"])
        sheet.merge_range("B3:B4", 5)

    found = list(table(write).flaws_in([0, 1], 3))
    assert [(each.code, each.where) for each in found] == [("cells-merged", "a.xlsx [Nhập] B3:B4")]


def test_hidden_rows_are_known() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_column(0, 0, ["a", "b", "c"])
        sheet.set_row(1, None, None, {"hidden": True})

    found = table(write)
    assert found.hidden_rows == [2]
    assert len(list(found.rows)) == 3


def test_one_stray_cell_far_out_is_refused_before_it_fills_the_memory() -> None:
    def write(sheet: Any, _book: Any) -> None:
        sheet.write_string(0, 0, "agency")
        sheet.write_string(1_048_575, 16_383, "x")

    assert codes(xlsx(write)) == ["sheet-too-wide"]


@pytest.mark.parametrize("name", [b"A99999999", b"XFD999999", b"A1048577999"])
def test_a_cell_that_claims_a_place_far_from_its_row_is_refused(name: bytes) -> None:
    content = xlsx(lambda sheet, _: sheet.write_row(0, 0, [1, 2]))
    claimed = rewritten(content, b'r="B1"', b'r="' + name + b'"')
    assert codes(claimed) in (["sheet-too-wide"], ["table-too-long"])


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_by_its_ratio() -> None:
    content = zipped({"xl/workbook.xml": b"<workbook/>", "xl/big.xml": bytes(100 * 2**20)})
    assert codes(content) == ["zip-ratio"]


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.files.tables.limits.MAX_UNPACKED_BYTES", 1000)
    assert codes(zipped({"xl/workbook.xml": bytes(2000)})) == ["zip-too-large"]


def test_a_zip_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.files.tables.limits.MAX_ENTRIES", 2)
    assert codes(zipped({f"{i}": b"x" for i in range(3)})) == ["zip-many-parts"]


def test_a_zip_that_states_a_smaller_size_than_it_has_is_refused() -> None:
    content = bytearray(zipped({"xl/workbook.xml": bytes(5000)}))
    entry = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 10)
    assert codes(bytes(content)) == ["zip-dishonest"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "file-word"),
        (OLE, "file-unknown"),
        (b"%PDF-1.7\n...", "file-pdf"),
        (b"\x89PNG\r\n\x1a\n....", "file-picture"),
        (b"7z\xbc\xaf\x27\x1c....", "file-archive"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file-html"),
        (zipped({"word/document.xml": b"<w/>"}), "file-word"),
        (zipped({"xl/workbook.bin": b"x"}), "file-xlsb"),
        (zipped({"a.csv": b"x"}), "file-archive"),
        (xlsx(lambda sheet, _: sheet.write(0, 0, 1))[:900], "file-broken"),
        (zipped({"xl/workbook.xml": b"<not closed"}), "file-broken"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_an_entity_of_a_workbook_is_never_opened() -> None:
    trick = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'
    assert codes(zipped({"xl/workbook.xml": trick})) in (["file-broken"], [])


MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
ODS = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Bảng">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", MANIFEST)
        container.writestr("content.xml", ODS.format(rows=rows))
    return stream.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    inner = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def ods_cell(kind: str, value: str, text: str, more: str = "") -> str:
    attribute = f'office:value="{value}"' if value else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute} {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_an_ods_sheet_is_read_with_its_percentages() -> None:
    content = ods(
        ods_row(ods_cell("string", "", "agency"), ods_cell("string", "", "value"))
        + ods_row(ods_cell("string", "", "H1"), ods_cell("percentage", "0.95", "95%"))
    )
    kind, tables, issues = read_tables(content, "a.ods")
    assert (kind, issues) == ("ods", [])
    assert list(tables[0].rows)[1] == (2, ["H1", Percent(Decimal(95), had_sign=True)])


def test_an_ods_sheet_that_repeats_a_cell_a_billion_times_is_refused() -> None:
    cell = ods_cell("float", "1", "1", 'table:number-columns-repeated="16384"')
    content = ods(ods_row(cell, repeated=1_048_576))
    assert [each.code for each in read_tables(content, "a.ods")[2]] == ["sheet-too-wide"]


def test_an_ods_formula_without_its_result_is_a_flaw() -> None:
    cell = '<table:table-cell table:formula="of:=[.B1]+1"/>'
    _, tables, _ = read_tables(ods(ods_row(ods_cell("string", "", "x"), cell)), "a.ods")
    assert [each.code for each in tables[0].flaws_in([1], 1)] == ["formula-without-value"]
