"""Files that are no appendix: refused by their content, with words that help."""

import io
import zipfile

import pytest
from appendix_builders import excel_file, word_file

from caicach.files.appendix import import_appendix, package
from caicach.files.appendix.package import ENCRYPTED, OLE

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'


def codes(content: bytes, name: str = "tep.docx") -> list[str]:
    result = import_appendix(content, name, "tep/2026")
    assert result.edition_text == ""
    assert result.rows == ()
    assert all(each.text("vi") and each.text("en") for each in result.issues)
    return [each.code for each in result.issues]


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "appendix-empty-file"),
        (b"%PDF-1.7 ...", "appendix-wrong-type"),
        (b"just text", "appendix-wrong-type"),
        (OLE + b"WordDocument", "appendix-old-format"),
        (OLE + b"...." + ENCRYPTED, "appendix-password"),
        (b"PK\x03\x04 no package", "appendix-damaged"),
        (zipped({"a.txt": b"a"}), "appendix-wrong-type"),
        (zipped({"word/document.xml": b"<a>"}), "appendix-unreadable"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "appendix-unreadable"),
        (zipped({"word/document.xml": ENTITIES}), "appendix-xml-entities"),
        (zipped({"word/document.xml": b"<a/>"}), "appendix-no-criteria-table"),
    ],
)
def test_a_file_that_cannot_be_imported_says_why(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_the_extension_does_not_matter() -> None:
    rows = [["STT", "Tiêu chí", "Điểm"], ["1", "A", 100]]
    assert import_appendix(excel_file({"name": "S", "rows": rows}), "a.docx", "a/1").rows


def test_a_package_that_unpacks_out_of_proportion_is_not_opened() -> None:
    content = zipped({"word/document.xml": b" " * 20_000_000})
    assert codes(content) == ["appendix-unpacks-too-large"]


def test_a_package_above_the_limit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 100)
    assert codes(word_file("a")) == ["appendix-unpacks-too-large"]


def test_a_file_above_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_BYTES", 10)
    assert codes(word_file("a")) == ["appendix-too-large"]


def test_a_document_cut_short_is_told() -> None:
    assert codes(word_file({"rows": [["a"]]})[:-300]) == ["appendix-damaged"]


def test_tables_that_were_seen_are_named_when_none_holds_criteria() -> None:
    content = word_file({"rows": [["Họ tên", "Năm sinh"], ["A", "1990"]]})
    (found,) = import_appendix(content, "a.docx", "a/1").issues
    assert "họ tên | năm sinh" in found.problem("vi")


def test_an_empty_sheet_holds_no_criteria() -> None:
    assert codes(excel_file({"name": "S", "rows": []})) == ["appendix-no-criteria-table"]
