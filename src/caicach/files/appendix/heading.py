"""The title block of an appendix: name, decision, year, who it is for."""

import re
from dataclasses import dataclass
from datetime import date

from caicach.files.appendix.wording import folded, is_capitals, one_line

TITLE = re.compile(
    r"bộ tiêu chí|bộ chỉ số|tiêu chí (đánh giá|xác định|chấm)|chỉ số cải cách hành chính"
    r"|bảng (tiêu chí|chấm điểm|điểm)|khung chỉ số|thang điểm"
)
DECISION = re.compile(
    r"(?:Quyết định"
    r"|QĐ) số:?\s*(?P<number>\d+\s*/\s*[A-ZĐ0-9][\wĐđ-]*(?:/[\w-]+)*)(?:\s*,?\s*ngày\s*"
    r"(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/"
    r"|năm)\s*(?P<year>\d{4}))?(?:\s*của\s+(?P<by>[^)\n;]+))?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\bnăm\s+(20\d\d)\b")
SAMPLE = re.compile(r"(?:bộ )?mẫu .*không phải văn bản chính thức", re.IGNORECASE)
DEPARTMENTS = re.compile(r"sở, ban, ngành|các sở\b|cơ quan chuyên môn|ban, ngành")
COMMUNES = re.compile(r"\bxã\b|phường|đặc khu")
COUNTS = re.compile(
    r"(?<!năm )\b(?P<count>\d{1,3})\s+(?P<what>lĩnh vực|tiêu chí thành phần"
    r"|tiêu chí(?! thành phần)|nội dung)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around the table. Empty or None for all that is not printed."""

    title: str = ""
    decision: str = ""
    issued_on: date | None = None
    issued_by: str = ""
    year: str = ""
    level: str = ""
    sample: str = ""
    counts: tuple[tuple[str, int], ...] = ()


def read_heading_lines(lines: list[str], after: list[str]) -> Heading:
    """Return the title block in `lines`, the text lines before the table.

    after: the lines below it; a notice that the set is a sample may stand there.
    """
    title = _title(lines)
    text = "\n".join(lines)
    decision = DECISION.search(text)
    year = YEAR.search(folded(title))
    return Heading(
        title=title,
        decision=f"Quyết định số {re.sub(r' ', '', decision['number'])}" if decision else "",
        issued_on=_day(decision) if decision else None,
        issued_by=one_line(decision["by"] or "").strip(" .") if decision else "",
        year=year[1] if year else "",
        level=_level(title),
        sample=_sample([*lines, *after]),
        counts=_counts(lines),
    )


def _title(lines: list[str]) -> str:
    """The line that names a criteria set, with the capital lines that continue it."""
    flat = [each for line in lines for each in line.split("\n")]
    for index, line in enumerate(flat):
        if not TITLE.search(folded(line)) or line.startswith("("):
            continue
        parts = [line]
        for follower in flat[index + 1 :]:
            if follower.startswith("(") or is_capitals(line) != is_capitals(follower):
                break
            if len(parts) > 4 or re.match(r"(?i)phụ lục|căn cứ", follower):
                break
            parts.append(follower)
        return one_line(" ".join(parts if is_capitals(line) else parts[:1]))
    return ""


def _counts(lines: list[str]) -> tuple[tuple[str, int], ...]:
    """How many areas and criteria the introduction says there are."""
    found = (m for line in lines for m in COUNTS.finditer(folded(line)))
    return tuple((m["what"], int(m["count"])) for m in found)


def _day(decision: re.Match[str]) -> date | None:
    try:
        return date(int(decision["year"]), int(decision["month"]), int(decision["day"]))
    except (TypeError, ValueError):
        return None


def _level(title: str) -> str:
    words = folded(title)
    departments, communes = DEPARTMENTS.search(words), COMMUNES.search(words)
    if bool(departments) == bool(communes):
        return ""
    return "department" if departments else "commune"


def _sample(lines: list[str]) -> str:
    for line in lines:
        found = SAMPLE.search(one_line(line))
        if found is not None:
            words = found[0].strip(" ().")
            return words[:1].upper() + words[1:]
    return ""
