"""Printed codes: which numbering they belong to, and the whole code they stand for."""

import re
from dataclasses import dataclass
from typing import Literal

from caicach.files.appendix.wording import with_hyphens

Family = Literal["roman", "letter", "number", "small", "bracket", "bullet"]

ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
HEADED = re.compile(r"(?P<head>[IVXL]+|[A-ZĐ])\.?(?P<rest>\d{1,3}(?:\.\d{1,3})*)")
WORDS = re.compile(
    r"^(lĩnh vực|tiêu chí thành phần|tiêu chí|chỉ tiêu|nội dung|mục|phần|nhóm|tctp|tc"
    r"|lv)\s*(số\s*)?",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"(?P<code>(?:[IVXL]+|[A-ZĐ])(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})+|\d{1,2})"
    r"(?:\s*[.):/–-]\s*|\.?\s+)(?P<name>\S.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A printed code. depth: how many numbers it has, so that 1.2.1 has three."""

    family: Family
    depth: int
    printed: str

    @property
    def key(self) -> tuple[Family, int]:
        """Codes of one key are on one level of the outline."""
        return self.family, self.depth

    @property
    def is_self_contained(self) -> bool:
        """A code such as `II.1.2` names its area itself."""
        return self.family in ("roman", "letter") and self.depth > 1


def parse_code(text: str, previous: str = "") -> Code | None:
    """Return the code in a cell of the code column; None when it holds none.

    previous: the last letter code, which tells the letter I from the number I.
    """
    plain = WORDS.sub("", " ".join(with_hyphens(text).split())).strip()
    bracketed = re.fullmatch(r"\((\d{1,2}|[a-zđ])\)", plain)
    if bracketed:
        return Code("bracket", 1, bracketed[1])
    if re.fullmatch(r"[-+*•o·–]", plain):
        return Code("bullet", 1, plain)
    plain = re.sub(r"(?<=\d)\s*,\s*(?=\d)", ".", plain)
    plain = re.sub(r"\s*\.\s*", ".", plain).rstrip(".):/ -")
    if NUMBER.fullmatch(plain):
        return Code("number", plain.count(".") + 1, plain)
    if ROMAN.fullmatch(plain) and not _follows_letter(plain, previous):
        return Code("roman", 1, plain)
    if re.fullmatch(r"[A-ZĐ]", plain):
        return Code("letter", 1, plain)
    if re.fullmatch(r"[a-zđ]|\d{1,3}(?:\.\d{1,3})*\.?[a-zđ]", plain):
        return Code("small", 1, plain)
    return _headed(plain)


def _headed(plain: str) -> Code | None:
    """Return `II.1.2` or `A1` as a code of its area's family."""
    headed = HEADED.fullmatch(plain)
    if headed is None:
        return None
    family: Family = "roman" if ROMAN.fullmatch(headed["head"]) else "letter"
    return Code(family, headed["rest"].count(".") + 2, plain)


def _follows_letter(plain: str, previous: str) -> bool:
    return len(plain) == len(previous) == 1 and ord(plain) == ord(previous) + 1 and plain != "J"


def split_leading_code(text: str, expected: str = "") -> tuple[str, str]:
    """Return code and name of a cell that holds both, `1.2. Báo cáo`; else no code.

    expected: the code that would come next; it needs no sign after it.
    """
    plain = (
        WORDS.sub("", text)
        if re.match(r"(?i)(lĩnh vực|tiêu chí|mục|phần)\s+[IVX\dA-Z]+[.:]", text)
        else text
    )
    found = LEADING.fullmatch(plain)
    if found is None:
        return "", text
    code, name = found["code"], found["name"]
    bare = code.isdigit() or len(code) == 1 or ROMAN.fullmatch(code)
    marked = re.match(re.escape(code) + r"\s*[.):/–-]\s*\D", plain)
    clear = marked or not bare or (code == expected and name[:1].isupper())
    return (code, name) if clear else ("", text)


def follows(last: str) -> str:
    """Return the code after `last` on its level: 1.9 is followed by 1.10."""
    head, dot, tail = last.rpartition(".")
    return f"{head}{dot}{int(tail) + 1}" if tail.isdigit() else ""


def settle_letters(codes: list[Code | None]) -> list[Code | None]:
    """Return the codes with each I after H settled: the letter, or the roman number below H.

    It is a number where II is next, or where it stands right below H as roman numbers stand
    below the other letters; but not twice.
    """
    settled = list(codes)
    letter, numbered, romans_below = "", False, False
    for index, code in enumerate(codes):
        if code is None or (code.printed != "I" and code.key != ("letter", 1)):
            continue
        if code.printed == "I":
            above = codes[index - 1] if index else None
            below_letter = above is not None and above.key == ("letter", 1)
            number = _is_number(codes[index + 1 :], below_letter and romans_below)
            roman = letter != "H" or (not numbered and number)
            settled[index] = Code("roman" if roman else "letter", 1, "I")
            numbered, romans_below = roman, romans_below or (roman and below_letter)
            letter = letter if roman else "I"
        else:
            letter, numbered = code.printed, False
    return settled


def _is_number(later: list[Code | None], fits: bool) -> bool:
    printed = (each.printed for each in later if each is not None)
    return fits or next((each for each in printed if each in ("II", "J", "K")), "") == "II"


def repair_number(printed: str, last: str) -> str:
    """Return the code a spreadsheet lost a zero of: 1.1 after 1.9 was typed as 1.10."""
    expected = follows(last)
    if expected.endswith("0") and "." in expected and printed == expected.rstrip("0"):
        return expected
    return printed
