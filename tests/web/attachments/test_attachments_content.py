"""What a file is, told by its bytes and held against its name."""

import io
import struct
import zipfile

import pytest

from caicach.web.attachments.content import look_into
from caicach.web.attachments.models import Attachment
from caicach.web.attachments.names import LONGEST, clean_name
from caicach.web.attachments.reading import warnings_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def packed(*names: str, **contents: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        for name in names:
            parts.writestr(name, b"")
        for name, content in contents.items():
            parts.writestr(name, content)
    return whole.getvalue()


NONE, END = 0xFFFFFFFF, 0xFFFFFFFE


def named(
    name: str, kind: int, right: int = NONE, child: int = NONE, start: int = END, size: int = 0
) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw) + 2, kind, 1, NONE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def stream(*tops: str, below: str = "", content: bytes = b"") -> bytes:
    """An old container with streams at its top and one in a folder. content: of the first one."""
    held = content.ljust(4096, b"\0") if content else b""
    names = [named("Root Entry", 5, child=1)]
    names += [named(each, 2, right=at + 2) for at, each in enumerate(tops)]
    if held:
        names[1] = named(tops[0], 2, right=2, start=3, size=len(held))
    folder = len(names)
    names += [named("Folder", 1, child=folder + 1)] + ([named(below, 2)] if below else [])
    directory = b"".join(names).ljust(1024, b"\0")
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, END, 0, END, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *[NONE] * 108)
    places = [*range(4, 3 + len(held) // 512), END] if held else []
    table = [0xFFFFFFFD, 2, END, *places]
    table += [NONE] * (128 - len(table))
    return bytes(header) + struct.pack("<128I", *table) + directory + held


def sheets(*kinds: int) -> bytes:
    """The beginning of an old workbook with a sheet of each kind."""
    told = [struct.pack("<HHIBB2s", 0x85, 8, 0, 0, kind, b"\1\0") for kind in kinds]
    return struct.pack("<HHI", 0x809, 4, 0x50600) + b"".join(told) + struct.pack("<HH", 0x0A, 0)


def relation(kind: str, mode: str = ' TargetMode="External"') -> bytes:
    where = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r1" Type="{where}/{kind}" Target="x"{mode}/>'
    return f"<Relationships>{link}</Relationships>".encode()


def broken_odt() -> bytes:
    """A text whose first part cannot be unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 2)
    content = bytearray(whole.getvalue())
    at = content.index(b"mimetype") + 8
    content[at : at + 12] = b"\xff" * 12
    return bytes(content)


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
    "a.xls": stream("Workbook", content=sheets(0, 2, 6)),
    "a.txt": "Biên bản họp".encode(),
    "a.csv": b"\xef\xbb\xbfma,ten\n1,x\n",
}
REFUSED = {
    "attachment-empty": ("a.pdf", b""),
    "attachment-program": ("hop-dong.pdf", b"MZ\x90\x00"),
    "attachment-archive": ("a.zip", packed("a.txt")),
    "attachment-broken": ("a.odt", broken_odt()),
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


def test_an_archive_that_is_cut_off_is_refused() -> None:
    found, issues = look_into(io.BytesIO(b"PK\x03\x04 cut off"), "a.docx")
    assert (found, [each.code for each in issues]) == (None, ["attachment-broken"])


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "a.exe", "pdf"])
def test_a_page_of_a_site_is_not_taken_for_a_document(name: str) -> None:
    found, issues = look_into(io.BytesIO(b"<html><script>1</script></html>"), name)
    assert (found, [each.code for each in issues]) == (None, ["attachment-not-its-name"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docm", packed(TYPES, "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", packed(TYPES, "word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", packed(TYPES, "xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        (
            "a.odt",
            packed("Basic/Standard/a.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
        ),
        ("a.xls", stream("Workbook", below="_VBA_PROJECT")),
        ("a.xls", stream("Workbook", content=sheets(0, 1))),
    ],
)
def test_macros_are_a_warning_that_goes_with_the_file(name: str, content: bytes) -> None:
    found, issues = look_into(io.BytesIO(content), name)
    assert found is not None
    assert (found.warning, [each.code for each in issues]) == ("macros", ["attachment-macros"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", packed(TYPES, "word/document.xml", "word/activeX/activeX1.bin")),
        ("a.docx", packed(TYPES, "word/document.xml", "word/embeddings/oleObject1.bin")),
        ("a.xlsx", packed(TYPES, "xl/workbook.xml", "xl/externalLinks/externalLink1.xml")),
        (
            "a.docx",
            packed(
                TYPES,
                "word/document.xml",
                **{"word/_rels/settings.xml.rels": relation("attachedTemplate")},
            ),
        ),
        ("a.odt", packed("Object 1", mimetype=b"application/vnd.oasis.opendocument.text")),
        ("a.doc", stream("WordDocument", below="\x01Ole10Native")),
    ],
)
def test_objects_and_what_fetches_from_outside_are_a_warning(name: str, content: bytes) -> None:
    found, issues = look_into(io.BytesIO(content), name)
    assert found is not None
    assert (found.warning, [each.code for each in issues]) == ("active", ["attachment-active"])


def test_a_reader_is_told_of_what_fetches_from_outside() -> None:
    (told,) = warnings_of(Attachment(warning="active"), None)
    assert "tự lấy nội dung từ bên ngoài" in told
    assert warnings_of(Attachment(), None) == []


@pytest.mark.parametrize(("kind", "mode"), [("hyperlink", ' TargetMode="External"'), ("image", "")])
def test_links_that_a_reader_clicks_and_parts_of_the_file_are_no_warning(
    kind: str, mode: str
) -> None:
    parts = {"word/_rels/document.xml.rels": relation(kind, mode)}
    chart = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
    content = packed(TYPES, "word/document.xml", chart, **parts)
    found, issues = look_into(io.BytesIO(content), "a.docx")
    assert (found is not None and found.warning, issues) == ("", [])


@pytest.mark.parametrize("cut", [520, 700, 1100])
def test_an_old_office_file_that_is_cut_off_is_refused(cut: int) -> None:
    found, issues = look_into(io.BytesIO(stream("WordDocument")[:cut]), "a.doc")
    assert (found, [each.code for each in issues]) == (None, ["attachment-broken"])


CHAIN, RIGHT, CHILD = 512 + 4 * 2, 1024 + 128 + 72, 1024 + 128 * 2 + 76


@pytest.mark.parametrize(("at", "number"), [(CHAIN, 1), (RIGHT, 1), (CHILD, 0), (CHILD, 2)])
def test_an_old_directory_that_leads_in_a_circle_is_read_to_an_end(at: int, number: int) -> None:
    content = bytearray(stream("WordDocument"))
    struct.pack_into("<I", content, at, number)
    found, _ = look_into(io.BytesIO(bytes(content)), "a.doc")
    assert found is not None
    assert found.kind == "doc"


@pytest.mark.parametrize("length", [0xFFFF, 0])
def test_records_of_an_old_workbook_that_lead_nowhere_are_read_to_an_end(length: int) -> None:
    book = struct.pack("<HH", 0x809, length) + b"\1" * 40 + struct.pack("<HH", 0x85, 8)
    found, _ = look_into(io.BytesIO(stream("Workbook", content=book)), "a.xls")
    assert found is not None
    assert found.kind == "xls"


@pytest.mark.parametrize(
    "content",
    [
        OLE + "WordDocument".encode("utf-16-le"),
        stream("Other") + "WordDocument".encode("utf-16-le"),
        stream("Other", below="WordDocument"),
    ],
)
def test_a_name_somewhere_in_the_bytes_makes_no_document(content: bytes) -> None:
    found, issues = look_into(io.BytesIO(content), "a.doc")
    assert found is None
    assert issues[0].code in ("attachment-broken", "attachment-unknown")


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_part_packed_in_an_unusual_way_is_not_unpacked(how: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", how) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    found, issues = look_into(whole, "a.odt")
    assert (found, [each.code for each in issues]) == (None, ["attachment-broken"])


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
