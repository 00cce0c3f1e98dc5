"""The formats of the wide workbook."""

from dataclasses import dataclass

from caicach.files.excel import Format, Workbook

INK, LINE, GROUND, ACCENT, WASH = "#1e1a1c", "#dcd6d3", "#f7f5f3", "#8a1c56", "#faf0f5"


@dataclass(frozen=True, slots=True)
class Paint:
    """One format for each part of the sheets."""

    title: Format
    area: Format
    head: Format
    label: Format
    caption: Format
    text: Format
    number: Format
    prose: Format


def paint(book: Workbook) -> Paint:
    """Return the formats, made for `book`."""
    plain = {"font_name": "Times New Roman", "font_size": 11, "font_color": INK, "valign": "top"}
    ruled = {**plain, "border": 1, "border_color": LINE}
    head = {**ruled, "bg_color": GROUND, "text_wrap": True}
    return Paint(
        title=book.add_format({**plain, "bold": True, "font_size": 12, "font_color": ACCENT}),
        area=book.add_format({**head, "bold": True, "bg_color": WASH, "font_color": ACCENT}),
        head=book.add_format({**head, "bold": True}),
        label=book.add_format({**head, "font_size": 10}),
        caption=book.add_format({**head, "italic": True, "font_size": 10}),
        text=book.add_format({**plain, "num_format": "@"}),
        number=book.add_format({**plain, "num_format": "#,##0.####", "align": "right"}),
        prose=book.add_format({**plain, "text_wrap": True}),
    )
