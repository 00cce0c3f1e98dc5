"""Recognisers of ranges: steps on a percent, a number or a count."""

import re
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.clauses import Award
from caicach.files.appendix.scoring.conditions import NO_BASE, NONE_HAPPENED, REST
from caicach.files.appendix.scoring.ranges import Range, read_range
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number

UNITS = re.compile(
    r"\b(?:hồ sơ|kỳ|văn bản|lần|buổi|vụ|việc|trường hợp|sáng kiến|mô hình|cuộc|tin|bài|nhiệm vụ"
    r"|báo cáo|người|đơn vị"
    r"|phòng|thủ tục|tthc|lượt|hình thức|phiếu|công chức|cán bộ|giải pháp|đề tài|phương án"
    r"|hội nghị|đợt|kênh|chuyên mục"
    r"|xã|thôn|phản ánh|kiến nghị|đơn|ý kiến|lớp|nội dung|chỉ tiêu|quyết định|kế hoạch"
    r"|dịch vụ|sản phẩm|chuyên đề|tin bài|đối tượng|tổ chức|viên chức)\b",
    re.IGNORECASE,
)
DEFICIT = re.compile(r"^(?:thiếu|chậm|vi phạm|sai|quá hạn|trễ)\b", re.IGNORECASE)
NOTHING_LEFT = re.compile(
    r"(?:nếu |trường hợp |cơ quan |đơn vị |xã )*(?:không|chưa)\b(?! \S+ (?:hạn|đúng|đủ)\b)",
    re.IGNORECASE,
)
ENOUGH = re.compile(
    r"^(?:đủ|đầy đủ|đúng|bảo đảm|không (?:thiếu|chậm|vi phạm|sai))\b", re.IGNORECASE
)
BASE_OF_ZERO = re.compile(
    r"(?:mẫu số|tổng số[^\d:;]*|^(?:nếu |trường hợp |khi )*[a-zđ]) ?(?:bằng|=) ?0$", re.IGNORECASE
)
YEAR = re.compile(
    r"năm (?:trước|liền|ngoái)|cùng kỳ|so với năm|kỳ trước"
    r"|\b(?:hơn|bằng|như|giảm|tăng)(?: \S+){0,3}? năm 20\d\d",
    re.IGNORECASE,
)
RANK = re.compile(r"\bxếp\b|\bhạng\b|\bthứ\b|vị trí|\btop\b|dẫn đầu|đứng đầu", re.IGNORECASE)

OPEN_BELOW = "appendix-steps-open-below"


def propose_steps(told: Told) -> Proposal | None:
    """Every award has a range; the rest, or nothing at all, may stand for one of them."""
    awards = awards_of(told)
    if any(RANK.search(award.condition) or YEAR.search(award.condition) for _, award in awards):
        return None
    ranged = [(i, award, _range_of(award, awards)) for i, award in awards]
    known = [found for _, _, found in ranged if found is not None]
    if not known or _only_one_or_more(ranged):
        return None
    unit = _unit(known, told)
    ladder = [_as_step(award, found, known, unit) for _, award, found in ranged]
    modifier = _empty_base(ranged, ladder, told) if unit == "percent" else {}
    steps = [step for step in ladder if step is not None]
    if len(steps) + len(modifier) != len(awards) or _mixed(known):
        return None
    if len(steps) == 1 and steps[0]["points"] != number(told.maximum or Decimal(0)):
        return None
    steps = _clear_of_zero(steps)
    rule: Rule = {"kind": "steps", "of": unit}
    if counted := _counted(ranged):
        rule["counted"] = counted
    if _may_exceed(known, told):
        rule["may_exceed"] = "true"
    doubts = (OPEN_BELOW,) if len(steps) == 1 else ()
    used = frozenset(i for i, _, _ in ranged)
    return Proposal({**rule, "steps": steps, **modifier}, used, doubts)


def _range_of(award: Award, awards: list[tuple[int, Award]]) -> Range | None:
    """Beside `thiếu 1 kỳ`, `đủ 12 kỳ` is no range of its own but a lack of nothing."""
    lacks = any(DEFICIT.match(each.condition) for _, each in awards)
    if lacks and ENOUGH.match(award.condition):
        return None
    return read_range(award.condition)


def _empty_base(
    ranged: list[tuple[int, Award, Range | None]], ladder: list[Rule | None], told: Told
) -> dict[str, str]:
    """Return what a ratio without a base earns, where an award without a range says so."""
    for (_, award, found), step in zip(ranged, ladder, strict=True):
        if found is None and step is None:
            return settle_empty(award, told) or {}
    return {}


