"""The last sheets of the workbook: what must be said, where to check, what was corrected."""

from caicach.core.numbers import no_data
from caicach.core.rounds.restatement import Standing
from caicach.files.excel import Workbook
from caicach.files.official.annex import Annex
from caicach.files.official.columns import DASH
from caicach.files.official.corrections import Corrected
from caicach.files.official.sheet_paper import folded_height, set_prose_paper, set_table_paper
from caicach.files.reports.sheet_table import Head, Look, Value, write_table
from caicach.files.safe_text import safe

WIDTH = 84
HEADS = [
    Head("Cơ quan", 36),
    Head("Điểm trước"),
    Head("Chỉ số trước (%)"),
    Head("Hạng trước", 9, whole=True),
    Head("Điểm sau"),
    Head("Chỉ số sau (%)"),
    Head("Hạng sau", 9, whole=True),
    Head("Nguyên nhân", 50),
]


def write_notes(book: Workbook, annex: Annex, look: Look, digest: str) -> None:
    """Add the sheet of notes."""
    paper = book.add_worksheet("Ghi chú")
    lines = [*annex.banner, *annex.notes, *_where_to_check(annex, digest)]
    paper.set_column(0, 0, WIDTH)
    paper.write_string(0, 0, "Ghi chú", look.title)
    for row, line in enumerate(lines, start=1):
        paper.set_row(row, folded_height(line, WIDTH))
        paper.write_string(row, 0, safe(line), look.prose)
    set_prose_paper(paper)


def write_corrections(book: Workbook, annex: Annex, look: Look) -> None:
    """Add the sheet where the publication corrects an earlier one."""
    if annex.corrected:
        rows = [_row(each) for each in annex.corrected]
        paper = book.add_worksheet("Đính chính")
        write_table(paper, 0, HEADS, rows, look)
        set_table_paper(paper, 0, HEADS, look)


def _where_to_check(annex: Annex, digest: str) -> list[str]:
    if not digest:
        return []
    where = annex.particulars.check_at
    return [
        f"SHA-256 của nội dung công bố: {digest}",
        *([f"Đối chiếu tại {where}"] if where else []),
    ]


def _row(each: Corrected) -> list[Value]:
    agency = each.agency
    return [each.name, *_figures(agency.before), *_figures(agency.after), each.cause]


def _figures(standing: Standing | None) -> list[Value]:
    """A dash where the agency was not in that publication, words where it had no figure."""
    if standing is None:
        return [DASH] * 3
    points, index = (
        no_data() if each is None else each for each in (standing.points, standing.index)
    )
    return [points, index, DASH if standing.rank is None else standing.rank]
