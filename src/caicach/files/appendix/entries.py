"""Rows of a criteria table as entries: code, name, maximum, texts, place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caicach.files.appendix.codes import (
    Code,
    follows,
    parse_code,
    repair_number,
    split_leading_code,
)
from caicach.files.appendix.columns import Columns, counts_columns, repeats_header
from caicach.files.appendix.grid import EMPTY, Cell, Grid, Line
from caicach.files.appendix.imported import Place
from caicach.files.appendix.maxima import Maximum, points_of_name, read_maximum, read_maximum_text
from caicach.files.appendix.wording import folded, is_capitals, one_line

TOTAL = re.compile(
    r"(tổng( cộng| số)?( điểm)?( tối đa)?|cộng( điểm)?|tổng điểm.*|tổng cộng.*)"
    r"(\s*[:(=].*|\s+[ivx\d+=.;,:() -]+|\s+(lĩnh vực|mục|phần|các|chung|toàn).*)?"
)
SUM_OF_PARTS = re.compile(r"\b(gồm|là tổng|của (\d+|hai|ba|các)|phần|nội dung|trừ|cộng|thưởng)\b")
"""`Tổng điểm của hai phần` begins a scoring text; a total of the table has points."""
FOOTNOTE = re.compile(
    r"\(\*+\)|\*{1,3}\s|ghi chú|lưu ý|chú thích|người lập|nơi nhận"
    r"|.*không phải văn bản chính thức|\(?tiếp theo[^;:]{0,20}\)?$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table before it has a place in the outline.

    depth: the column its name stands in, where areas and criteria have columns of their own.
    scoring_shared: the scoring cell continues the one above.
    after_gap: in a sheet, the row above is empty.
    """

    place: Place
    code: Code | None
    name: str
    maximum: Maximum
    scoring: str = ""
    scoring_shared: bool = False
    evidence: str = ""
    evidence_is_new: bool = True
    lead: str = ""
    note: str = ""
    depth: int | None = None
    after_gap: bool = False
    code_from_day: bool = False
    max_address: str = ""

    @property
    def is_total(self) -> bool:
        words = folded(self.name).rstrip(" .:")
        introduces = self.maximum.value is None and SUM_OF_PARTS.search(words) is not None
        return self.code is None and TOTAL.fullmatch(words) is not None and not introduces

    @property
    def is_footnote(self) -> bool:
        no_points = self.maximum.value is None and not self.scoring
        return self.code is None and no_points and FOOTNOTE.match(folded(self.name)) is not None


def read_entries(grid: Grid, columns: Columns) -> Iterator[Entry]:
    """Yield the entries of one table, headers typed again and column numbers left out."""
    last: dict[tuple[str, int], str] = {}
    gap = False
    for line in grid.lines[columns.first_line :]:
        visible = Line(
            line.number,
            tuple(EMPTY if i in grid.hidden_columns else c for i, c in enumerate(line.cells)),
        )
        if visible.is_empty:
            gap = grid.sheet is not None
            continue
        if repeats_header(visible, columns) or counts_columns(visible):
            continue
        for entry in _entries_of(visible, columns, grid.place(line.number), last):
            if entry.code is not None:
                _remember(entry.code, last)
            yield replace(entry, after_gap=gap)
        gap = False


def _remember(code: Code, last: dict[tuple[str, int], str]) -> None:
    """Keep the last code of each level; a code above begins the levels below it anew."""
    family, depth = code.key
    for other in list(last):
        if other[0] == "number" and (family != "number" or other[1] > depth):
            del last[other]
    last[code.key] = code.printed


def _entries_of(
    line: Line, columns: Columns, place: Place, last: dict[tuple[str, int], str]
) -> list[Entry]:
    if len(columns.names) == 1:
        return [_entry(line, columns, place, last)]
    filled = [
        (depth, line.cell(column))
        for depth, column in enumerate(columns.names)
        if line.cell(column).text and line.cell(column).top and line.cell(column).left
    ]
    whole = _entry(line, columns, place, last)
    entries = [_in_own_column(whole, depth, cell) for depth, cell in filled]
    if not entries:
        return [whole] if whole.scoring or whole.name else []
    above = [_opened_above(each) for each in entries[:-1]]
    own = entries[-1]
    if own.code is None and whole.code is not None:
        own = replace(own, code=whole.code)
    return [*above, own]


