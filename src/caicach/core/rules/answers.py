"""Answers in words, compared the way people type them."""

import unicodedata
from functools import lru_cache

BARE_YES = frozenset({"có", "co", "yes", "y", "true", "1", "x"})
BARE_NO = frozenset({"không", "khong", "chưa", "no", "n", "false", "0"})
# Words of praise and blame answer "is it met?", never "did it happen?".
MET = frozenset({"đạt", "dat", "đủ", "đạt yêu cầu", "đầy đủ", "met"})
NOT_MET = frozenset({"không đạt", "khong dat", "không đạt yêu cầu", "thiếu", "not met"})
NOT_APPLICABLE_WORDS = frozenset(
    {"kad", "không áp dụng", "khong ap dung", "n/a", "na", "not applicable", "not_applicable"}
)


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """Return `words` in composed letters, lower case, single spaces, no closing stop."""
    text = " ".join(unicodedata.normalize("NFC", words).casefold().split())
    return text.rstrip(".;: ")


def is_yes(words: str) -> bool | None:
    """Return True for yes or met, False for no or not met, None for anything else."""
    answer = folded(words)
    if answer in BARE_YES | MET:
        return True
    return False if answer in BARE_NO | NOT_MET else None


def has_happened(words: str) -> bool | None:
    """Return True for yes, False for no, None for anything else, `đạt` among it."""
    answer = folded(words)
    if answer in BARE_YES:
        return True
    return False if answer in BARE_NO else None
