"""The card of one agency as a workbook: a row for each field, known by its hidden code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from caicach.core.issues import Issue, Lang, issue
from caicach.core.numbers import Percent, plain
from caicach.files.excel import Worksheet, new_workbook
from caicach.files.tables import Cell, Table, read_tables, text_of
from caicach.files.workbook.paint import Paint, paint
from caicach.files.workbook.validation import NOT_APPLICABLE, Lists

MARKER = "caicach-card/1"
HEAD_ROW, FIRST_ROW = 3, 4
KEY, VALUE, REASON = 0, 4, 5
WIDTHS = (2, 9, 44, 16, 18, 34, 30, 40, 10, 34)
HEADS: dict[Lang, tuple[str, ...]] = {
    "vi": (
        "",
        "Mã",
        "Nội dung",
        "Cần nhập",
        "Giá trị",
        "Lý do",
        "Hệ thống đã biết",
        "Quy tắc",
        "Tối đa",
        "Kiểm chứng",
    ),
    "en": (
        "",
        "Code",
        "Item",
        "To enter",
        "Value",
        "Reason",
        "Known already",
        "Rule",
        "Maximum",
        "Evidence",
    ),
}
GUIDE: dict[Lang, str] = {
    "vi": (
        "Chỉ sửa hai cột Giá trị và Lý do; có thể sắp xếp lại các dòng. Ô để trống giữ nguyên "
        "số đang có. Ghi KAD nếu mục không áp dụng; KAD và số khác số hệ thống đã biết cần lý do."
    ),
    "en": (
        "Change only the columns Value and Reason; rows may be sorted anew. An empty cell leaves "
        "what there is. KAD: the item does not apply; that, or another figure, needs a reason."
    ),
}


class CardLine(NamedTuple):
    """One field of a card. key: its hidden code. value: as it stands, None where nothing does."""

    key: str
    code: str
    label: str
    caption: str
    value: Decimal | str | None
    reason: str = ""
    known: str = ""
    rule: str = ""
    maximum: Decimal = Decimal(0)
    evidence: str = ""
    options: tuple[str, ...] = ()
    is_open: bool = True


class CardCell(NamedTuple):
    """What was found in a cell: as a person types it, and where."""

    text: str
    where: str


@dataclass
class CardRead:
    """What a workbook hands in, by hidden code; empty cells are absent."""

    edition: str = ""
    values: dict[str, CardCell] = field(default_factory=dict)
    reasons: dict[str, CardCell] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def write_card(
    target: BinaryIO, title: str, edition: str, lines: Sequence[CardLine], lang: Lang
) -> None:
    """Write the workbook of a card."""
    with new_workbook(target) as book:
        look = paint(book)
        paper = book.add_worksheet("Bảng chấm điểm" if lang == "vi" else "Scorecard")
        lists = Lists(book)
        paper.write_string(0, 0, f"{MARKER} {edition}")
        paper.set_row(0, None, None, {"hidden": True})
        paper.write_string(1, 1, title, look.title)
        paper.write_string(2, 1, GUIDE[lang], look.text)
        _write_heads(paper, look, lang)
        for row, line in enumerate(lines, start=FIRST_ROW):
            _write_line(paper, row, line, look)
            _validate(paper, row, line, lists)
        paper.activate()


def _write_heads(paper: Worksheet, look: Paint, lang: Lang) -> None:
    for column, (head, width) in enumerate(zip(HEADS[lang], WIDTHS, strict=True)):
        paper.set_column(column, column, width, None, {"hidden": column == KEY})
        paper.write_string(HEAD_ROW, column, head, look.head)
    paper.freeze_panes(FIRST_ROW, 3)
    paper.set_landscape()
    paper.set_paper(9)
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(HEAD_ROW)


def _write_line(paper: Worksheet, row: int, line: CardLine, look: Paint) -> None:
    texts = {0: line.key, 1: line.code, 2: line.label, 3: line.caption, 5: line.reason}
    texts |= {6: line.known, 7: line.rule, 9: line.evidence}
    for column, text in texts.items():
        form = look.caption if column == 5 and line.is_open else look.prose
        paper.write_string(row, column, text, form)
    paper.write_number(row, 8, float(line.maximum), look.number)
    form = look.label if line.is_open else look.prose
    if isinstance(line.value, Decimal):
        paper.write_number(row, VALUE, float(line.value), form)
    else:
        paper.write_string(row, VALUE, line.value or "", form)


def _validate(paper: Worksheet, row: int, line: CardLine, lists: Lists) -> None:
    if line.options:
        source = lists.range_of((*line.options, NOT_APPLICABLE))
        paper.data_validation(row, VALUE, row, VALUE, {"validate": "list", "source": source})


def read_card(content: bytes, file: str) -> CardRead:
    """Return what the workbook hands in, its rows in whatever order, with every fault."""
    _kind, tables, issues = read_tables(content, file)
    read = CardRead(issues=list(issues))
    sheet = next((each for each in tables if _marker(each)), None)
    if sheet is None:
        read.issues.append(issue("card-workbook-unknown", file))
        return read
    read.edition = _marker(sheet).removeprefix(MARKER).strip()
    read.issues += sheet.flaws_in((KEY, VALUE, REASON), FIRST_ROW + 1)
    for row, key, cells in _rows(sheet):
        where = sheet.place(row, VALUE)
        if key in read.values or key in read.reasons:
            read.issues.append(issue("card-workbook-row-twice", where, key=key))
            continue
        if text := _typed(_at(cells, VALUE)):
            read.values[key] = CardCell(text, where)
        if text := text_of(_at(cells, REASON)).strip():
            read.reasons[key] = CardCell(text, sheet.place(row, REASON))
    return read


def _marker(table: Table) -> str:
    first = next(iter(table.rows), None)
    text = "" if first is None or first[0] != 1 or not first[1] else text_of(first[1][0])
    return text if text.startswith(MARKER) else ""


def _rows(sheet: Table) -> Iterator[tuple[int, str, Sequence[Cell]]]:
    for row, cells in sheet.rows:
        key = text_of(_at(cells, KEY)).strip()
        if row > FIRST_ROW and key:
            yield row, key, cells


def _typed(cell: Cell) -> str:
    """Return a number with a comma, so that 4.655 is never taken for thousands."""
    if isinstance(cell, Percent):
        return f"{plain(cell.value)}%".replace(".", ",")
    return plain(cell).replace(".", ",") if isinstance(cell, Decimal) else text_of(cell).strip()


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
