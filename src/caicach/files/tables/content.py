"""What a file really is, told by its content and not by its name."""

from typing import Literal

from caicach.core.issues import Issue, issue

ContentKind = Literal["text", "xlsx", "ods", "xls", "json", "refused"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def kind_of_content(
    content: bytes, names: frozenset[str], file: str
) -> tuple[ContentKind, Issue | None]:
    """Return what the file is, with the fault when it is nothing that can be read as a table.

    names: of the parts of a zip file; empty for any other.
    """
    if not content.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        return "refused", issue("file-empty", file)
    if content.startswith(_ZIP):
        return _kind_of_zip(names, file)
    if content.startswith(_OLE):
        return _kind_of_ole(content, file)
    refusal = _kind_of_other(content)
    if refusal:
        return "refused", issue(refusal, file)
    return ("json", None) if _looks_like_json(content) else ("text", None)


def _kind_of_zip(names: frozenset[str], file: str) -> tuple[ContentKind, Issue | None]:
    if "xl/workbook.xml" in names:
        return "xlsx", None
    if "content.xml" in names and "mimetype" in names:
        return "ods", None
    if "xl/workbook.bin" in names:
        return "refused", issue("file-xlsb", file)
    if "word/document.xml" in names:
        return "refused", issue("file-word", file)
    if "ppt/presentation.xml" in names:
        return "refused", issue("file-unknown", file)
    return "refused", issue("file-archive", file)


def _kind_of_ole(content: bytes, file: str) -> tuple[ContentKind, Issue | None]:
    """The old Office container; names of its streams are UTF-16."""
    if _named(content, "EncryptedPackage"):
        return "refused", issue("file-encrypted", file)
    if _named(content, "Workbook") or _named(content, "Book"):
        return "xls", None
    if _named(content, "WordDocument"):
        return "refused", issue("file-word", file)
    return "refused", issue("file-unknown", file)


def _named(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _kind_of_other(content: bytes) -> str | None:
    if content.startswith(b"%PDF"):
        return "file-pdf"
    if content.startswith(_PICTURES):
        return "file-picture"
    if content.startswith(_PACKED):
        return "file-archive"
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        return "file-html"
    return None


def _looks_like_json(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
