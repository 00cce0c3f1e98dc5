"""Phrases with one meaning each: caps, each-phrases, definitions, headings, exceptions."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.files.appendix.scoring.amounts import POINTS, decimal
from caicach.files.appendix.scoring.text import NUMBER
from caicach.files.appendix.wording import uncapitalised


@dataclass(frozen=True, slots=True)
class Each:
    """So many points for each thing, given or taken."""

    thing: str
    points: Decimal
    takes: bool


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that can be given or taken; None stands for the item's maximum."""

    points: Decimal | None
    takes: bool


@dataclass(frozen=True, slots=True)
class Where:
    """What the letters of a formula stand for."""

    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Where the item does not apply. agencies: the words name a kind of agency."""

    condition: str
    agencies: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """Words before the rule itself; they may say how its parts combine."""

    combines: Literal["sum", "best", ""]


@dataclass(frozen=True, slots=True)
class Hand:
    """Points given by hand within bounds, or the step between them."""

    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None


SUM = re.compile(
    r"(?:(?:tổng )?điểm (?:số )?|cách tính )?(?:(?:của )?(?:tiêu chí|nội dung|mục)(?: này)? )?"
    r"(?:được )?(?:tính )?(?:gồm|bao gồm|có|tổng hợp|(?:là |bằng )?(?:tổng|cộng))"
    r"(?: số)?(?: điểm)?(?: của| gồm| các| từ| có)*"
    r" ?(?:\d+|hai|ba|bốn|các)? ?(?:phần|nội dung|thành phần|yếu tố|mục|ý|khoản|cấu phần)"
    r"(?:[, ]+(?:sau|dưới đây|cộng|lại|điểm|được|với|nhau|thành phần|theo|và|đó|là))*"
    r"|(?:bao )?gồm(?: có)?"
    r"|[^\d:]{0,40}(?:bằng|là|=) điểm (?P<part>phần|nội dung|ý|mục) (?:1|a|i|một)"
    r" (?:cộng|và|\+)(?: với)?(?: điểm)? (?P=part) \w+"
    r"|[^\d:]{0,40}(?:bằng|là|=) (?:điểm )?\(?(?:1|a|i)\)? (?:cộng|\+) (?:điểm )?\(?\w{1,2}\)?",
    re.IGNORECASE,
)
BEST = re.compile(
    r".{0,60}?(?:(?:trường hợp|mức|nội dung|thành tích|phương án|kết quả|cách(?: tính)?|ý|phần"
    r"|hình thức)[^.;:]{0,40}?(?:cao (?:nhất|hơn)|(?:có )?lợi (?:nhất|hơn))"
    r"|điểm cao (?:nhất|hơn)"
    r"|chỉ (?:tính|chấm|lấy) (?:một|1|01) (?:trường hợp|lần|mức|nội dung)).{0,40}",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"(?:được )?đánh giá theo \d+ mức|(?:được )?chia (?:làm |thành )?\d+ mức"
    r"|(?:(?:cách|phương pháp|thang|hướng dẫn|nguyên tắc|tiêu chí) (?:chấm|tính|điểm|đánh giá)"
    r"|chấm điểm|tính điểm"
    r"|cách chấm|điểm (?:được )?(?:chấm|tính)|mức điểm|điểm đánh giá|cụ thể|trong đó|chấm|điểm)"
    r"(?: điểm)?(?: được)?(?: tính| chấm| xác định"
    r"| chia)?(?: theo)?(?: các mức)?(?: cụ thể)?(?: như)?(?: sau)?",
    re.IGNORECASE,
)
MEANS = r"(?:là|:|=|-(?= \w{2,} ))"
"""What stands between a letter and its meaning."""
NAME = r"(?:(?:[a-zđ]|(?-i:[A-ZĐ]{1,4}))\d?|(?:tử|mẫu) số)"
"""A letter of a formula, an abbreviation in capitals such as ĐTB, or its place."""
LETTER = re.compile(
    rf"(?<!\w)(?P<letter>{NAME})\s*{MEANS}\s*"
    rf"(?P<meaning>\S.*?)(?=[,;]?\s+(?:và\s+)?{NAME}\s*{MEANS}\s|$)",
    re.IGNORECASE,
)
WHERE_HEAD = re.compile(
    r"^(?:trong đó|với|ở đây|chú thích|(?:nếu )?gọi|đặt|quy ước|ký hiệu)?"
    rf"\s*[,:]?\s*(?={NAME}\s*{MEANS}\s)",
    re.IGNORECASE,
)
APPLIES_NOT = re.compile(
    r"(?:không (?:áp dụng|tính|chấm|đánh giá|xét)(?: điểm)?(?: (?:tiêu chí|nội dung|lĩnh vực"
    r"|mục)(?: thành phần)?(?: này)?)?)",
    re.IGNORECASE,
)
TAKEN_OUT = re.compile(
    r"^(?:và|,|đồng thời|;| )*(?:được )?(?:giảm trừ|trừ|loại|giảm|bỏ)\b[^.;]*"
    r"(?:tổng (?:số )?điểm|thang điểm|điểm (?:chuẩn|tối đa))[^.;]*$",
    re.IGNORECASE,
)
NO_WORK = re.compile(r"\b(?:không|chưa) (?:phát sinh|được giao|nhận được|tiếp nhận)", re.IGNORECASE)
AGENCY = re.compile(
    r"^(?:các )?(?:cơ quan|đơn vị|sở|ban|xã|phường|đặc khu|ubnd|địa phương|văn phòng"
    r"|thanh tra|những)\b",
    re.IGNORECASE,
)
CAP_HEAD = (
    r"(?:nhưng |và |song |tổng |số |cộng |điểm |điểm thưởng |điểm trừ |điểm cộng |điểm phạt "
    r"|mức |thưởng "
    r"|bị |trừ |phạt |được |toàn tiêu chí |của tiêu chí )*"
)
CAP = re.compile(
    rf"{CAP_HEAD}(?P<how>(?:trừ |bị trừ |cộng |được |thưởng |điểm )*(?:tối đa:?|không quá"
    rf"|không vượt quá|không vượt|cao nhất)"
    rf"(?: không quá| không vượt quá| là| trừ| cộng| thưởng"
    rf"| bị trừ)*) (?P<points>{NUMBER})(?: điểm)?(?: cho (?:cả )?(?:tiêu chí|nội dung)(?: này)?)?",
    re.IGNORECASE,
)
CAP_WHOLE = re.compile(
    rf"{CAP_HEAD}(?P<how>(?:bị )?trừ (?:cho )?(?:đến )?(?:khi )?hết(?: số)?(?: điểm)?"
    rf"|cho đến (?:khi )?hết(?: số)?(?: điểm)?"
    r"|đến (?:khi )?hết(?: số)?(?: điểm)?|tối đa bằng(?: số)? điểm"
    r"|(?:trừ )?(?:tối đa )?không (?:vượt )?quá(?: số)? điểm"
    r"|(?:trừ )?tối đa (?:không quá |bằng )?(?:số )?điểm|trừ (?:đến|về|cho đến) (?:0|bằng 0|không))"
    r"(?: (?:tối đa|chuẩn|của|tiêu chí|nội dung|mục|này|quy định|thì thôi|điểm|số))*",
    re.IGNORECASE,
)
EACH_FIRST = re.compile(
    rf"(?:[^:;\d]{{0,60}}:\s*)?(?:(?:cứ |với |cho |nếu )?(?:mỗi|từng|cứ)(?: một| 01| 1)?"
    rf"|cứ (?:01|1|một)) (?P<thing>\D[^\d;]*?(?:\b0?1 [^\d;]*?)?)"
    rf"(?P<lead>(?:[\s,:=(-]|\b(?:thì|được|bị|sẽ|tính|chấm|cho|cộng|thưởng|thêm|trừ|phạt|đi"
    rf"|điểm|là|đạt)\b)*)"
    rf"{POINTS}\)?",
    re.IGNORECASE,
)
EACH_ONE = re.compile(
    rf"(?P<thing>(?:(?:chậm|thiếu|vi phạm|có|để xảy ra|sai|quá hạn|không)[^\d;:]*?)?(?:01|1"
    rf"|một) [^\d;]*?)"
    rf"(?P<lead>(?:[\s,:=-]|\b(?:thì|bị|sẽ|trừ|phạt|đi)\b)*\btrừ (?:đi )?){POINTS}",
    re.IGNORECASE,
)
EACH_LAST = re.compile(
    rf"(?P<thing>[^\d;]*?)(?P<lead>(?:[\s,:=(-]|\b(?:thì|được|bị|sẽ|tính|chấm|cho|cộng|thưởng"
    rf"|thêm|trừ|phạt|đi|điểm|đạt)\b)*)"
    rf"{POINTS}\s*(?:/\s*(?:01 |1 |một |mỗi )?|cho (?:mỗi|từng|một|01) |đối với (?:mỗi|từng) "
    rf"|(?:mỗi|một|/) )(?P<unit>[^\d;:]+)",
    re.IGNORECASE,
)
HAND = re.compile(
    rf".*?\b(?:cho điểm|chấm điểm|chấm|cho|điểm)\b(?: trong khoảng| trong phạm vi"
    rf"| trong khung| theo thang)?(?: điểm)? (?:từ )?(?P<low>{NUMBER})(?: điểm)? ?(?:đến|-) ?"
    rf"(?P<high>{NUMBER})(?![\d%]|[.,]\d)(?: điểm)?(?P<rest>.*)",
    re.IGNORECASE,
)
STEP = re.compile(
    rf"(?:.*?\b)?(?:(?:mỗi|các|từng|giữa các) (?:mức|bậc|nấc|khung)(?: điểm)?"
    rf"(?: (?:cách|chênh|hơn|kém|lệch|nhau|liền|kề|là))*"
    rf"|(?:độ|mức|khoảng) (?:chênh|cách)(?: lệch)?(?: giữa (?:các|hai) (?:mức|bậc))?(?: là)?"
    rf"|mức điểm (?:cách|chênh)(?: nhau)?"
    rf"|bước(?: điểm| nhảy| chấm)?(?: là)?"
    rf"|bội số của|làm tròn đến|chẵn đến|lẻ đến)[\s:]*(?P<step>{NUMBER})(?: điểm)?",
    re.IGNORECASE,
)


def read_heading(piece: str) -> Heading | None:
    """Return what a heading says about the parts below it."""
    words = piece.rstrip(" :.")
    if SUM.fullmatch(words):
        return Heading("sum")
    if BEST.fullmatch(words) and not re.search(r"\d\s*điểm|\d%|/", words):
        return Heading("best")
    introduces = piece.endswith(":") and not re.search(r"\d", piece) and len(piece.split()) <= 12
    return Heading("") if introduces or NOISE.fullmatch(words) else None


def read_where(piece: str) -> Where | None:
    """Return what the letters of a formula mean."""
    head = WHERE_HEAD.match(piece)
    if head is None:
        return None
    found = {
        m["letter"].lower(): m["meaning"].strip(" .,;")
        for m in LETTER.finditer(piece[head.end() :])
    }
    if not found or any(meaning[:1].isdigit() for meaning in found.values()):
        return None
    return Where(found)


def read_not_applicable(piece: str) -> NotApplicable | None:
    """Return for whom, or when, the item does not apply."""
    found = APPLIES_NOT.search(piece)
    if found is None:
        return None
    before, after = piece[: found.start()].strip(" :,-"), piece[found.end() :].strip(" .:,")
    taken_out = TAKEN_OUT.match(after) is not None
    after = "" if taken_out else after
    named = re.match(r"(?:đối )?(?:với|cho|ở|tại)\s+(?P<who>.+)", after, re.IGNORECASE)
    if named is not None:
        return NotApplicable(named["who"].strip(" .)"), agencies=True)
    whole = re.search(r"áp dụng|tiêu chí|nội dung|lĩnh vực|mục", found[0], re.IGNORECASE)
    if after or not (taken_out or whole):
        return None
    exempts = re.search("áp dụng", found[0], re.IGNORECASE) is not None
    return _not_applicable_when(before, exempts=exempts)


def _not_applicable_when(before: str, *, exempts: bool) -> NotApplicable | None:
    words = re.sub(
        r"(?:\s|\bthì\b|\bnếu\b|(?:tiêu chí|nội dung) này)+$", "", before, flags=re.IGNORECASE
    )
    words = re.sub(r"^(?:đối )?với\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(r"^(?:nếu|trường hợp|trong trường hợp)\s+", "", words, flags=re.IGNORECASE)
    words = words.strip(" :,-")
    return NotApplicable(words, agencies=_names_agencies(words, exempts)) if words else None


def _names_agencies(words: str, exempts: bool) -> bool:
    """A unit that had no work has no base this year; one without the task is exempt."""
    idle = NO_WORK.search(words) is not None and not exempts
    return AGENCY.match(words) is not None and not idle


def read_cap(piece: str, maximum: Decimal | None) -> Cap | None:
    """Return the cap a clause states; None when it states none."""
    words = piece.strip(" .,;()")
    found = CAP.fullmatch(words)
    if found is not None:
        return Cap(decimal(found["points"]), _takes(words))
    whole = CAP_WHOLE.fullmatch(words)
    return Cap(maximum, _takes(words)) if whole is not None else None


def _takes(words: str) -> bool:
    return re.search(r"\btrừ\b|\bphạt\b", words, re.IGNORECASE) is not None


def read_each(piece: str) -> Each | None:
    """Return points for each thing; percent steps (`cứ 1%`) and pairs are not read."""
    words = piece.strip(" .,;")
    for pattern in (EACH_FIRST, EACH_ONE, EACH_LAST):
        found = pattern.fullmatch(words)
        if found is not None:
            return _each(found)
    return None


def _each(found: re.Match[str]) -> Each | None:
    parts = found.groupdict()
    unit = (parts.get("unit") or "").strip(" .,()")
    thing = parts["thing"].strip(" ,:.(-") or unit
    if not thing or "%" in thing + unit or re.search(r"tối đa|không quá", thing.lower()):
        return None
    thing = f"{thing} ({unit})" if unit and unit.lower() not in thing.lower() else thing
    thing = re.sub(r"(?:^|(?<= ))(?:01|1|một) ", "", thing, count=1)
    takes = _takes(found["lead"]) or found["points"].startswith("-")
    return Each(uncapitalised(thing), abs(decimal(found["points"].lstrip("+- "))), takes)


def read_hand(piece: str) -> Hand | None:
    """Return bounds or step of points given by hand."""
    step = STEP.fullmatch(piece.strip(" .,"))
    found = HAND.fullmatch(piece.strip(" .,"))
    if found is not None and not re.search(
        r"%|\bmỗi (?!mức|bậc|nấc)", found["rest"].split("cách")[0]
    ):
        inner = STEP.search(found["rest"])
        if found["rest"].strip(" ,.;") and inner is None:
            return None
        size = decimal(inner["step"]) if inner else None
        return Hand(decimal(found["low"]), decimal(found["high"]), size)
    return Hand(step=decimal(step["step"])) if step is not None else None
