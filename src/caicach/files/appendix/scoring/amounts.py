"""Amounts of points in words: so many, all, none, half, a percent of the maximum."""

import re
from decimal import Decimal

from caicach.files.appendix.scoring.text import NUMBER

_OF_ITEM = (
    r"(?: (?:tối đa|chuẩn|quy định|của (?:tiêu chí|nội dung|mục)(?: (?:này|thành phần|đó))?))*"
)
SHARE = rf"(?P<share>{NUMBER})% (?:tổng )?(?:số |mức )?điểm{_OF_ITEM}"
FRACTION = (
    rf"(?:(?P<top>\d)/(?P<bottom>\d)|(?P<half>một nửa|nửa)) (?:tổng )?(?:số |mức )?điểm{_OF_ITEM}"
)
FULL = (
    r"(?P<full>(?:(?:số |mức )?điểm (?:số )?tối đa|tối đa số điểm|tối đa điểm|(?:đủ|trọn|toàn bộ)"
    rf" (?:số )?điểm|điểm chuẩn|điểm tuyệt đối){_OF_ITEM})(?! (?:là )?\d)"
)
NOTHING = (
    r"(?P<nothing>(?:bị )?(?:trừ (?:hết|toàn bộ)|mất toàn bộ) (?:số )?điểm(?! thì thôi)"
    r"|(?:bị )?không (?:được |có |tính |cho |chấm |đạt |ghi |cộng )*"
    r"điểm(?! (?:trừ|cộng)))"
)
POINTS = rf"(?P<points>[+-]? ?{NUMBER}) điểm"
STATED = (
    r"(?<!thang )(?:số )?điểm(?: đánh giá| số| chấm| đạt)?(?: là| bằng| =|:)? ?"
    rf"(?P<stated>{NUMBER})(?![\w%/]| %)"
)
AMOUNT = f"(?:{SHARE}|{FRACTION}|{FULL}|{NOTHING}|{POINTS}|{STATED})"
BARE = rf"(?:(?<=[:=])|(?<=: )|(?<== )) ?(?P<bare>[+-]? ?{NUMBER})"

ANY_AMOUNT = re.compile(re.sub(r"\?P<\w+>", "?:", AMOUNT), re.IGNORECASE)


def read_amount(found: re.Match[str], maximum: Decimal | None) -> Decimal | None:
    """Return the points a match of AMOUNT stands for.

    None where the text speaks of a maximum that is not printed.
    """
    parts = found.groupdict()
    for name in ("points", "stated", "bare"):
        if parts.get(name):
            return decimal(parts[name])
    if parts.get("nothing"):
        return Decimal(0)
    if maximum is None:
        return None
    if parts.get("share"):
        return maximum * decimal(parts["share"]) / 100
    if parts.get("top"):
        return _fraction(parts["top"], parts["bottom"], maximum)
    return maximum / 2 if parts.get("half") else maximum


def decimal(digits: str) -> Decimal:
    """Return the value of digits with a decimal comma or point."""
    return Decimal(digits.replace(" ", "").replace(",", "."))


def _fraction(top: str, bottom: str, maximum: Decimal) -> Decimal | None:
    return None if bottom == "0" else maximum * Decimal(top) / Decimal(bottom)
