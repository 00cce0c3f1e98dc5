"""Ranges in words and signs: từ 80% đến dưới 95%, ≥ 95%, dưới 3 hồ sơ."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from caicach.core.numbers import plain
from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.amounts import decimal

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?![\d,])|\d+(?:[.,]\d+)?)"
N = rf"(?P<low>{NUMBER})(?P<low_sign>%)?"
M = rf"(?P<high>{NUMBER})(?P<high_sign>%)?"
GAP = r"[^\d:;<>≤≥]{0,60}?"
UNTIL = r"(?:cho )?(?:đến|tới|-|và)"
BELOW = r"(?:dưới|nhỏ hơn(?! hoặc)|ít hơn|thấp hơn|chưa đến|chưa đạt|<)"
UP_TO = r"(?:bằng|hết|không quá|không vượt quá|nhỏ hơn hoặc bằng|≤|tối đa)"
FROM = r"(?:từ đủ|đạt từ|từ|≥|ít nhất|tối thiểu|không dưới|không thấp hơn|lớn hơn hoặc bằng|đủ)"
OVER = r"(?:từ trên|trên|lớn hơn(?! hoặc)|cao hơn|nhiều hơn|hơn|vượt quá|vượt|quá|>)"
OR_MORE = r"(?:trở lên|hoặc (?:nhiều|cao|lớn) hơn)"
OR_LESS = r"(?:trở xuống|hoặc (?:ít|thấp|nhỏ) hơn)"

DATES = re.compile(r"\d{1,2}/\d{1,2}|\b(?:ngày|tháng|quý|giờ|tuần)\b", re.IGNORECASE)

ASIDES = re.compile(
    r"\b(?:quá|trên|hơn|từ) \d+ lần(?= (?:≤|≥|<|>|từ|trên|dưới|không quá))|\bmức (?:độ )?[34]\b"
    r"|\bnăm 20\d\d\b",
    re.IGNORECASE,
)
"""Numbers that name a thing, not a bound."""

PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (low, high, re.compile(pattern, re.IGNORECASE))
    for low, high, pattern in (
        ("from", "below", rf"{N} ?≤{GAP}<\s*{M}"),
        ("from", "to", rf"{N} ?≤{GAP}≤\s*{M}"),
        ("over", "to", rf"{N} ?<{GAP}≤\s*{M}"),
        ("over", "below", rf"{N} ?<{GAP}<\s*{M}"),
        ("over", "below", rf"{OVER}\s*{N}{GAP}{UNTIL}\s*{BELOW}\s*{M}"),
        ("over", "to", rf"{OVER}\s*{N}{GAP}{UNTIL}\s*(?:{UP_TO}\s*)?{M}"),
        ("from", "below", rf"{FROM}\s*{N}{GAP}(?:{UNTIL}\s*)?{BELOW}\s*{M}"),
        ("from", "to", rf"{FROM}\s*{N}{GAP}(?:{UNTIL}\s*(?:{UP_TO}\s*)?|≤\s*){M}"),
        ("over", "below", rf"(?:ở |trong khoảng )?giữa\s*{N}{GAP}(?:và|-|đến)\s*{M}"),
        ("to", "over", rf"{BELOW}\s*{M}{GAP}{UNTIL}\s*{OVER}\s*{N}"),
        ("from", "below", rf"{N}{GAP}{UNTIL}\s*{BELOW}\s*{M}"),
        ("from", "to", rf"{N} ?{UNTIL}\s*{M}"),
        ("", "to", rf"(?:từ |đạt )*{M}{GAP}{OR_LESS}"),
        ("from", "", rf"(?:{FROM}\s*|đạt )*{N}{GAP}{OR_MORE}"),
        (
            "",
            "to",
            rf"(?:không quá|không vượt quá|không trên|≤|nhỏ hơn hoặc bằng|tối đa|đến)\s*{M}",
        ),
        ("", "below", rf"(?:không đạt|{BELOW})\s*{M}"),
        ("from", "", rf"{FROM}\s*{N}"),
        ("over", "", rf"{OVER}\s*{N}"),
    )
)
EXACT = re.compile(rf"(?:bằng|=|đạt|đạt tỷ lệ|có|chỉ có)?\s*{N}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """A range as printed. bounds: keys of a step, `from`, `over`, `to`, `below`.

    rest: the words around it. after: the words right after the last number, its unit.
    """

    bounds: dict[str, Decimal]
    is_percent: bool
    rest: str
    after: str

    @property
    def low(self) -> Decimal | None:
        return self.bounds.get("from", self.bounds.get("over"))

    @property
    def high(self) -> Decimal | None:
        return self.bounds.get("to", self.bounds.get("below"))

    def in_percent(self) -> "Range":
        """Return the range of a ratio in percent: below 0,8 is below 80%."""
        bounds = self.bounds
        if self.is_percent or any(bound > 1 for bound in bounds.values()):
            return self
        return replace(self, bounds={k: v * 100 for k, v in bounds.items()}, is_percent=True)

    def as_step(self, points: str) -> Rule:
        """Return the range as a step of a rule."""
        order = ("from", "over", "to", "below")
        bounds = {key: plain(self.bounds[key]) for key in order if key in self.bounds}
        return {**bounds, "points": points}


def read_range(words: str) -> Range | None:
    """Return the one range in `words`; None when there is none, or other numbers beside it."""
    if DATES.search(words):
        return None
    words = ASIDES.sub(" ", words)
    for low, high, pattern in PATTERNS:
        found = pattern.search(words)
        if found is not None:
            return _range(words, found, low, high)
    return _exact(words)


def _range(words: str, found: re.Match[str], low: str, high: str) -> Range | None:
    before, after = words[: found.start()], words[found.end() :]
    if re.search(r"\d", before + after):
        return None
    parts = found.groupdict()
    bounds = {}
    if low:
        bounds[low] = _value(parts["low"])
    if high:
        bounds[high] = _value(parts["high"])
    signs = parts.get("low_sign") or parts.get("high_sign")
    inner = re.sub(NUMBER, " ", found[0])
    return Range(bounds, bool(signs), " ".join(f"{before} {after}".split()), f"{inner} {after}")


def _exact(words: str) -> Range | None:
    """A single number: 100% is the top of a scale, any other number only itself."""
    found = EXACT.search(words)
    if found is None or re.search(r"\d", words[: found.start()] + words[found.end() :]):
        return None
    value, percent = _value(found["low"]), bool(found["low_sign"])
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    if re.search(r"không|chưa", words[: found.start("low")], re.IGNORECASE):
        return None
    top = {"from": value} if percent and value == 100 else {"from": value, "to": value}
    return Range(top, percent, " ".join(rest.split()), words[found.end() :])


def _value(digits: str) -> Decimal:
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits):
        return Decimal(digits.replace(".", ""))
    return decimal(digits)
