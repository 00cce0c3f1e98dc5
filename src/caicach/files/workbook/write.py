"""The wide workbook written: input sheet with lists and checks, instructions, rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from caicach.core.criteria import Edition
from caicach.core.documents import Label
from caicach.core.issues import Lang
from caicach.core.numbers import format_number
from caicach.files.excel import Format, Worksheet, new_workbook
from caicach.files.tables import column_name
from caicach.files.whole_file import write_whole
from caicach.files.workbook.agencies import Agency
from caicach.files.workbook.guide import write_guide, write_rules
from caicach.files.workbook.layout import (
    AREA_ROW,
    CAPTION_ROW,
    CAPTIONS,
    CODE_ROW,
    FIRST_ROW,
    LABEL_ROW,
    MACHINE_ROW,
    MARKER,
    Column,
    columns_of,
)
from caicach.files.workbook.paint import Paint, paint
from caicach.files.workbook.validation import Lists, validate_column

SPARE_ROWS = 30
"""Empty rows below the listed agencies that still have lists and checks."""

NAMES: dict[Lang, dict[str, str]] = {
    "vi": {
        "input": "Nhập liệu",
        "agency": "Mã cơ quan",
        "name": "Tên cơ quan",
        "block": "Khối",
        "max": "tối đa",
        "points": "điểm",
    },
    "en": {
        "input": "Input",
        "agency": "Agency code",
        "name": "Agency name",
        "block": "Block",
        "max": "at most",
        "points": "points",
    },
}


@dataclass
class Sheet:
    """What writing the input sheet needs at every step."""

    edition: Edition
    lang: Lang
    agencies: Sequence[Agency]
    columns: Sequence[Column]
    paper: Worksheet
    paint: Paint
    about: list[str] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        return FIRST_ROW + len(self.agencies) + SPARE_ROWS - 1


def write_workbook(
    path: Path,
    edition: Edition,
    agencies: Sequence[Agency],
    choices: Mapping[str, str],
    lang: Lang,
) -> None:
    """Write the workbook; the file appears whole or not at all."""
    columns = columns_of(edition, choices, lang)
    with write_whole(path) as unfinished, new_workbook(str(unfinished)) as book:
        book.set_properties({"title": edition.label.text(lang), "subject": edition.edition})
        look = paint(book)
        paper = book.add_worksheet(NAMES[lang]["input"])
        sheet = Sheet(edition, lang, agencies, columns, paper, look)
        write_guide(book, edition, lang, look)
        write_rules(book, edition, choices, lang, look)
        lists = Lists(book)
        _write_input(sheet, lists)
        paper.activate()


def _write_input(sheet: Sheet, lists: Lists) -> None:
    sheet.about = ["agency", "name", *(["block"] if sheet.edition.blocks else [])]
    _write_about(sheet)
    _write_areas(sheet)
    for at, column in enumerate(sheet.columns, start=len(sheet.about)):
        _write_column(sheet, at, column)
        validate_column(sheet.paper, column, at, sheet.last_row, lists)
    _write_agencies(sheet, lists)
    _lay_out(sheet)


def _write_about(sheet: Sheet) -> None:
    paper, names = sheet.paper, NAMES[sheet.lang]
    for at, name in enumerate(sheet.about):
        key = f"{MARKER} {sheet.edition.edition}" if name == "agency" else name
        paper.write_string(MACHINE_ROW, at, key)
        for row in (AREA_ROW, CODE_ROW, LABEL_ROW):
            paper.write_blank(row, at, None, sheet.paint.head)
        paper.write_string(CAPTION_ROW, at, names[name], sheet.paint.head)
    paper.write_string(AREA_ROW, 0, sheet.edition.label.text(sheet.lang), sheet.paint.title)


def _write_areas(sheet: Sheet) -> None:
    at = len(sheet.about)
    for area, group in groupby(sheet.columns, key=lambda each: each.area):
        width = len(list(group))
        label = area.node.label.text(sheet.lang)
        text = f"{area.node.code} · {label} ({_points(area.maximum, sheet)})"
        if width > 1:
            sheet.paper.merge_range(AREA_ROW, at, AREA_ROW, at + width - 1, text, sheet.paint.area)
        else:
            sheet.paper.write_string(AREA_ROW, at, text, sheet.paint.area)
        at += width


def _points(maximum: Decimal, sheet: Sheet) -> str:
    names = NAMES[sheet.lang]
    return f"{names['max']} {format_number(maximum, lang=sheet.lang)} {names['points']}"


def _write_column(sheet: Sheet, at: int, column: Column) -> None:
    paper, node, look = sheet.paper, column.item.node, sheet.paint
    code = f"{node.code}#{column.part}" if column.part else node.code
    label = f"{column.label} ({_points(column.item.maximum, sheet)})"
    paper.write_string(MACHINE_ROW, at, column.key)
    paper.write_string(CODE_ROW, at, code, look.head)
    paper.write_string(LABEL_ROW, at, label, look.label)
    paper.write_string(CAPTION_ROW, at, _caption(column, sheet.lang), look.caption)
    paper.write_comment(CODE_ROW, at, _comment(column, sheet.lang), {"x_scale": 2.5, "y_scale": 2})


def _caption(column: Column, lang: Lang) -> str:
    """Say what is to be entered, and what is counted where the edition names it."""
    entry, node = column.field.entry, column.item.node
    counted = next(
        (
            words.text(lang)
            for named in (node.rule, node.measured_by)
            if (words := getattr(named, entry, None)) is not None and isinstance(words, Label)
        ),
        "",
    )
    caption = CAPTIONS[lang][column.field.caption]
    return f"{caption}: {counted}" if counted else caption


def _comment(column: Column, lang: Lang) -> str:
    node = column.item.node
    words = [node.label.text(lang)]
    if node.rule is not None:
        words.append(node.rule.words(column.item.maximum, lang))
    if node.scoring_text:
        words.append(node.scoring_text)
    words += [f"– {each.text(lang)}" for each in node.evidence]
    return "\n".join(words)[:2000]


def _write_agencies(sheet: Sheet, lists: Lists) -> None:
    paper, look = sheet.paper, sheet.paint
    blocks = {block.id: block.label.text(sheet.lang) for block in sheet.edition.blocks}
    for row, agency in enumerate(sheet.agencies, start=FIRST_ROW):
        paper.write_string(row, 0, agency.code, look.text)
        paper.write_string(row, 1, agency.name, look.text)
        if blocks:
            paper.write_string(row, 2, blocks.get(agency.block, agency.block), look.text)
    if blocks:
        source = lists.range_of(tuple(blocks.values()))
        rule = {"validate": "list", "source": source}
        paper.data_validation(FIRST_ROW, 2, sheet.last_row, 2, rule)


def _lay_out(sheet: Sheet) -> None:
    paper, look = sheet.paper, sheet.paint
    fixed = len(sheet.about)
    paper.set_row(MACHINE_ROW, None, None, {"hidden": True})
    paper.set_row(LABEL_ROW, 90)
    paper.set_row(CAPTION_ROW, 48)
    paper.set_column(0, 0, 14, look.text)
    paper.set_column(1, 1, 32, look.text)
    if fixed > 2:
        paper.set_column(2, 2, 18, look.text)
    for at, column in enumerate(sheet.columns, start=fixed):
        paper.set_column(at, at, 18 if column.field.options else 13, _cell_format(column, look))
    paper.freeze_panes(FIRST_ROW, min(fixed, 2))
    paper.set_landscape()
    paper.set_paper(8)
    paper.repeat_rows(AREA_ROW, CAPTION_ROW)
    paper.repeat_columns(f"A:{column_name(fixed - 1)}")


def _cell_format(column: Column, look: Paint) -> Format:
    return look.text if column.field.options else look.number
