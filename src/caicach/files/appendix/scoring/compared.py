"""Recognisers of comparison: with last year, by rank."""

import re
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.clauses import Award
from caicach.files.appendix.scoring.conditions import REST
from caicach.files.appendix.scoring.ranges import Range, read_range
from caicach.files.appendix.scoring.stepped import RANK, YEAR
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number

Way = str
UP = re.compile(r"\b(?:tăng|cao hơn|nhiều hơn|lớn hơn|vượt)\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:giảm|thấp hơn|ít hơn|nhỏ hơn)\b", re.IGNORECASE)
SAME = re.compile(
    r"\b(?:bằng|giữ nguyên|không đổi|không thay đổi|duy trì|tương đương|như năm)\b", re.IGNORECASE
)
NEITHER = re.compile(
    r"không (?:tăng|giảm)[^;:]*không (?:tăng|giảm)|không tăng[^;:]*giảm", re.IGNORECASE
)
DENIED = re.compile(
    r"\b(?:không|chưa) (?:(?P<down>giảm|thấp hơn|ít hơn|nhỏ hơn)"
    r"|(?P<up>tăng|cao hơn|nhiều hơn|lớn hơn|vượt))\b",
    re.IGNORECASE,
)
NAMED_YEAR = re.compile(r"\bnăm 20\d\d\b", re.IGNORECASE)
PAIR = re.compile(r"\b(\d+)\s*(?:,|và|hoặc)\s*(\d+)\b")
RANK_WORDS = re.compile(r"\b(?:xếp|thứ hạng|hạng|thứ|vị trí|số|top)\b", re.IGNORECASE)
LEADERS = re.compile(
    r"(?:nhóm |top )?(?P<count>\d+) (?:đơn vị|cơ quan|xã|sở|địa phương|phường)?\s*(?:dẫn đầu"
    r"|đứng đầu|đầu tiên|cao nhất)|top (?P<top>\d+)(?!\s*(?:-|đến))",
    re.IGNORECASE,
)


def propose_year_on_year(told: Told) -> Proposal | None:
    """Better, same and worse than last year; the one with the most points is better."""
    awards = awards_of(told)
    if not 2 <= len(awards) <= 3 or not YEAR.search(f"{told.whole} {told.name}"):
        return None
    points = _points_by_way([award for _, award in awards])
    direction = _direction(points)
    if direction is None or len(points) < len(awards):
        return None
    better, worse = ("up", "down") if direction == "rising" else ("down", "up")
    rule: Rule = {"kind": "year_on_year", "direction": direction}
    for key, way in (("better", better), ("same", "same"), ("worse", worse)):
        if way in points:
            rule[key] = number(points[way])
    return Proposal(rule, frozenset(i for i, _ in awards))


def _points_by_way(awards: list[Award]) -> dict[Way, Decimal]:
    """Return the points of up, same and down; empty where figures or doubles stand in the way."""
    points: dict[Way, Decimal] = {}
    for award in awards:
        ways = _ways(award)
        if re.search(r"\d", NAMED_YEAR.sub("", award.condition)) or any(
            way in points for way in ways
        ):
            return {}
        points |= dict.fromkeys(ways, award.points)
    return points


def _ways(award: Award) -> list[Way]:
    words = award.condition
    if NEITHER.search(words):
        return ["same"]
    denied = DENIED.search(words)
    if denied is not None:
        return ["same", "up"] if denied["down"] else ["same", "down"]
    found = [
        way
        for way, pattern in (("up", UP), ("down", DOWN), ("same", SAME))
        if pattern.search(words)
    ]
    return found if len(found) == 1 or ("same" in found and "hoặc" in words.lower()) else []


def _direction(points: dict[Way, Decimal]) -> str | None:
    up, down = points.get("up"), points.get("down")
    if up is None or down is None or up == down:
        return None
    return "rising" if up > down else "falling"


def propose_rank(told: Told) -> Proposal | None:
    """Points by rank, in joined ranges from the first."""
    awards = awards_of(told)
    if len(awards) < 2 or not any(RANK.search(award.condition) for _, award in awards):
        return None
    ladder: list[Rule] = []
    last = 0
    for _, award in awards:
        found = _ranks(award, last)
        if found is None:
            return None
        first, to = found
        entry: Rule = {"from": str(first)}
        if to is not None:
            entry["to"] = str(to)
            last = to
        ladder.append({**entry, "points": number(award.points)})
    rule = {"kind": "rank_based", "points_by_rank": ladder}
    return Proposal(rule, frozenset(i for i, _ in awards))


def _ranks(award: Award, last: int) -> tuple[int, int | None] | None:
    words = award.condition
    if REST.search(words) or words.lower().startswith("ngoài"):
        return (last + 1, None) if last else None
    leaders = LEADERS.search(words)
    if leaders is not None:
        return 1, int(leaders["count"] or leaders["top"])
    if re.search(r"(?:đứng|dẫn) đầu|hạng nhất|xếp nhất|thứ nhất", words.lower()) and not re.search(
        r"\d", words
    ):
        return 1, 1
    plain = " ".join(RANK_WORDS.sub(" ", words).split())
    span = read_range(PAIR.sub(_joined_pair, plain))
    return _as_ranks(span, re.search(r"trở (?:đi|xuống)|sau", words.lower()) is not None)


def _joined_pair(pair: re.Match[str]) -> str:
    """Two neighbouring ranks are a range."""
    low, high = int(pair[1]), int(pair[2])
    return f"{low} - {high}" if high == low + 1 else pair[0]


def _as_ranks(span: Range | None, onwards: bool) -> tuple[int, int | None] | None:
    if span is None or span.is_percent:
        return None
    bounds = {key: int(value) for key, value in span.bounds.items()}
    low = bounds.get("from", bounds["over"] + 1 if "over" in bounds else None)
    high = bounds.get("to", bounds["below"] - 1 if "below" in bounds else None)
    if onwards and (low is None or low == high):
        return (high if low is None else low) or 1, None
    return low or 1, high
