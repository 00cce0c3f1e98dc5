"""How sheets lie on paper: heights of rows that fold, scales, what repeats on every page."""

from collections.abc import Iterable, Sequence

from caicach.files.excel import Worksheet
from caicach.files.reports.sheet_table import Head, Look, Value

A4 = 9
LINE = 15.0
"""Points of a line of the workbook's letters; a row's height must be told, or some programs cut."""
WIDE_SCALE = 62
"""Percent, at which figures of many columns are still read on paper."""
MOST_FITTED = 24
"""More columns than this are printed over several pages side by side."""
NAMED_COLUMNS = 2
"""The name and code of an agency, which such pages repeat."""


def folded_height(text: str, width: float) -> float:
    """Return the height of a text that folds at so many letters; long words fold too."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        lines += max(0, -(-len(word) // int(width)) - 1)
        used += len(word) + bool(used)
    return lines * LINE


def set_table_paper(paper: Worksheet, top: int, heads: Sequence[Head], look: Look) -> None:
    """Give the head the height it needs; a table too wide for one page keeps its scale."""
    bold = 1.1  # bold letters are wider than those a width counts
    height = max(folded_height(head.text, head.width / bold) for head in heads)
    paper.set_row(top, height, look.head)
    if len(heads) > MOST_FITTED:
        paper.set_print_scale(WIDE_SCALE)
        paper.repeat_columns(0, NAMED_COLUMNS - 1)


def set_row_heights(
    paper: Worksheet, top: int, heads: Sequence[Head], rows: Iterable[Sequence[Value]]
) -> None:
    """Give the rows below a head, whose words fold, the height they need."""
    for place, cells in enumerate(rows, start=top + 1):
        heights = (
            folded_height(cell, head.width)
            for cell, head in zip(cells, heads, strict=True)
            if isinstance(cell, str) and len(cell) > head.width
        )
        height = max(heights, default=LINE)
        if height > LINE:
            paper.set_row(place, height)


def set_prose_paper(paper: Worksheet) -> None:
    """Lay a sheet of sentences upright, as wide as the page."""
    paper.set_paper(A4)
    paper.fit_to_pages(1, 0)
    paper.set_footer("&C&P / &N")