def settle_empty(award: Award, told: Told) -> dict[str, str] | None:
    """Return what a ratio without a base earns, when the award speaks of that."""
    words = award.condition
    lacks = NO_BASE.search(words) and not re.search(r"\d", words)
    if not lacks and not BASE_OF_ZERO.search(words):
        return None
    if told.maximum is not None and award.points == told.maximum:
        return {"empty_denominator": "full"}
    return {"empty_denominator": "zero"} if award.points == 0 else None


def _only_one_or_more(ranged: list[tuple[int, Award, Range | None]]) -> bool:
    """`có từ 01 văn bản trở lên` beside `không có` is no range but the other answer."""
    return (
        len(ranged) == 2
        and any(
            found is None and NONE_HAPPENED.match(award.condition) for _, award, found in ranged
        )
        and any(
            found is not None and found.bounds == {"from": Decimal(1)} for _, _, found in ranged
        )
    )


def _mixed(known: list[Range]) -> bool:
    """A bound of 0 needs no sign; any other must be a percent in all ranges or in none."""
    signs = {found.is_percent for found in known if any(found.bounds.values())}
    return len(signs) > 1


def _unit(known: list[Range], told: Told) -> str:
    if any(found.is_percent for found in known):
        return "percent"
    bounds = [bound for found in known for bound in found.bounds.values()]
    if any(bound != bound.to_integral_value() for bound in bounds):
        return "number"
    named = any(UNITS.search(f"{found.after} {found.rest}") for found in known)
    counted = re.match(r"số (?!điểm)|số lượng|số lần", told.name.lower()) is not None
    return "count" if named or counted else "number"


def _as_step(award: Award, found: Range | None, known: list[Range], unit: str) -> Rule | None:
    points = number(award.points)
    if found is not None:
        return found.as_step(points)
    if REST.search(award.condition):
        return _rest_of(known, points)
    words = award.case
    nothing = NONE_HAPPENED.match(words) or ENOUGH.match(words) or NOTHING_LEFT.match(words)
    if unit == "count" and nothing and (ENOUGH.match(words) or not re.search(r"\d", words)):
        zero = all(found.low is None or found.low > 0 for found in known)
        deficit = all(DEFICIT.match(f.rest) for f in known if f.rest)
        if zero and (not ENOUGH.match(words) or deficit):
            return {"from": "0", "to": "0", "points": points}
    return None


def _rest_of(known: list[Range], points: str) -> Rule | None:
    """The rest lies below the lowest range, or above the highest where that end is open."""
    lows = [found for found in known if found.low is not None]
    if len(lows) == len(known):
        lowest = min(lows, key=lambda found: found.low or Decimal(0))
        side = "below" if "from" in lowest.bounds else "to"
        return {side: number(lowest.low or Decimal(0)), "points": points}
    highs = [found for found in known if found.high is not None]
    if len(highs) == len(known):
        highest = max(highs, key=lambda found: found.high or Decimal(0))
        side = "over" if "to" in highest.bounds else "from"
        return {side: number(highest.high or Decimal(0)), "points": points}
    return None


def _clear_of_zero(steps: list[Rule]) -> list[Rule]:
    """Where 0 has a step of its own, `dưới 3` begins above it."""
    if not any(step.get("from") == "0" == step.get("to") for step in steps):
        return steps
    return [
        step if "from" in step or "over" in step or "below" not in step else {"over": "0", **step}
        for step in steps
    ]


def _counted(ranged: list[tuple[int, Award, Range | None]]) -> str:
    """Return what is counted where it is a lack: `thiếu … buổi` counts missing sessions."""
    for _, _, found in ranged:
        if found is not None and not found.is_percent and DEFICIT.match(found.rest):
            thing, unit = found.rest.split()[0].lower(), UNITS.search(found.after)
            return f"số {unit[0].lower()} {thing}" if unit else ""
    return ""


def _may_exceed(known: list[Range], told: Told) -> bool:
    """`từ 100% dự toán trở lên` expects more than the whole."""
    above = any(f.is_percent and (f.low or Decimal(0)) > 100 for f in known)
    return (
        above
        or re.search(
            r"100%[^\d:;.\n]*trở lên|(?:trên"
            r"|vượt) 100%",
            told.whole,
            re.IGNORECASE,
        )
        is not None
    )