def _opened_above(entry: Entry) -> Entry:
    """An area or criterion opened in a row of its first item has only its name and points."""
    name, printed = points_of_name(entry.name)
    maximum = read_maximum_text(printed)
    return replace(
        entry, name=name, maximum=maximum, scoring="", evidence="", lead="", note="", max_address=""
    )


def _in_own_column(whole: Entry, depth: int, cell: Cell) -> Entry:
    code, name = split_leading_code(cell.text)
    return replace(whole, code=parse_code(code) if code else None, name=one_line(name), depth=depth)


def _entry(line: Line, columns: Columns, place: Place, last: dict[tuple[str, int], str]) -> Entry:
    code_cell = line.cell(columns.code)
    code, name = _code_and_name(line, columns, last)
    maximum_cell = line.cell(columns.max)
    maximum = read_maximum(maximum_cell) if maximum_cell.top else Maximum(None, "")
    if _may_hold_points(name, code, maximum) and maximum_cell.top:
        name, printed = points_of_name(name)
        maximum = read_maximum_text(printed)
    name, below = (name, "") if columns.scoring else _split_name(name, code)
    texts = [line.cell(column) for column in columns.scoring]
    evidence, note = line.cell(columns.evidence), line.cell(columns.note)
    own = [cell for cell in texts if cell.text]
    return Entry(
        place=place,
        code=code,
        name=one_line(name) if code is not None else name,
        maximum=maximum,
        scoring=below
        or _with_points("\n".join(cell.text for cell in own), line.cell(columns.points)),
        scoring_shared=any(not cell.top for cell in own),
        evidence=evidence.text,
        evidence_is_new=evidence.top,
        lead=one_line(line.cell(columns.lead).text),
        note=note.text if _counts_as_scoring(note, columns) else "",
        code_from_day=code_cell.kind == "day",
        max_address=maximum_cell.address,
    )


def _may_hold_points(name: str, code: Code | None, maximum: Maximum) -> bool:
    """An item or a total without a maximum in its column may print it after its name."""
    total = TOTAL.fullmatch(folded(name).rstrip(" .:")) is not None
    return not maximum.printed and (code is not None or total)


def _with_points(level: str, points: Cell) -> str:
    """A level and its points, where they stand in two columns, are one line of scoring text."""
    return f"{level.rstrip(' :')}: {points.text}" if level and points.text and points.top else level


def _counts_as_scoring(note: Cell, columns: Columns) -> bool:
    """Remarks are scoring text where there is no other, or where they exempt agencies."""
    exempts = "không áp dụng" in folded(note.text)
    return note.top and (not columns.scoring or exempts)


def _code_and_name(
    line: Line, columns: Columns, last: dict[tuple[str, int], str]
) -> tuple[Code | None, str]:
    """A row merged over code and name holds both in the first of them."""
    cell, name_cell = line.cell(columns.code), line.cell(columns.names[0])
    name = name_cell.text if name_cell.top else ""
    text = cell.text if cell.top else ""
    if cell.number is not None:
        text = repair_number(text, last.get(("number", text.count(".") + 1), ""))
    code = parse_code(text, last.get(("letter", 1), ""))
    if code is None and not (text and name):
        expected = follows(last.get(("number", 1), "0")) if columns.code is None else ""
        text, name = split_leading_code(text or name, expected)
        code = parse_code(text) if text else None
    elif code is None:
        name = f"{text} {name}"
    return code, name


def _split_name(name: str, code: Code | None) -> tuple[str, str]:
    """Return the name and the scoring text of a cell that holds both, each on its own lines.

    A line that begins small, or goes on in capitals, continues the name.
    """
    lines = name.split("\n")
    if code is None or code.family == "bullet" or len(lines) == 1:
        return name, ""
    end = 1
    while end < len(lines) and _continues_name(lines[end - 1], lines[end]):
        end += 1
    return " ".join(lines[:end]).rstrip(" :"), "\n".join(lines[end:])


def _continues_name(above: str, below: str) -> bool:
    if above.endswith((".", ":", ";")) or re.search(r"\d ?điểm|[:=/;]| x ", below):
        return False
    return below[:1].islower() or (is_capitals(above) and is_capitals(below))
