"""Which column holds what: found by the words of the header, in its many variants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from caicach.files.appendix.grid import Grid, Line
from caicach.files.appendix.wording import folded

Role = Literal["code", "name", "max", "scoring", "evidence", "lead", "note", "ignored"]

MAX_HEADER_SEARCH = 40
MAX_HEADER_CHARACTERS = 120

CODE = re.compile(
    r"^(stt|tt|số tt|số thứ tự|thứ tự|mã( số)?( tiêu chí| tc)?|ký hiệu|mục|số|số hiệu"
    r"|tiêu mục|no\.?)$"
)
LEAD = re.compile(
    r"(cơ quan|đơn vị|sở|phòng|bộ phận|tổ)[^,;]*(thẩm định|chủ trì|theo dõi|phụ trách"
    r"|đánh giá|phối hợp|chấm)"
    r"|^đầu mối|cơ quan, đơn vị|trách nhiệm"
)
OLD = re.compile(r"\bcũ\b|năm trước|kỳ trước|hiện hành|đã ban hành")
IGNORED = re.compile(
    r"tự chấm|tự đánh giá|tự cho điểm|thẩm định|đạt được|điểm đạt|kết quả chấm|điểm chấm|giải trình"
    r"|điểm đánh giá|điều tra xhh|đtxhh|^chỉ số$|^chỉ số (?!thành phần|đánh giá)|so sánh"
    r"|chênh lệch|lý do|ý kiến|trọng số|tỷ trọng"
    r"|hội đồng|^kết quả|xã hội học"
)
EVIDENCE = re.compile(
    r"kiểm chứng|minh chứng|chứng minh|chứng cứ|bằng chứng|nguồn (số|dữ) liệu"
    r"|căn cứ (đánh giá|chấm|thẩm)"
    r"|^tài liệu|^hồ sơ|phương thức kiểm tra|cơ sở dữ liệu"
)
SCORING = re.compile(
    r"^(cách|phương pháp|phương thức|hướng dẫn|quy định|công thức|nguyên tắc)\b"
    r"|cách (chấm|tính|đánh giá|xác định|cho)|(chấm|tính|cho) điểm|mức (điểm )?đánh giá|diễn giải"
    r"|^(tiêu chuẩn|yêu cầu|mức độ|thang) (đánh giá|chấm|đạt)|công thức|^mô tả|^giải thích"
    r"|điều kiện"
)
NOTE = re.compile(r"^(ghi chú|chú thích|lưu ý|ghi chép)")
MAXIMUM = re.compile(
    r"điểm (số )?(tối đa|chuẩn|quy định|tiêu chí|cao nhất|tối đa)|thang điểm|barem|ba-rem"
    r"|khung điểm"
    r"|^(số |mức |tổng )?(điểm|điểm số)( \(.*\))?( năm 20\d\d)?$|điểm trần|tối đa"
    r"|^điểm (chi tiết|cụ thể|từng mức|thành phần|theo mức)"
)
NAME_AND_SCORING = re.compile(
    r"^(các |bộ |tên )?(lĩnh vực|tiêu chí|nội dung (tiêu chí|đánh giá)|chỉ tiêu)\b.*"
    r"[,;/&(-]? ?\b(cách|phương pháp|hướng dẫn|thang|mức|công thức|quy định|diễn giải)\b"
)
"""One column for both: the name on the first line of a cell, how it is scored below."""
SCORED = re.compile(
    r"^điểm(?!.*tối đa)\b.*\b(tổ|hội đồng|đoàn|thẩm định|chấm|đạt|đánh giá|đơn vị|cơ quan|ubnd)\b"
    r"|^(ubnd|tổ|hội đồng|đoàn|đơn vị|xã|phường|sở)\b.*\b(chấm|cho điểm)$"
)
"""Points somebody gave, not points there are to earn."""
NAME = re.compile(r"^chỉ số|lĩnh vực|tiêu chí|nội dung|chỉ tiêu|hạng mục|^danh mục|nhiệm vụ")

ORDER: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("code", CODE),
    ("note", NOTE),
    ("scoring", re.compile(r"^(thang|mức) điểm chi tiết")),
    (
        "max",
        re.compile(r"^(điểm|số điểm|mức điểm)( đạt)? (tối đa|chuẩn|quy định)|^thang điểm|^điểm$"),
    ),
    ("scoring", re.compile(r"^(cách|phương pháp|hướng dẫn|công thức|diễn giải)")),
    (
        "name",
        re.compile(
            r"^(lĩnh vực|tiêu chí|nội dung|chỉ tiêu|tên$|tên (lĩnh|tiêu|nội|chỉ))"
            r"(?!.*(chấm điểm|tính điểm))"
        ),
    ),
    ("name", NAME_AND_SCORING),
    ("evidence", EVIDENCE),
    ("ignored", SCORED),
    ("lead", LEAD),
    ("ignored", IGNORED),
    ("scoring", SCORING),
    ("max", MAXIMUM),
    ("name", NAME),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by role, from 0, and where the rows below the header begin.

    names: more than one where areas, criteria and sub-criteria have a column each.
    points: the points of each level, where levels stand in rows with a column of their own.
    """

    first_line: int
    code: int | None
    names: tuple[int, ...]
    max: int | None
    scoring: tuple[int, ...] = ()
    evidence: int | None = None
    lead: int | None = None
    note: int | None = None
    points: int | None = None


