"""Is this file safe to open, and what is it: Word, Excel, or something else?"""

import io
import zipfile
from typing import Literal

from caicach.core.issues import Issue, issue

Kind = Literal["word", "excel"]

MAX_BYTES = 30_000_000
MAX_UNPACKED = 120_000_000
MAX_XML_PART = 16_000_000
"""A table of 200,000 rows has more; no appendix comes near it."""
MAX_RATIO = 200
RATIO_MATTERS_FROM = 5_000_000
MAX_PARTS = 4_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_package(content: bytes, name: str) -> tuple[Kind | None, list[Issue]]:
    """Return what the file is by its content, or None with the fault.

    name: shown in faults only; a wrong extension does no harm.
    """
    found = _refused_by_first_bytes(content, name)
    if found is not None:
        return None, [found]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            fault = _too_large(package, name) or _hidden_danger(package, name)
            kind = _kind(package)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None, [issue("appendix-damaged", name)]
    except Exception as error:  # zlib.error and kin: a damaged part, whatever its class
        return None, [issue("appendix-unreadable", name, reason=type(error).__name__)]
    if fault is not None:
        return None, [fault]
    if kind is None:
        return None, [issue("appendix-wrong-type", name, found="ZIP")]
    return kind, []


def _refused_by_first_bytes(content: bytes, name: str) -> Issue | None:
    if not content:
        return issue("appendix-empty-file", name)
    if len(content) > MAX_BYTES:
        return issue("appendix-too-large", name, size=len(content), limit=MAX_BYTES)
    if content.startswith(OLE):
        code = "appendix-password" if ENCRYPTED in content else "appendix-old-format"
        return issue(code, name)
    if content.startswith(b"PK"):
        return None
    return issue("appendix-wrong-type", name, found=_name_of(content))


def _name_of(content: bytes) -> str:
    for mark, label in KNOWN_MARKS.items():
        if content.lstrip()[: len(mark)].lower() == mark:
            return label
    return "?"


KNOWN_MARKS = {
    b"%pdf": "PDF",
    b"{\\rtf": "RTF",
    b"<html": "HTML",
    b"<!doc": "HTML",
    b"<?xml": "XML",
    b"\x89png": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


def _too_large(package: zipfile.ZipFile, name: str) -> Issue | None:
    """Sizes are read from the directory of the package, before anything is unpacked."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    texts = [part.file_size for part in parts if part.filename.endswith(".xml")]
    largest = max(texts, default=0)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAX_RATIO
    if bomb or unpacked > MAX_UNPACKED or largest > MAX_XML_PART or len(parts) > MAX_PARTS:
        return issue("appendix-unpacks-too-large", name, size=unpacked, limit=MAX_UNPACKED)
    return None


def _hidden_danger(package: zipfile.ZipFile, name: str) -> Issue | None:
    """A document type declaration has no place in an Office file; entities hide in it."""
    for part in package.infolist():
        if part.flag_bits & 0x1:
            return issue("appendix-password", name)
        if part.filename.endswith((".xml", ".rels")) and _declares_type(package.read(part)):
            return issue("appendix-xml-entities", name, part=part.filename)
    return None


def _declares_type(xml: bytes) -> bool:
    """Look through the whole part: a long comment could stand before the declaration."""
    plain = xml.replace(b"\x00", b"") if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else xml
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _kind(package: zipfile.ZipFile) -> Kind | None:
    names = set(package.namelist())
    if "word/document.xml" in names:
        return "word"
    return "excel" if "xl/workbook.xml" in names else None
