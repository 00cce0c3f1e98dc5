"""Scoring text in one notation: signs, fractions, units and dashes made equal."""

import re

from caicach.files.appendix.wording import tidy

NUMBER = r"\d+(?:[.,]\d+)?"

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), by)
    for pattern, by in (
        (r"[“”„«»]", '"'),
        (r">\s*=|=\s*>(?!\s*=)|⩾|≧", "≥"),
        (r"<\s*=|=\s*<|⩽|≦", "≤"),
        (r"½", "1/2"),
        (r"[\[{]", "("),
        (r"[\]}]", ")"),
        (r"phần trăm", "%"),
        (r"(?<=\d)\s+%", "%"),
        (r"(?<=\d)\s*đ\b", " điểm"),
        (r"(?<=\d)(?=điểm)", " "),
        (r"(?<!cá )(?<!nguyên )(?<!công )\bnhân\s+(?:với\s+)?(?=(?:số\s+)?điểm|\d|hệ số)", "x "),
        (r"\bchia\s+(?:cho\s+)?(?=\d|tổng|số|tỷ|tỉ|\()", "/ "),
        (r"(?<=[\w)%\]])\s*[×✕✖∗⋅·]\s*(?=[\w(\[])", " x "),
        (r"(?<=[\w)%])\s*\*\s*(?=[\w(])", " x "),
        (r"(?<=[)\d%])\s*x\s*(?=[(\d])", " x "),
        (r"(?<=\))\s*x(?:\s+|(?=điểm|số điểm))", " x "),
        (r"(?<=\d)\s*÷\s*(?=\d)", " - "),
        (r"\s*÷\s*", "/"),
        (r"\(\s*(\w)\s*:\s*(\w)\s*\)", r"(\1/\2)"),
        (r"(?<![\w/])([a-z])\s*:\s*([a-z])\s+x\s", r"\1/\2 x "),
        (r"\btỉ lệ\b", "tỷ lệ"),
        (r"(?<=\d)\s*-\s*dưới\b", " đến dưới"),
        (r"(?<=\d%)\s*-\s*dưới\b", " đến dưới"),
        (r"\btuỳ\b", "tùy"),
        (r"\bđỉểm\b", "điểm"),
    )
)


def normalise(text: str) -> str:
    """Return tidy scoring text in one notation; letters keep their case."""
    plain = tidy(text)
    for pattern, by in _REWRITES:
        plain = pattern.sub(by, plain)
    return "\n".join(" ".join(line.split()) for line in plain.split("\n"))
