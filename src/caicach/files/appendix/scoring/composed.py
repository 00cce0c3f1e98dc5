"""Recognisers of texts made of texts: the sum of parts, the best of several cases."""

import re
from collections.abc import Callable
from decimal import Decimal

from pydantic import TypeAdapter

from caicach.core.rules import AnyRule
from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.amounts import decimal
from caicach.files.appendix.scoring.phrases import Heading, read_heading
from caicach.files.appendix.scoring.text import NUMBER
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number

PART = re.compile(
    r"(?:^|(?<=[\s:;.]))(?:\((?P<round>\d{1,2}|[a-eđ]|i{1,3}|iv|v)\)|(?P<half>[a-eđ\d])\)"
    r"|(?:phần|nội dung|ý|trường hợp|thành phần|cách|mục|khoản) (?P<word>\d{1,2}|[ivx]+)"
    r"\s*[:.)-]"
    r"|(?<=\n)(?P<dot>\d)\.(?= +\D))\s*",
    re.IGNORECASE,
)
STATED = re.compile(
    rf"^[^:;.]{{0,80}}?\((?:tối đa )?(?P<points>{NUMBER}) điểm\)\s*[:.-]\s*", re.IGNORECASE
)
ADDITIVE = "appendix-parts-added"
_ANY_RULE: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)

ReadPart = Callable[[str, Decimal | None], Rule | None]


def split_parts(text: str) -> tuple[str, list[str]]:
    """Return the heading and the numbered parts of a text; no parts when it has none."""
    marks = list(PART.finditer(text := f"\n{text}"))
    leading = [mark for mark in marks if re.search(r"\n[-+ ]*$", text[: mark.start()])]
    marks = leading if len(leading) > 1 and _count_up(leading) else marks
    if len(marks) < 2 or not _count_up(marks):
        return _split_titled(text.strip())
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [
        text[mark.end() : end].strip().rstrip("-+ \n")
        for mark, end in zip(marks, ends, strict=True)
    ]
    return text[: marks[0].start()].strip(" -+\n"), parts


def _split_titled(text: str) -> tuple[str, list[str]]:
    """Lines with a bullet are parts where each says the most it is worth."""
    heading, *parts = re.split(r"(?:^|\n)[-+] ", text)
    titled = len(parts) > 1 and all(STATED.match(part) for part in parts)
    return (heading.strip(), parts) if titled else (text, [])


def _count_up(marks: list[re.Match[str]]) -> bool:
    names = [
        (mark["round"] or mark["half"] or mark["word"] or mark["dot"]).lower() for mark in marks
    ]
    return names[0] in ("1", "a", "i") and len(set(names)) == len(names)


def propose_composed(text: str, maximum: Decimal | None, read: ReadPart) -> Proposal | None:
    """Parts that each have a rule: summed where they add up, else best where the text says so."""
    heading, parts = split_parts(text)
    if not parts or maximum is None:
        return None
    said = read_heading(heading.strip(" :.")) if heading else Heading("")
    last = parts[-1].split("\n")[-1] if not heading else ""
    tail = read_heading(last) if last and "\n" in parts[-1] else None
    if tail is not None and tail.combines:
        said, parts = tail, [*parts[:-1], parts[-1].rpartition("\n")[0]]
    if said is None:
        return None
    rules = [_read_part(part, maximum, read) for part in parts]
    if any(rule is None for rule in rules):
        return None
    known = [rule for rule in rules if rule is not None]
    if said.combines == "best":
        return Proposal({"kind": "best_of", "cases": known}, frozenset())
    total = sum(decimal(part["max_points"]) for part in known)
    if total != maximum:
        return None
    doubts = () if said.combines == "sum" else (ADDITIVE,)
    return Proposal({"kind": "sum", "parts": known}, frozenset(), doubts)


def _read_part(part: str, maximum: Decimal, read: ReadPart) -> Rule | None:
    stated = STATED.match(part)
    top = decimal(stated["points"]) if stated else None
    rule = read(part[stated.end() :] if stated else part, top)
    if rule is None:
        return None
    full = top if top is not None else _ANY_RULE.validate_python(rule).full(maximum)
    return {"max_points": number(full), "rule": rule}


def propose_checklist(told: Told) -> Proposal | None:
    """Lines whose points add to the maximum, none of them all of it: each counts by itself."""
    awards = awards_of(told)
    points = [award.points for _, award in awards]
    if len(points) < 2 or told.maximum is None or min(points) <= 0:
        return None
    if sum(points) != told.maximum or any("%" in award.condition for _, award in awards):
        return None
    parts = [
        {
            "label": award.condition,
            "max_points": number(award.points),
            "rule": {"kind": "yes_no", "yes": number(award.points), "no": "0"},
        }
        for _, award in awards
    ]
    used = frozenset(i for i, _ in awards)
    said = any(heading.combines == "sum" for _, heading in told.of(Heading))
    return Proposal({"kind": "sum", "parts": parts}, used, () if said else (ADDITIVE,))
