"""Rating bands printed beside the criteria: a small table, or lines of text."""

import re
from collections.abc import Iterator

from caicach.files.appendix.grid import Grid, Line
from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.ranges import read_range
from caicach.files.appendix.scoring.text import normalise
from caicach.files.appendix.wording import folded, one_line

HEAD = re.compile(r"xếp loại|phân loại|mức (xếp|đánh giá)|^loại$|xếp hạng")
IN_LINE = re.compile(
    r"(?:[-+•]\s*|[a-d]\)\s*)?(?:loại |mức |xếp loại |đạt loại )?\"?(?P<label>xuất sắc"
    r"|rất tốt|tốt|khá|trung bình|yếu|kém|đạt|không đạt|[A-D])\"?\s*(?::|-|=|khi|nếu"
    r"|\()\s*(?P<range>.*\d.*)",
    re.IGNORECASE,
)


def read_bands(grids: list[Grid], used: set[int]) -> list[Rule]:
    """Return the bands as an edition writes them, highest first as printed; none if unclear.

    used: indices of the grids that hold criteria.
    """
    for index, grid in enumerate(grids):
        if index not in used:
            found = _from_pairs(_pairs(grid))
            if found:
                return found
    for grid in grids:
        texts = [*grid.before, *grid.after, *_long_cells(grid)]
        found = _from_pairs(_pairs_in_text(texts))
        if found:
            return found
    return []


def _pairs(grid: Grid) -> Iterator[tuple[str, str]]:
    """A band table is small and says what it is in its head or just above it."""
    rows = [_texts(line) for line in grid.lines]
    if not 3 <= len(rows) <= 12:
        return
    head = folded(" ".join([*rows[0], *grid.before[-2:]]))
    if HEAD.search(head) is None:
        return
    for row in rows:
        ranged = [text for text in row if _range_of(text)]
        named = [text for text in row if not re.search(r"\d", text)]
        if len(ranged) == 1 and named:
            yield named[0], ranged[0]


def _pairs_in_text(texts: list[str]) -> Iterator[tuple[str, str]]:
    pieces = (piece for text in texts for piece in re.split(r"[;\n]|\.\s", text))
    for piece in pieces:
        words = re.sub(r"(?i)^.*?xếp loại\s*:\s*", "", piece.strip())
        found = IN_LINE.fullmatch(normalise(words).strip(" .,"))
        if found is not None:
            yield found["label"], found["range"].strip(" )")


def _from_pairs(pairs: Iterator[tuple[str, str]]) -> list[Rule]:
    bands: list[Rule] = []
    for label, text in pairs:
        words = _range_of(text)
        if words is not None:
            bands.append({"label": label[:1].upper() + label[1:], **words})
    return bands if len(bands) >= 2 else []


def _range_of(text: str) -> Rule | None:
    words = re.sub(r"\bđiểm\b", " ", normalise(text))
    found = read_range(" ".join(words.split()))
    if found is None or found.bounds.get("from") == found.bounds.get("to", object()):
        return None
    step = found.as_step("0")
    del step["points"]
    return step


def _texts(line: Line) -> list[str]:
    return [one_line(cell.text) for cell in line.cells if cell.text and cell.left and cell.top]


def _long_cells(grid: Grid) -> list[str]:
    """Below a sheet's table, remarks stand in cells of their own row."""
    return [row[0] for row in map(_texts, grid.lines[-12:]) if len(row) == 1]
