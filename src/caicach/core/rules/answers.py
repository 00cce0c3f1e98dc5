"""Answers in words, compared the way people type them."""

import unicodedata
from functools import lru_cache

YES = frozenset(
    {"có", "co", "đạt", "dat", "đủ", "đạt yêu cầu", "đầy đủ", "yes", "y", "true", "1", "x", "met"}
)
NO = frozenset(
    {
        "không",
        "khong",
        "không đạt",
        "khong dat",
        "không đạt yêu cầu",
        "thiếu",
        "chưa",
        "no",
        "n",
        "false",
        "0",
        "not met",
    }
)
NOT_APPLICABLE_WORDS = frozenset(
    {"kad", "không áp dụng", "khong ap dung", "n/a", "na", "not applicable", "not_applicable"}
)


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """Return `words` in composed letters, lower case, single spaces, no closing stop."""
    text = " ".join(unicodedata.normalize("NFC", words).casefold().split())
    return text.rstrip(".;: ")


def is_yes(words: str) -> bool | None:
    """Return True for yes, False for no, None for anything else."""
    answer = folded(words)
    if answer in YES:
        return True
    return False if answer in NO else None
