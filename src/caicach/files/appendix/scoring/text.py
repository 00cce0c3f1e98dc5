"""Scoring text in one notation: signs, fractions, units and dashes made equal."""

import re

from caicach.files.appendix.wording import tidy, with_hyphens

NUMBER = r"\d+(?:[.,]\d+)?"

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), by)
    for pattern, by in (
        (r"[“”„«»]", '"'),
        (r"> *=|= *>(?! *=)|⩾|≧", "≥"),
        (r"< *=|= *<|⩽|≦", "≤"),
        (r"½", "1/2"),
        (r"\b(?:dưới|nhỏ hơn|thấp hơn|ít hơn) hoặc bằng\b", "≤"),
        (r"\b(?:trên|lớn hơn|cao hơn|nhiều hơn) hoặc bằng\b", "≥"),
        (r"(?<=\d) điểm(?= trở (?:lên|xuống))", ""),
        (r"(?<=\d) điểm(?= ?: ?(?:đạt |được |chấm |tính |là )*\d+(?:[.,]\d+)? ?điểm)", ""),
        (r"\brồi (?=nhân\b)", ""),
        (r"\b([a-zđ]) chia (?:cho )?([a-zđ])\b", r"\1/\2"),
        (r"^lấy (?=[a-zđ]/[a-zđ]\b)", ""),
        (r"(?<=\)) : (?=\d+(?:[.,]\d+)? *[x×*] )", "/"),
        (r"[\[{]", "("),
        (r"[\]}]", ")"),
        (r"phần trăm", "%"),
        (r"(?<=\d) +%", "%"),
        (r"(?<=\d) *đ\b", " điểm"),
        (r"(?<=\d)(?=điểm)", " "),
        (r"(?<!cá )(?<!nguyên )(?<!công )\bnhân +(?:với +)?(?=(?:số +)?điểm|\d|hệ số)", "x "),
        (r"\bchia +(?:cho +)?(?=\d|tổng|số|tỷ|tỉ|\()", "/ "),
        (r"(?<=[\w)%\]]) *[×✕✖∗⋅·] *(?=[\w(\[])", " x "),
        (r"(?<=[\w)%]) *\* *(?=[\w(])", " x "),
        (r"(?<=[)\d%]) *x *(?=[(\d])", " x "),
        (r"(?<=\)) *x(?: +|(?=điểm|số điểm))", " x "),
        (r"(?<=\d) *÷ *(?=\d)", " - "),
        (r" *÷ *", "/"),
        (r"\( *(\w) *: *(\w) *\)", r"(\1/\2)"),
        (r"(?<![\w/])([a-z]) *: *([a-z]) +x ", r"\1/\2 x "),
        (r"\btỉ lệ\b", "tỷ lệ"),
        (r"(?<=\d) *- *dưới\b", " đến dưới"),
        (r"(?<=\d%) *- *dưới\b", " đến dưới"),
        (r"\btuỳ\b", "tùy"),
        (r"\bđỉểm\b", "điểm"),
    )
)


def normalise(text: str) -> str:
    """Return tidy scoring text in one notation; letters keep their case."""
    plain = with_hyphens(tidy(text))
    for pattern, by in _REWRITES:
        plain = pattern.sub(by, plain)
    return "\n".join(" ".join(line.split()) for line in plain.split("\n"))
