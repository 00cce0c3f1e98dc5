"""Names of files as people sent them, without what could mislead or break."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
FORBIDDEN = '/\\:*?"<>|'


def clean_name(name: str) -> str:
    """Return the last part of a name without control and direction marks, at most 200 long.

    A mark that turns the writing direction makes `gpj.exe` read as `exe.jpg`.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    kept = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    plain = "".join("_" if each in FORBIDDEN else each for each in kept)
    plain = " ".join(plain.split()).strip(". ")
    ending = PurePosixPath(plain).suffix[:20]
    stem = plain.removesuffix(ending) or "tep"
    return stem[: LONGEST - len(ending)] + ending