def role_of(header: str) -> Role | None:
    """Return what a column under this header holds; None when the words are not known."""
    words = re.sub(r"\s*\(\d+\)\s*$", "", folded(header)).strip(" .:*")
    if not words or len(words) > MAX_HEADER_CHARACTERS:
        return None
    if OLD.search(words):
        return "ignored"
    return next((role for role, pattern in ORDER if pattern.search(words)), None)


def find_columns(grid: Grid) -> Columns | None:
    """Return the columns of a criteria table, or None where no header of one is found."""
    for index, line in enumerate(grid.lines[:MAX_HEADER_SEARCH]):
        if line.is_empty:
            continue
        for depth in _depths(grid, index):
            found = _assign(grid, index, depth)
            if found is not None:
                return found
    return None


def repeats_header(line: Line, columns: Columns) -> bool:
    """Say whether a row inside the table is its header typed again."""
    wanted: list[tuple[int | None, Role]] = [(columns.max, "max")]
    wanted += [(name, "name") for name in columns.names]
    roles = [role_of(line.cell(c).spread) == role for c, role in wanted if c is not None]
    return len(roles) > 1 and all(roles)


def counts_columns(line: Line) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3), or 1 2 3=1+2, or A B C."""
    texts = [cell.text for cell in line.cells if cell.text and cell.left and cell.top]
    marks = [re.match(r"\(?([0-9]{1,2}|[A-H])\)?(?:\s*=.*)?$", text) for text in texts]
    found = [mark[1] for mark in marks if mark is not None]
    if len(found) != len(texts) or len(found) < 3:
        return False
    if "".join(found) in "ABCDEFGH":
        return True
    numbers = [int(each) for each in found if each.isdigit()]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def headers_seen(grid: Grid) -> str:
    """Return the first filled row of a table, to say what was there instead of criteria."""
    for line in grid.lines:
        texts = [cell.text for cell in line.cells if cell.text and cell.left]
        if texts:
            return " | ".join(folded(text)[:40] for text in texts[:8])
    return "-"


def _depths(grid: Grid, index: int) -> Iterator[int]:
    """A header has as many rows as its cells reach down, and one more below a wide cell."""
    line = grid.lines[index]
    deep = 1
    while index + deep < len(grid.lines) and _continues(grid.lines[index + deep]) and deep < 4:
        deep += 1
    wide = any(not cell.left and cell.spread for cell in line.cells)
    if wide and deep == 1 and index + 1 < len(grid.lines):
        deep = 2
    yield deep
    if deep > 1:
        yield 1


def _continues(line: Line) -> bool:
    return any(not cell.top and cell.spread for cell in line.cells)


def _assign(grid: Grid, index: int, depth: int) -> Columns | None:
    roles: dict[Role, list[int]] = {}
    headers: dict[int, str] = {}
    for column in range(grid.width):
        if column in grid.hidden_columns:
            continue
        headers[column] = _header(grid.lines[index : index + depth], column)
        role = role_of(headers[column])
        if role is not None and _is_new(grid.lines[index], column, role, roles):
            roles.setdefault(role, []).append(column)
    names, maxima = roles.get("name", []), roles.get("max", [])
    scoring = roles.get("scoring", [])
    if len(names) > 1 and not re.search("lĩnh vực|nhóm", folded(headers[names[0]])):
        names, scoring = names[:1], sorted([*names[1:], *scoring])
    if not names or not (maxima or scoring) or len({*names, *maxima, *scoring}) < 2:
        return None
    points = next((c for c in maxima if len(maxima) > 1 and c - 1 in scoring), None)
    return Columns(
        first_line=_below(grid, index + depth),
        code=_first(roles, "code"),
        names=tuple(names),
        max=_latest([c for c in maxima if c != points], headers),
        scoring=tuple(scoring),
        evidence=_first(roles, "evidence"),
        lead=_first(roles, "lead"),
        note=_first(roles, "note"),
        points=points,
    )


def _is_new(line: Line, column: int, role: Role, roles: dict[Role, list[int]]) -> bool:
    """A header cell merged to the right names one column, the first, unless split below."""
    return line.cell(column).left or not roles.get(role)


def _header(lines: list[Line], column: int) -> str:
    texts: list[str] = []
    for line in lines:
        text = line.cell(column).spread
        if text and text not in texts:
            texts.append(text)
    if len(texts) > 1 and role_of(texts[0]) == "ignored":
        return texts[0]
    lowest = texts[-1:] if texts and role_of(texts[-1]) else texts
    return " ".join(lowest)


def _first(roles: dict[Role, list[int]], role: Role) -> int | None:
    return next(iter(roles.get(role, [])), None)


def _latest(columns: list[int], headers: dict[int, str]) -> int | None:
    """Of several columns of maxima, the one of the latest year; without years, the first."""
    if not columns:
        return None

    def year(column: int) -> int:
        found = re.search(r"20\d\d", headers[column])
        return int(found[0]) if found else 0

    return max(columns, key=lambda column: (year(column), -column))


def _below(grid: Grid, index: int) -> int:
    while index < len(grid.lines) and (
        grid.lines[index].is_empty or counts_columns(grid.lines[index])
    ):
        index += 1
    return index
