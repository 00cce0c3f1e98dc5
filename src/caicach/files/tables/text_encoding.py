"""Bytes of a text file turned into characters, or named for what they are."""

import codecs
import unicodedata

from caicach.core.issues import Issue, issue

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(content: bytes, file: str) -> tuple[str | None, list[Issue]]:
    """Return the characters in composed form (NFC), or None with the fault.

    UTF-8 is taken with or without its mark; UTF-16 only with its mark, and with a warning.
    """
    bom, encoding = next((each for each in _BOMS if content.startswith(each[0])), (b"", "utf-8"))
    try:
        text = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        return None, [_not_utf8(content, error, file)]
    if not bom and text[:64].count("\x00") > 8:
        return None, [issue("encoding-utf16", file)]
    issues = [] if encoding == "utf-8" else [issue("encoding-utf16-read", file)]
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        issues.append(issue("letters-decomposed", file))
    return text, issues


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Issue:
    line = content.count(b"\n", 0, error.start) + 1
    if content[:64].count(b"\x00") > 8:
        return issue("encoding-utf16", file)
    if _is_windows_1258(content):
        return issue("encoding-windows-1258", f"{file}:{line}")
    return issue("encoding-unknown", f"{file}:{line}", byte=f"0x{content[error.start]:02X}")


def _is_windows_1258(content: bytes) -> bool:
    """Windows-1258 writes tones as marks of their own, which join to letters of our alphabet."""
    try:
        loose = content[: 1 << 20].decode("cp1258")
    except UnicodeDecodeError:
        return False
    joined = unicodedata.normalize("NFC", loose)
    alone = sum(1 for each in joined if unicodedata.combining(each))
    return any("\u1ea0" <= each <= "\u1ef9" for each in joined) and alone == 0
