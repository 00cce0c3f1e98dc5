"""Old binary workbooks: built here record by record, since nothing writes them any more."""

import struct
from decimal import Decimal

import pytest

from caicach.core.numbers import Percent
from caicach.files.tables import read_tables

PLAIN, PERCENT = 0, 1
SECTOR = 512


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(row: int, column: int, words: str) -> bytes:
    body = struct.pack("<HHHHB", row, column, PLAIN, len(words), 1) + words.encode("utf-16-le")
    return record(0x204, body)


def number(row: int, column: int, value: float, style: int = PLAIN) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, PLAIN, code, 1))


def hidden_row(row: int) -> bytes:
    return record(0x208, struct.pack("<HHHHHHI", row, 0, 4, 0, 0, 0, 0x20))


def size(first: int, last: int, columns: int = 4) -> bytes:
    return record(0x200, struct.pack("<IIHHH", first, last, 0, columns, 0))


def book(*cells: bytes, before: bytes = b"") -> bytes:
    """A workbook stream with one sheet named “Nhập” and two styles: plain and percent."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))
    styles = b"".join(
        record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16)) for number_format in (0, 10)
    )
    name = "Nhập".encode("utf-16-le")
    end = record(0x0A)
    head = begin + before + styles
    entry = record(0x85, struct.pack("<IBBBB", 0, 0, 0, 4, 1) + name)
    start = len(head) + len(entry) + len(end)
    entry = record(0x85, struct.pack("<IBBBB", start, 0, 0, 4, 1) + name)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + end
    return head + entry + end + sheet


def container(stream: bytes, claimed: int | None = None) -> bytes:
    """The stream in a compound file: one table of sectors, one directory, then the stream."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [each + 1 for each in range(2, count + 1)] + [end]
    fat = struct.pack("<128I", *[table, end, *chain, *[free] * (126 - count)])
    entries = directory("Root Entry", 5, end, 0)
    entries += directory("Workbook", 2, 2, len(stream) if claimed is None else claimed)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + fat + entries.ljust(SECTOR, b"\0") + stream.ljust(count * SECTOR, b"\0")


def directory(name: str, kind: int, first: int, length: int) -> bytes:
    words = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    head = words.ljust(64, b"\0") + struct.pack("<HBB", len(words), kind, 1) + links
    return head.ljust(0x74, b"\0") + struct.pack("<IQ", first, length)


HEAD = (text(0, 0, "cơ quan"), text(0, 1, "tỷ lệ"))


def test_an_old_workbook_is_read_with_its_percentages() -> None:
    cells = (size(0, 3), *HEAD, text(1, 0, "H1"), number(1, 1, 0.95, PERCENT), number(2, 1, 0.95))
    kind, tables, issues = read_tables(container(book(*cells)), "a.xls")
    assert (kind, issues) == ("xls", [])
    assert [list(row) for _, row in tables[0].rows] == [
        ["cơ quan", "tỷ lệ"],
        ["H1", Percent(Decimal(95), had_sign=True)],
        ["", Decimal("0.95")],
    ]
    assert tables[0].place(2, 1) == "a.xls [Nhập] B2"


def test_its_error_cells_and_hidden_rows_are_known() -> None:
    cells = (size(0, 2), hidden_row(1), *HEAD, text(1, 0, "H1"), error(1, 1, 0x07))
    _, tables, _ = read_tables(container(book(*cells)), "a.xls")
    assert [(each.code, each.where) for each in tables[0].flaws_in([1], 2)] == [
        ("cell-error", "a.xls [Nhập] B2")
    ]
    assert tables[0].hidden_rows == [2]


def codes(content: bytes) -> list[str]:
    return [each.code for each in read_tables(content, "a.xls")[2]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (container(book(size(0, 16_000_000), *HEAD)), "table-too-long"),
        (container(book(size(0, 60_000, 60_000), *HEAD)), "sheet-too-wide"),
        (container(book(size(9, 2), *HEAD)), "file-broken"),
        (container(book(*HEAD), claimed=1 << 40), "file-broken"),
        (container(book(*HEAD))[:1500], "file-broken"),
        (container(book(*HEAD, before=record(0x2F, bytes(6)))), "file-encrypted"),
    ],
)
def test_what_claims_more_than_it_holds_is_refused(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_a_chain_that_leads_out_of_the_file_is_refused() -> None:
    content = bytearray(container(book(*HEAD)))
    struct.pack_into("<I", content, SECTOR + 4 * 5, 0x0FFFFFFF)
    assert codes(bytes(content)) == ["file-broken"]


def test_a_chain_that_runs_in_a_circle_is_refused() -> None:
    content = bytearray(container(book(*HEAD)))
    struct.pack_into("<I", content, SECTOR + 4 * 5, 2)
    assert codes(bytes(content)) == ["file-broken"]
