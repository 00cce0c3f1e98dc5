"""The frame of help pages in Vietnamese: the library behind them knows English only."""

import re

_FRAME = (
    (re.compile(r"^Usage:", re.MULTILINE), "Cách dùng:"),
    (re.compile(r"^Options:", re.MULTILINE), "Tùy chọn:"),
    (re.compile(r"^Arguments:", re.MULTILINE), "Đối số:"),
    (re.compile(r"^Commands:", re.MULTILINE), "Lệnh:"),
    (re.compile(r"\[OPTIONS\]"), "[TÙY CHỌN]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "LỆNH [ĐỐI SỐ]..."),
    (re.compile(r"Show this message and exit\."), "In phần trợ giúp này rồi thoát."),
    (re.compile(r"\[required\]"), "[bắt buộc]"),
    (re.compile(r"\[default: "), "[mặc định: "),
)


def in_vietnamese(page: str) -> str:
    """Return a help page with its headings in Vietnamese."""
    for pattern, words in _FRAME:
        page = pattern.sub(words, page)
    return page
