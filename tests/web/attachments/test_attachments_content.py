"""What a file is, told by its bytes and held against its name."""

import io
import zipfile

import pytest

from caicach.web.attachments.content import look_into
from caicach.web.attachments.names import LONGEST, clean_name

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def packed(*names: str, **contents: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        for name in names:
            parts.writestr(name, b"")
        for name, content in contents.items():
            parts.writestr(name, content)
    return whole.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


TYPES = "[Content_Types].xml"
SOUND = {
    "a.pdf": b"%PDF-1.7",
    "a.PDF": b"%PDF-1.7",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "a.jpeg": b"\xff\xd8\xff\xe0",
    "a.docx": packed(TYPES, "word/document.xml"),
    "a.xlsx": packed(TYPES, "xl/workbook.xml"),
    "a.pptx": packed(TYPES, "ppt/presentation.xml"),
    "a.odt": packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
    "a.ods": packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "a.doc": stream("WordDocument"),
    "a.xls": stream("Workbook"),
    "a.txt": "Biên bản họp".encode(),
    "a.csv": b"\xef\xbb\xbfma,ten\n1,x\n",
}
REFUSED = {
    "attachment-empty": ("a.pdf", b""),
    "attachment-program": ("hop-dong.pdf", b"MZ\x90\x00"),
    "attachment-archive": ("a.zip", packed("a.txt")),
    "attachment-broken": ("a.docx", b"PK\x03\x04 cut off"),
    "attachment-locked": ("a.xlsx", stream("EncryptedPackage")),
    "attachment-unknown": ("a.pdf", b"\x00\x01\x02"),
    "attachment-not-its-name": ("a.pdf", b"\x89PNG\r\n\x1a\n"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_file_that_is_what_its_name_says_is_taken(name: str) -> None:
    found, issues = look_into(io.BytesIO(SOUND[name]), name)
    assert (found is not None, issues) == (True, [])


@pytest.mark.parametrize("code", REFUSED)
def test_a_file_that_nobody_should_open_is_refused_with_its_reason(code: str) -> None:
    name, content = REFUSED[code]
    found, issues = look_into(io.BytesIO(content), name)
    assert (found, [each.code for each in issues]) == (None, [code])


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "a.exe", "pdf"])
def test_a_page_of_a_site_is_not_taken_for_a_document(name: str) -> None:
    found, issues = look_into(io.BytesIO(b"<html><script>1</script></html>"), name)
    assert (found, [each.code for each in issues]) == (None, ["attachment-not-its-name"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docm", packed(TYPES, "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", packed(TYPES, "word/document.xml", "word/vbaProject.bin")),
        ("a.xls", stream("Workbook") + "_VBA_PROJECT".encode("utf-16-le")),
    ],
)
def test_macros_are_a_warning_that_goes_with_the_file(name: str, content: bytes) -> None:
    found, issues = look_into(io.BytesIO(content), name)
    assert found is not None
    assert (found.warning, [each.code for each in issues]) == ("macros", ["attachment-macros"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\mai\\tờ trình.pdf", "tờ trình.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nX: y.pdf", "aX_ y.pdf"),
        ("  nhiều   chỗ  trống .pdf", "nhiều chỗ trống .pdf"),
        ("...", "tep"),
        ("", "tep"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = clean_name("a" * 500 + ".pdf")
    assert (len(kept), kept[-4:]) == (LONGEST, ".pdf")
