"""Sheets of a workbook as every report writes them: looks, heads, tables, cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from caicach.files.excel import Format, Workbook, Worksheet
from caicach.files.safe_text import safe

Value: TypeAlias = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of a workbook; the decimals shown are those of the edition."""

    title: Format
    prose: Format
    head: Format
    text: Format
    number: Format
    whole: Format
    fine: Format


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its words, its width, and whether its numbers are whole or shown finely."""

    text: str
    width: float = 12
    whole: bool = False
    fine: bool = False

    def form(self, look: "Look") -> Format:
        """Return how numbers of this column look."""
        if self.whole:
            return look.whole
        return look.fine if self.fine else look.number


def look_of(book: Workbook, places: int) -> Look:
    """Return the looks of a book whose figures show so many places.

    Separators follow the reader's Excel: a Vietnamese one shows 1.234,50.
    """
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    number = "#,##0." + "0" * places if places else "#,##0"
    head = {**plain, "bold": True, "text_wrap": True, "bg_color": "#f7f5f3", "bottom": 1}
    return Look(
        title=book.add_format({**plain, "bold": True, "font_size": 14, "font_color": "#8a1c56"}),
        prose=book.add_format({**plain, "text_wrap": True}),
        head=book.add_format(head),
        text=book.add_format({**plain, "text_wrap": True}),
        number=book.add_format({**plain, "num_format": number, "align": "right"}),
        whole=book.add_format({**plain, "num_format": "0", "align": "right"}),
        fine=book.add_format({**plain, "num_format": "General", "align": "right"}),
    )


def write_table(
    paper: Worksheet,
    top: int,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Value]],
    look: Look,
) -> int:
    """Write a table with filters and a head that stays; return the row below it."""
    for column, head in enumerate(heads):
        paper.set_column(column, column, head.width)
        paper.write_string(top, column, safe(head.text), look.head)
    row = top
    for row, cells in enumerate(rows, start=top + 1):
        for column, value in enumerate(cells):
            write_cell(paper, (row, column), value, look, heads[column])
    paper.freeze_panes(top + 1, 2)
    paper.autofilter(top, 0, max(row, top + 1), len(heads) - 1)
    paper.repeat_rows(top)
    paper.set_landscape()
    paper.set_paper(9)
    paper.fit_to_pages(1, 0)
    paper.set_footer("&C&P / &N")
    return row + 1


def write_cell(
    paper: Worksheet, place: tuple[int, int], value: Value, look: Look, head: Head
) -> None:
    """Numbers stay numbers; a gap stays words, never a zero."""
    row, column = place
    if isinstance(value, Decimal | int):
        shown = round(float(value), 6) if head.fine else float(value)
        paper.write_number(row, column, shown, head.form(look))
    elif value is None:
        paper.write_blank(row, column, None, look.text)
    else:
        paper.write_string(row, column, safe(value), look.text)
