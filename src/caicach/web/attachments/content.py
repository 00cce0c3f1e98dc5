"""What a file is, told by its bytes: its name decides nothing."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from olefile import OleFileIO

from caicach.core.issues import Issue, Said, issue
from caicach.files.pages import NoPageError, page_count
from caicach.web.attachments.office_parts import carried, carried_in_old, read_part

UNKNOWN = "attachment-unknown"
MOST_PARTS = 20_000
HEAD = 4096
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"dex\n")
PACKED = (ZIP, b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
OFFICE = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged or wilfully wrong archive is met with."""
OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
OLD_OFFICE = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
NAMES = {
    "pdf": ("pdf",),
    "png": ("png",),
    "jpg": ("jpg", "jpeg", "jfif"),
    "docx": ("docx", "docm"),
    "xlsx": ("xlsx", "xlsm", "xlsb"),
    "pptx": ("pptx", "pptm", "ppsx"),
    "odt": ("odt",),
    "ods": ("ods",),
    "odp": ("odp",),
    "doc": ("doc",),
    "xls": ("xls",),
    "ppt": ("ppt", "pps"),
    "txt": ("txt", "csv"),
}
"""The endings a name may have, by what the file is."""

_VENDOR = "application/vnd."
_OPEN_XML = f"{_VENDOR}openxmlformats-officedocument."
MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_OPEN_XML}wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}presentationml.presentation",
    "odt": f"{_VENDOR}oasis.opendocument.text",
    "ods": f"{_VENDOR}oasis.opendocument.spreadsheet",
    "odp": f"{_VENDOR}oasis.opendocument.presentation",
    "doc": "application/msword",
    "xls": f"{_VENDOR}ms-excel",
    "ppt": f"{_VENDOR}ms-powerpoint",
    "txt": "text/plain; charset=utf-8",
}


class Found(NamedTuple):
    """What a file is; warning: as `office_parts` tells what it carries."""

    kind: str
    warning: str = ""


def look_into(content: IO[bytes], name: str) -> tuple[Found | None, list[Issue]]:
    """Return what the file is, or its faults; a warning does not refuse it."""
    content.seek(0)
    head = content.read(HEAD)
    found, code = _found(content, head)
    content.seek(0)
    if found is None:
        return None, [issue(code, name)]
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    if ending not in NAMES[found.kind]:
        known = ", ".join(f".{each}" for each in NAMES[found.kind])
        named = f".{ending}" if ending else Said("không có đuôi", "no ending")
        kind = found.kind.upper()
        return None, [issue("attachment-not-its-name", name, named=named, kind=kind, known=known)]
    return found, [issue(f"attachment-{found.warning}", name)] if found.warning else []


def _found(content: IO[bytes], head: bytes) -> tuple[Found | None, str]:
    """Return what it is, or the code of the fault."""
    if not head:
        return None, "attachment-empty"
    for start, kind in STARTS:
        if head.startswith(start):
            is_locked = kind == "pdf" and _is_locked(content)
            return (None, "attachment-locked") if is_locked else (Found(kind), "")
    if head.startswith(OLE):
        return _in_old_office(content)
    if head.startswith(ZIP):
        return _in_zip(content)
    if head.startswith(PACKED):
        return None, "attachment-archive"
    if head.startswith(PROGRAMS):
        return None, "attachment-program"
    return (Found("txt"), "") if _is_text(content) else (None, UNKNOWN)


def _is_locked(content: IO[bytes]) -> bool:
    """Say whether a PDF asks for a password; a broken one is somebody's to read elsewhere."""
    content.seek(0)
    try:
        page_count(content.read())
    except NoPageError as error:
        return error.reason == "locked"
    return False


def _in_zip(content: IO[bytes]) -> tuple[Found | None, str]:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as parts:
            names = set(parts.namelist()[:MOST_PARTS])
            kind = _open_xml(names) or _open_document(parts, names)
            if not kind:
                return None, "attachment-archive"
            return Found(kind, carried(parts, names)), ""
    except UNREADABLE:
        return None, "attachment-broken"


def _open_xml(names: set[str]) -> str:
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for part, kind in OFFICE if part in names), "")


def _open_document(parts: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" not in names or parts.getinfo("mimetype").file_size > 100:
        return ""
    kind = read_part(parts, "mimetype").strip().rpartition(b".")[2].removesuffix(b"-template")
    return OPEN_DOCUMENT.get(kind, "")


def _in_old_office(content: IO[bytes]) -> tuple[Found | None, str]:
    """The stream at the top tells what it is; a package inside is a locked file."""
    content.seek(0)
    try:
        with OleFileIO(content) as parts:
            if parts.exists("EncryptedPackage"):
                return None, "attachment-locked"
            kinds = [kind for stream, kind in OLD_OFFICE if parts.exists(stream)]
            return (Found(kinds[0], carried_in_old(parts)), "") if kinds else (None, UNKNOWN)
    except UNREADABLE:
        return None, "attachment-broken"


def _is_text(content: IO[bytes]) -> bool:
    """Say whether nothing in it is a control character; old Vietnamese encodings are text too."""
    content.seek(0)
    first = content.read(2)
    if first in (b"\xff\xfe", b"\xfe\xff"):
        return True
    content.seek(0)
    return not any(_has_controls(piece) for piece in _pieces(content))


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(1 << 20):
        yield piece


CONTROLS = bytes(each for each in range(32) if each not in b"\t\n\r\x0c") + b"\x7f"


def _has_controls(piece: bytes) -> bool:
    return len(piece.translate(None, CONTROLS)) != len(piece)
