"""What a condition says: nothing happened, all or any of several things, the rest."""

import re

from caicach.files.appendix.wording import uncapitalised

NONE_HAPPENED = re.compile(
    r"^(?:trường hợp |nếu |trong năm |trong kỳ |cơ quan |đơn vị |xã )*(?:không"
    r"|chưa)(?: để)? ?(?:có|phát sinh|xảy ra|bị|để|phát hiện|được giao|nhận được|thuộc diện"
    r"|vi phạm|sai phạm)\b",
    re.IGNORECASE,
)
NO_BASE = re.compile(
    r"(?:không|chưa)(?: có)? (?:phát sinh|được giao|nhận được|thuộc)|không có .*(?:phải|cần"
    r"|nào|trong (?:năm|kỳ)|phát sinh)"
    r"|^(?:trường hợp |nếu |qua [^,;]{2,30}? |trong năm |trong kỳ |cơ quan |đơn vị |xã )*"
    r"không (?:có|còn) \S+|^không phát sinh"
    r"|\b(?:không|chưa)\b(?: có)? (?:phát hiện|cung cấp|tiếp nhận)|\b(?:không|chưa)\b.*\bnào$"
    r"|^(?:nếu |trường hợp )*(?:không|chưa) (?:được|phải|tiếp nhận|nhận)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"^(?:nếu |trường hợp )?(?:có|để xảy ra|xảy ra|phát sinh|bị|phát hiện)\b", re.IGNORECASE
)
ONE_OR_MORE = re.compile(r"(?:từ )?(?:0?1|một) .*trở lên|bất kỳ|dù chỉ|≥ ?0?1\b", re.IGNORECASE)
REST = re.compile(
    r"^(?:các |những )?(?:trường hợp|thứ hạng|mức|hạng|vị trí|đơn vị|cơ quan"
    r"|xã)?(?: khác)? ?(?:còn lại|khác|ngược lại)$"
    r"|^ngược lại$|^còn lại$|thứ hạng còn lại|thứ hạng khác",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"^(?:nếu |trường hợp )?(?:không|chưa|thiếu|ngược lại|còn lại|vi phạm|vượt|trái|sai|chậm"
    r"|quá hạn|trễ|muộn|ít hơn)\b|còn lại|ngược lại"
    r"|\b(?:thiếu|sai|trái)\b"
    r"|\b(?:không|chưa) (?:đạt|đủ|đầy đủ|đúng|có|kịp thời|thực hiện|ban hành|bảo đảm|đảm bảo"
    r"|đáp ứng|hoàn thành|công khai|niêm yết|gửi|tổ chức|bố trí|phân công|xây dựng|đúng hạn)\b",
    re.IGNORECASE,
)
PARTIAL = re.compile(
    r"một phần|một số|chưa đầy đủ|chưa kịp thời|không đầy đủ|cơ bản|còn hạn chế|chậm|trễ|muộn"
    r"|quá hạn",
    re.IGNORECASE,
)
LACKS_ONE = re.compile(
    r"(?:thiếu|không (?:có|đạt|đủ|đáp ứng)|chưa (?:đạt|đủ|đáp ứng))(?: \S+)*? ?(?:một|1|01"
    r"|bất kỳ)|^thiếu",
    re.IGNORECASE,
)
_THINGS = "(?:yêu cầu|điều kiện|tiêu chí|nội dung|tiêu chuẩn|yếu tố|nhiệm vụ)(?: sau| dưới đây)*"
ALL_OF = re.compile(
    r"(?:\S+ ){0,6}(?:đạt|đáp ứng|bảo đảm|đảm bảo|thực hiện|có|hoàn thành) "
    rf"(?:đồng thời|cùng lúc)(?: cả)?(?: \d+| hai| ba| bốn| năm| các)?(?: {_THINGS})?"
    r"|(?:(?:đạt|đáp ứng|bảo đảm|đảm bảo|thực hiện|có|hoàn thành)\s+)?(?:đồng thời |đầy )?"
    rf"(?:đủ |tất )?(?:cả )?(?:\d+|hai|ba|bốn|năm|các)?\s*{_THINGS}"
    r"|(?:\S+ ){1,6}(?:đủ|cả|tất cả|đầy đủ|đảm bảo|bảo đảm|đáp ứng|đạt) "
    rf"(?:cả )?(?:các|\d+) {_THINGS}",
    re.IGNORECASE,
)
ANY_OF = re.compile(
    r"(?:(?:đạt|đáp ứng|có|thực hiện)\s+)?(?:ít nhất |tối thiểu )?(?:một|1|01) (?:trong"
    r"|số)(?: số)?(?: các| những| \d+| hai| ba| bốn)*"
    r"(?: yêu cầu| điều kiện| tiêu chí| nội dung| hình thức| việc| hoạt động)?(?: sau)*",
    re.IGNORECASE,
)


def listed_conditions(words: str) -> list[str]:
    """Return the parts of a list in words."""
    parts = re.split(r"\s*[;\n]\s*", words)
    if len(parts) == 1:
        parts = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", words)
    cleaned = (
        re.sub(r"^(?:[-+•]|\(?(?:[\da-eđ]|i{1,3}|iv|v)\))\s*", "", part.strip()) for part in parts
    )
    return [uncapitalised(each.strip(" .,;:=-")) for each in cleaned if each.strip(" .,;:=-")]


def joined_conditions(words: str) -> list[str]:
    """Return the conditions that `và` joins, with a shared verb put back before each."""
    both = re.fullmatch(
        r"(?P<verb>\S+(?: \S+)?)(?: đầy đủ)? cả (?P<one>.+?) (?:và"
        r"|lẫn) (?P<two>.+)",
        words,
        re.IGNORECASE,
    )
    if both is not None:
        verb = uncapitalised(re.sub(r" đầy đủ$", "", both["verb"]))
        return [f"{verb} {both['one']}", f"{verb} {both['two']}"]
    parts = re.split(
        r"\s*,\s*(?:và\s+)?(?=(?:có|đúng|đủ|được|đã)\b)|\s+(?:và|đồng thời)\s+(?=(?:có|đúng"
        r"|đủ|được|đã)\b)",
        words,
    )
    return [uncapitalised(part.strip()) for part in parts] if len(parts) > 1 else []


def are_opposites(one: str, other: str) -> bool:
    """Say whether one condition is the other with a `không` or `chưa` before it."""
    plain, negated = _stem(one), _stem(other)
    for word in ("không ", "chưa "):
        if word + plain == negated or word + negated == plain:
            return True
        if negated.replace(word, "", 1) == plain or plain.replace(word, "", 1) == negated:
            return True
    return False


def _stem(words: str) -> str:
    return " ".join(words.lower().strip(" .,;:").split())
