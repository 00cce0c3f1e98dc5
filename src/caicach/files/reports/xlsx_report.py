"""The report as a workbook: ranking, items, reconciliation, issues, and what it was made from."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from caicach.core.issues import Lang
from caicach.core.numbers import no_data
from caicach.files.excel import Worksheet, new_workbook
from caicach.files.reports.compared import compared_rows
from caicach.files.reports.report import Block, Report, Standing
from caicach.files.reports.sheet_table import Head, Look, Value, look_of, write_table
from caicach.files.reports.words import (
    WORDS,
    change_text,
    held_in,
    reconciled_text,
    state_text,
    statement,
)
from caicach.files.safe_text import safe
from caicach.files.whole_file import write_whole

Writer: TypeAlias = Callable[[Worksheet, Report, Look], None]


def write_xlsx(path: Path, reports: Sequence[Report]) -> None:
    """Write one workbook for one or several results; whole or not at all."""
    with write_whole(path) as unfinished, new_workbook(str(unfinished)) as book:
        for report in reports:
            names = _names(report, several=len(reports) > 1)
            look = look_of(book, report.places)
            for write, name in zip(_WRITERS, names, strict=True):
                if _has_content(write, report):
                    write(book.add_worksheet(name), report, look)


def _has_content(write: Writer, report: Report) -> bool:
    """A sheet without rows would only raise questions."""
    if write is _write_issues:
        return bool(report.issues)
    return write is not _write_compared or report.reconciliation is not None


def _names(report: Report, *, several: bool) -> list[str]:
    """Sheet names are at most 31 characters and hold no slash."""
    vi = report.lang == "vi"
    bare = ["Xếp hạng", "Từng mục", "Đối chiếu", "Lưu ý", "Nguồn và quy tắc"]
    if not vi:
        bare = ["Ranking", "Items", "Reconciliation", "Issues", "About"]
    if not several:
        return bare
    prefix = report.entry["edition"].replace("/", " ")[:13]
    return [f"{prefix} {name}"[:31] for name in bare]


def _write_ranking(paper: Worksheet, report: Report, look: Look) -> None:
    paper.write_string(0, 0, safe(report.entry["label"]), look.title)
    lines = report.remarks
    lines += [
        f"{block.label}: {statement(block, report)}".removeprefix(": ") for block in report.blocks
    ]
    lines += [each for each in [reconciled_text(report)] if each]
    for row, line in enumerate(lines, start=1):
        paper.write_string(row, 0, safe(line))
    rows = [row for block in report.blocks for row in _ranking_rows(block, report)]
    heads, rows = _without_empty(_ranking_heads(report), rows)
    write_table(paper, len(lines) + 2, heads, rows, look)
    paper.set_row(0, 24)


def _without_empty(
    heads: Sequence[Head], rows: Sequence[Sequence[Value]]
) -> tuple[list[Head], list[list[Value]]]:
    """Leave out columns that no agency has anything in: bands, changes, reasons."""
    kept = [i for i in range(len(heads)) if any(row[i] not in ("", None) for row in rows)]
    return [heads[i] for i in kept], [[row[i] for i in kept] for row in rows]


def _areas(report: Report) -> dict[str, str]:
    """Blocks may differ in their areas; the sheet has a column for each of them."""
    return {
        area.code: f"{area.code} {area.label}" for block in report.blocks for area in block.areas
    }


def _ranking_heads(report: Report) -> list[Head]:
    t = WORDS[report.lang]
    vi = report.lang == "vi"
    return [
        Head(t["rank"], 7, whole=True),
        Head(t["agency"], 36),
        Head(t["code"], 12),
        Head("Khối" if vi else "Block", 16),
        Head("Trên" if vi else "Of", 7, whole=True),
        Head(t["points"]),
        Head(t["maximum"]),
        Head(f"{t['index']} (%)"),
        Head(t["band"], 12),
        Head(t["change"], 16),
        *(Head(each, 14) for each in _areas(report).values()),
        Head("Mục có số liệu" if vi else "Items reported", 10, whole=True),
        Head("Mục áp dụng" if vi else "Items due", 10, whole=True),
        Head(t["unranked"], 50),
    ]


def _ranking_rows(block: Block, report: Report) -> list[list[Value]]:
    return [_ranking_row(each, block, report) for each in block.standings]


def _ranking_row(each: Standing, block: Block, report: Report) -> list[Value]:
    gap = no_data(report.lang)
    return [
        "–" if each.rank is None else each.rank,
        each.title,
        each.code,
        block.label,
        each.rank_of,
        gap if each.points is None else each.points,
        each.maximum,
        gap if each.index is None else each.index,
        each.band or "",
        change_text(each, report),
        *(_area_value(each, code, report.lang) for code in _areas(report)),
        each.reported,
        each.due,
        each.unranked or "",
    ]


def _area_value(standing: Standing, code: str, lang: Lang) -> Value:
    cell = standing.cells.get(code)
    if cell is None or cell.state == "not_applicable":
        return WORDS[lang]["not_applicable"]
    return no_data(lang) if cell.points is None else cell.points


def _write_items(paper: Worksheet, report: Report, look: Look) -> None:
    t, vi = WORDS[report.lang], report.lang == "vi"
    heads = [
        Head(t["code"], 14),
        Head(t["agency"], 32),
        Head("Mục" if vi else "Item", 12),
        Head("Nội dung" if vi else "Label", 44),
        Head(t["points"]),
        Head(t["maximum"]),
        Head("Tình trạng" if vi else "State", 18),
        Head("Giá trị" if vi else "Value", fine=True),
        Head("Tử số" if vi else "Numerator", fine=True),
        Head("Mẫu số" if vi else "Denominator", fine=True),
        Head("Chọn" if vi else "Choice", 18),
        Head("Bước của quy tắc" if vi else "Step of the rule", 18),
    ]
    write_table(paper, 0, heads, _item_rows(report), look)


def _item_rows(report: Report) -> Iterable[list[Value]]:
    criteria = report.entry["criteria"]
    for agency in report.entry["agencies"]:
        for item in agency["items"]:
            given = item["trace"]["inputs"]
            yield [
                agency["code"],
                agency["name"],
                item["code"],
                criteria[item["code"]]["label"],
                _points(item, report.lang),
                Decimal(item["maximum"]),
                state_text(item, report.lang),
                *(_number(given.get(key)) for key in ("value", "numerator", "denominator")),
                given.get("choice"),
                item["trace"]["step"],
            ]


def _points(item: dict[str, Any], lang: Lang) -> Value:
    if item["points"] is not None:
        return Decimal(item["points"])
    if item["state"] == "not_applicable":
        return WORDS[lang]["not_applicable"]
    return None if held_in(item["trace"]["step"]) else no_data(lang)


def _number(text: str | None) -> Value:
    return None if text is None else Decimal(text)


def _write_compared(paper: Worksheet, report: Report, look: Look) -> None:
    vi = report.lang == "vi"
    found = report.reconciliation
    texts = ("Cơ quan", "Mục", "Số", "Tính lại", "Công bố", "Chênh lệch", "Kết luận")
    if not vi:
        texts = ("Agency", "Item", "Figure", "Ours", "Published", "Difference", "Verdict")
    widths = (34, 14, 14, 14, 14, 14, 60)
    heads = [Head(text, width, fine=True) for text, width in zip(texts, widths, strict=True)]
    paper.write_string(0, 0, reconciled_text(report), look.title)
    rows: list[list[Value]] = [
        [
            each.agency,
            each.criterion,
            each.what,
            "–" if each.numbers[0] is None else each.numbers[0],
            each.numbers[1],
            "–" if each.numbers[2] is None else each.numbers[2],
            each.verdict,
        ]
        for each in compared_rows(found.comparisons if found else (), report.lang)
    ]
    below = write_table(paper, 2, heads, rows, look)
    for row, slip in enumerate(found.slips if found else (), start=below + 1):
        paper.write_string(row, 0, safe(slip.text(report.lang)))


def _write_issues(paper: Worksheet, report: Report, look: Look) -> None:
    vi = report.lang == "vi"
    texts = ("Mức", "Ở đâu", "Vấn đề", "Cách xử lý", "Mã")
    if not vi:
        texts = ("Severity", "Where", "Problem", "What to do", "Code")
    widths = (10, 40, 70, 60, 24)
    heads = [Head(text, width) for text, width in zip(texts, widths, strict=True)]
    rows: list[list[Value]] = [
        [
            WORDS[report.lang][each.severity],
            each.where,
            each.problem(report.lang),
            each.remedy(report.lang),
            each.code,
        ]
        for each in report.issues
    ]
    write_table(paper, 0, heads, rows, look)


def _write_about(paper: Worksheet, report: Report, look: Look) -> None:
    vi = report.lang == "vi"
    entry = report.entry
    choices = "; ".join(f"{name} = {option}" for name, option in entry["choices"].items())
    about = {
        "Bộ tiêu chí" if vi else "Edition": f"{entry['edition']} · {entry['label']}",
        "Phương án đã chọn" if vi else "Options taken": choices or "–",
        "Tệp số liệu" if vi else "Inputs": ", ".join(report.inputs) or "–",
        "Tệp công bố" if vi else "Published": report.published or "–",
        "Phần mềm" if vi else "Software": f"Caicach {entry['caicach']}",
    }
    for row, (name, text) in enumerate(about.items()):
        paper.write_string(row, 0, name, look.head)
        paper.write_string(row, 1, safe(text))
    texts = ("Mục", "Nội dung", "Điểm tối đa", "Cách chấm", "Nguồn")
    if not vi:
        texts = ("Item", "Label", "Maximum", "Rule", "Source")
    widths = (22, 50, 12, 70, 60)
    heads = [Head(text, width) for text, width in zip(texts, widths, strict=True)]
    rows: list[list[Value]] = [
        [code, node["label"], Decimal(node["maximum"]), node["rule_text"], node["source"]]
        for code, node in entry["criteria"].items()
    ]
    write_table(paper, len(about) + 1, heads, rows, look)


_WRITERS: tuple[Writer, ...] = (
    _write_ranking,
    _write_items,
    _write_compared,
    _write_issues,
    _write_about,
)
