"""What an Office file carries beside its text: programs, objects, what it fetches from outside."""

import re
import struct
import zipfile
from collections.abc import Iterable
from typing import Any

from olefile import OleFileIO

MACROS, ACTIVE = "macros", "active"
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How office files are packed; other ways could ask for any amount of memory."""
MOST_BYTES = 2**20
MACRO_ENDS = ("vbaproject.bin", "basic/script-lc.xml")
MACRO_FOLDERS = ("xl/macrosheets/", "xl/intlmacrosheets/", "basic/", "scripts/")
ACTIVE_FOLDERS = ("/activex/", "/externallinks/")
PLAIN = (".docx", ".xlsx", ".pptx")
"""Office files inside another: charts keep their figures so."""
OLD_OBJECT = re.compile(r"object \d+")
LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
OUTSIDE = re.compile(rb"""\bTargetMode\s*=\s*["']External""")
ADDRESS = re.compile(rb"""\bType\s*=\s*["'][^"']*/hyperlink["']""")
OBJECTS = frozenset({"\x01Ole", "\x01Ole10Native", "\x03OCXNAME", "\x03OCXDATA"})
WORKBOOKS = ("Workbook", "Book")
SHEET, END, MACRO_SHEET = 0x85, 0x0A, 1
"""Records of an old workbook that tell of a sheet and end the list; what kind a sheet is."""


def carried(parts: zipfile.ZipFile, names: Iterable[str]) -> str:
    """Return `macros`, `active` for objects and what is fetched from outside, or nothing.

    Raises what `read_part` does.
    """
    lower = {name: name.lower() for name in names}
    if any(map(_is_macro, lower.values())):
        return MACROS
    links = [name for name, low in lower.items() if low.endswith(".rels")]
    if any(map(_is_object, lower.values())) or any(_fetches(parts, each) for each in links):
        return ACTIVE
    return ""


def _is_macro(name: str) -> bool:
    return name.endswith(MACRO_ENDS) or name.startswith(MACRO_FOLDERS)


def _is_object(name: str) -> bool:
    if "/embeddings/" in name and not name.endswith("/"):
        return "/_rels/" not in name and not name.endswith(PLAIN)
    return any(each in name for each in ACTIVE_FOLDERS) or bool(OLD_OBJECT.fullmatch(name))


def _fetches(parts: zipfile.ZipFile, name: str) -> bool:
    """Say whether a part points outside by itself: a link that a reader clicks does not."""
    content = read_part(parts, name).replace(b"\0", b"")  # may be UTF-16
    links = LINK.findall(content)
    return any(OUTSIDE.search(each) and not ADDRESS.search(each) for each in links)


def read_part(parts: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a part. Raises BadZipFile, zlib.error, EOFError, OSError."""
    if parts.getinfo(name).compress_type not in PACKED_AS:
        raise zipfile.BadZipFile
    with parts.open(name) as part:
        return part.read(MOST_BYTES)


def carried_in_old(parts: "OleFileIO[Any]") -> str:
    """Return the same of an old Office file. Raises struct.error, OSError."""
    places = parts.listdir(storages=True)
    if any(place[-1].upper() == "_VBA_PROJECT" for place in places):
        return MACROS
    books = [each for each in WORKBOOKS if parts.exists(each)]
    if any(_has_macro_sheet(parts.openstream(each).read()) for each in books):
        return MACROS
    has_objects = any(len(place) > 1 and place[-1] in OBJECTS for place in places)
    return ACTIVE if has_objects else ""


def _has_macro_sheet(book: bytes) -> bool:
    """Say whether one of the sheets listed at the beginning is a program (MS-XLS 2.4.28)."""
    at, kind = 0, -1
    while kind != END and at + 10 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == SHEET and book[at + 9] == MACRO_SHEET:
            return True
        at += 4 + length
    return False
