"""The sheets beside the input: how to fill it in, and every rule in words."""

from collections.abc import Mapping

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.issues import Lang
from caicach.files.excel import Workbook, Worksheet
from caicach.files.workbook.layout import words_of
from caicach.files.workbook.paint import Paint

SHEETS: dict[Lang, tuple[str, str]] = {
    "vi": ("Hướng dẫn", "Quy tắc"),
    "en": ("Instructions", "Rules"),
}
GUIDE: dict[Lang, tuple[str, ...]] = {
    "vi": (
        (
            "Mỗi cơ quan một dòng trên trang “Nhập liệu”; mỗi mục một cột, "
            "mục tính theo tỷ lệ có hai cột tử số và mẫu số."
        ),
        (
            "Để trống ô chưa có số liệu. Số 0 nghĩa là đã đo và bằng 0; "
            "không điền 0 thay cho chỗ chưa có."
        ),
        "Mục không áp dụng cho cơ quan: ghi KAD.",
        "Chỉ ghi số trong ô số, dùng dấu phẩy thập phân theo cài đặt của máy; không ghi thêm chữ.",
        "Không xóa dòng thứ nhất (đang ẩn) và không sửa mã mục: phần mềm đọc tệp theo dòng đó.",
        (
            "Rê chuột vào mã mục để xem cách chấm. Trang “Quy tắc” ghi đủ cách chấm, "
            "tài liệu kiểm chứng và nguồn."
        ),
        "Lưu tệp dạng .xlsx rồi chấm điểm bằng lệnh: caicach score {edition} TỆP.xlsx",
    ),
    "en": (
        (
            "One row for each agency on the sheet “Input”; one column for each item, "
            "two (numerator and denominator) where a ratio is measured."
        ),
        (
            "Leave a cell empty where there is no figure yet. 0 means measured and nil; "
            "never enter 0 for a gap."
        ),
        "Where an item does not apply to the agency, write KAD.",
        "Number cells take numbers alone, without words.",
        "Keep the first row (hidden) and the item codes as they are: the file is read by them.",
        (
            "Point at an item's code to see how it is scored; "
            "the sheet “Rules” has all rules, evidence and sources."
        ),
        "Save as .xlsx and score it with: caicach score {edition} FILE.xlsx",
    ),
}
HEADS: dict[Lang, tuple[str, ...]] = {
    "vi": ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng", "Nguồn"),
    "en": ("Code", "Item", "Maximum", "Rule", "Evidence", "Source"),
}
WIDTHS = (10, 50, 12, 60, 40, 40)


def write_guide(book: Workbook, edition: Edition, lang: Lang, look: Paint) -> None:
    """Add the sheet that says how to fill in the workbook."""
    paper = book.add_worksheet(SHEETS[lang][0])
    paper.set_column(0, 0, 110, look.prose)
    paper.write_string(0, 0, edition.label.text(lang), look.title)
    lines = list(GUIDE[lang])
    if edition.sample is not None:
        lines.insert(0, edition.sample.text(lang))
    for row, line in enumerate(lines, start=2):
        paper.write_string(row, 0, line.format(edition=edition.edition), look.prose)


def write_rules(
    book: Workbook,
    edition: Edition,
    choices: Mapping[str, str],
    lang: Lang,
    look: Paint,
) -> None:
    """Add the sheet with every rule in words."""
    paper = book.add_worksheet(SHEETS[lang][1])
    for column, (head, width) in enumerate(zip(HEADS[lang], WIDTHS, strict=True)):
        paper.set_column(column, column, width, look.prose)
        paper.write_string(0, column, head, look.head)
    paper.freeze_panes(1, 2)
    row = 1
    for area in outline(edition, choices, None):
        for branch in walk(area):
            _write_rule(paper, row, branch, lang, look)
            row += 1
    paper.autofilter(0, 0, row - 1, len(WIDTHS) - 1)


def walk(branch: Branch) -> list[Branch]:
    """Return the branch and all below it, in printed order."""
    return [branch, *(each for child in branch.children for each in walk(child))]


def _write_rule(paper: Worksheet, row: int, branch: Branch, lang: Lang, look: Paint) -> None:
    node = branch.node
    source = node.source
    cells = (
        node.code,
        node.label.text(lang),
        None,
        _rule_words(branch, lang),
        "; ".join(each.text(lang) for each in node.evidence),
        "; ".join(each for each in (source.text, source.place) if each) if source else "",
    )
    for column, cell in enumerate(cells):
        form = look.area if node.criteria else look.prose
        if cell is None:
            paper.write_number(row, column, float(branch.maximum), form)
        else:
            paper.write_string(row, column, cell, form)


def _rule_words(branch: Branch, lang: Lang) -> str:
    node = branch.node
    rule = node.rule.words(branch.maximum, lang) if node.rule else ""
    return "\n".join(each for each in (rule, words_of(node.note, lang)) if each)
