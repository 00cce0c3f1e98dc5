"""CSV as offices save it."""

import unicodedata

import pytest

from caicach.files.tables import TableBrokenError, read_tables
from caicach.files.tables.csv_text import read_csv

HEAD = "agency,criterion,value\n"


def rows_of(content: bytes) -> list[tuple[int, list[str]]]:
    _, tables, issues = read_tables(content, "a.csv")
    assert [each.code for each in issues if each.severity == "fault"] == []
    return [(row, list(cells)) for row, cells in tables[0].rows]


def codes_of(content: bytes) -> list[str]:
    return [each.code for each in read_tables(content, "a.csv")[2]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_may_be_divided_by_commas_semicolons_or_tabs(separator: str) -> None:
    text = "agency,value\nH1,2\n".replace(",", separator)
    assert rows_of(text.encode()) == [(1, ["agency", "value"]), (2, ["H1", "2"])]


def test_a_title_above_the_header_does_not_decide_the_separator() -> None:
    text = "Kết quả, quý I, năm 2026\nagency;criterion;value;choice\nH1;1.1;2;\n"
    assert rows_of(text.encode())[1] == (2, ["agency", "criterion", "value", "choice"])


def test_the_line_that_tells_excel_the_separator_is_no_row() -> None:
    assert rows_of(b"sep=;\nagency;value\nH1;1,5\n") == [
        (2, ["agency", "value"]),
        (3, ["H1", "1,5"]),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert rows_of(b"\xef\xbb\xbfagency,value\n")[0] == (1, ["agency", "value"])


def test_a_cell_over_two_lines_keeps_the_line_it_begins_on() -> None:
    assert rows_of(b'agency,note\nH1,"a\nb"\nH2,c\n') == [
        (1, ["agency", "note"]),
        (2, ["H1", "a\nb"]),
        (4, ["H2", "c"]),
    ]


def test_rows_without_content_are_left_out_but_counted() -> None:
    assert rows_of(b"agency,value\n,\nH1,1\n") == [(1, ["agency", "value"]), (3, ["H1", "1"])]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_with_a_warning(encoding: str) -> None:
    content = "\ufeffđơn vị;giá trị\n".encode(encoding)
    assert rows_of(content) == [(1, ["đơn vị", "giá trị"])]
    assert codes_of(content) == ["encoding-utf16-read"]


def test_utf16_without_its_mark_is_named() -> None:
    assert codes_of("agency,value\nH1,1\n".encode("utf-16-le")) == ["encoding-utf16"]


def test_decomposed_letters_are_composed_with_a_warning() -> None:
    content = unicodedata.normalize("NFD", "tên\nỦy ban\n").encode()
    assert rows_of(content)[1] == (2, ["Ủy ban"])
    assert codes_of(content) == ["letters-decomposed"]


def test_windows_1258_is_named_with_its_line_and_remedy() -> None:
    # đơn vị / Ủy ban, as Windows-1258 writes them: letters and tones apart
    content = b"agency,name\nH1,\xdd\xd2y ban nh\xe2n d\xe2n huy\xea\xf2n\n"
    _, _, issues = read_tables(content, "a.csv")
    assert [(each.code, each.where) for each in issues] == [("encoding-windows-1258", "a.csv:2")]
    assert "CSV UTF-8" in issues[0].remedy("vi")


def test_another_old_encoding_is_refused_with_its_byte() -> None:
    _, _, issues = read_tables(b"agency,name\nH1,S\xf4\xb5\xff\n", "a.csv")
    assert [each.code for each in issues] == ["encoding-unknown"]
    assert "0x" in issues[0].problem("en")


def test_an_open_quotation_mark_is_named_with_its_line() -> None:
    _, tables, _ = read_tables(HEAD.encode() + b'H1,"1.1,3\nH2,1.1,4\n', "a.csv")
    with pytest.raises(TableBrokenError) as broken:
        list(tables[0].rows)
    assert broken.value.issue.where == "a.csv:2"


@pytest.mark.parametrize("content", [b"", b"  \r\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_content_is_named(content: bytes) -> None:
    assert codes_of(content) == ["file-empty"]


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.files.tables.limits.MAX_ROWS", 3)
    _, issues = read_csv("a\n" * 5, "a.csv")
    assert [each.code for each in issues] == ["table-too-long"]


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert rows_of(b"agency,value\rH1,2\r") == [(1, ["agency", "value"]), (2, ["H1", "2"])]


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLS", "a.ods"])
def test_bytes_named_like_a_spreadsheet_are_a_damaged_one(name: str) -> None:
    issues = read_tables(b"\x93\x00\xfe\xaa" * 50, name)[2]
    assert [each.code for each in issues] == ["spreadsheet-broken"]
