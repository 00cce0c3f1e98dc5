"""The annex as a workbook: the same table, the areas, every item, the notes."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal

from caicach.core.numbers import no_data
from caicach.files.excel import Workbook, Worksheet, new_workbook
from caicach.files.official.annex import Annex, Table, annex_of
from caicach.files.official.columns import AREA_GROUP, DASH, Column
from caicach.files.official.corrections import corrects_words
from caicach.files.official.notes_sheet import write_corrections, write_notes
from caicach.files.official.particulars import Entry, Particulars
from caicach.files.official.sheet_paper import set_row_heights, set_table_paper
from caicach.files.official.wording import attached_words
from caicach.files.reports.report import Standing
from caicach.files.reports.sheet_table import Head, Look, Value, look_of, write_table
from caicach.files.reports.words import WORDS, state_text
from caicach.files.safe_text import safe

NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for the day of a draft: a workbook must bear one, and never that of the machine."""
NAME_WIDTH, CODE_WIDTH, FIGURE_WIDTH, WORDS_WIDTH = 36, 10, 12, 32


def annex_xlsx(result: Entry, particulars: Particulars, *, digest: str = "") -> bytes:
    """Return the annex as XLSX; the same input gives the same bytes.

    result: a Vietnamese result document. digest: of the publication, told in the notes.
    """
    annex = annex_of(result, particulars)
    written = io.BytesIO()
    with new_workbook(written) as book:
        book.set_properties(_properties(particulars))
        look = _look(book, annex.report.places)
        for name, write in (
            ("Kết quả", _write_results),
            ("Lĩnh vực", _write_areas),
            ("Tiêu chí", _write_items),
        ):
            write(book.add_worksheet(name), annex, look)
        write_corrections(book, annex, look)
        write_notes(book, annex, look, digest)
    return written.getvalue()


def _look(book: Workbook, places: int) -> Look:
    """Ranks stand in the middle of their column, away from the names beside them."""
    look = look_of(book, places)
    middle = {"font_name": "Times New Roman", "font_size": 11, "num_format": "0"}
    return replace(look, whole=book.add_format({**middle, "align": "center", "valign": "top"}))


def _properties(particulars: Particulars) -> Entry:
    day = particulars.signed_on
    return {
        "title": safe(particulars.title),
        "author": safe(particulars.issuer),
        "subject": safe(particulars.round_name),
        "created": NO_DAY if day is None else datetime.combine(day, time(), UTC),
    }


def _write_results(paper: Worksheet, annex: Annex, look: Look) -> None:
    particulars = annex.particulars
    correction = particulars.correction
    lines = [attached_words(particulars)]
    lines += [corrects_words(correction)] if correction else []
    top = _write_title(paper, particulars.title, [*lines, *annex.banner], look)
    columns = _all_columns(annex)
    heads = [
        Head("Khối", 16),
        *(_head(column) for column in columns),
        Head("Mã", CODE_WIDTH),
        Head("Không xếp hạng vì", WORDS_WIDTH),
        Head("Không so với năm trước vì", WORDS_WIDTH),
    ]
    rows = [row for table in annex.tables for row in _result_rows(table, columns)]
    _lay(paper, top, *_without_empty(heads, rows), look)


def _lay(
    paper: Worksheet,
    top: int,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Value]],
    look: Look,
) -> None:
    write_table(paper, top, heads, rows, look)
    set_table_paper(paper, top, heads, look)
    set_row_heights(paper, top, heads, rows)


def _write_title(paper: Worksheet, title: str, lines: Sequence[str], look: Look) -> int:
    """Return the row where the table may begin."""
    paper.write_string(0, 0, safe(title), look.title)
    paper.set_row(0, 24)
    for row, line in enumerate(lines, start=1):
        paper.write_string(row, 0, safe(line))
    return len(lines) + 2


def _all_columns(annex: Annex) -> list[Column]:
    """Blocks may differ in their areas and in what is known: each column stands once."""
    found: dict[tuple[str, str], Column] = {}
    for table in annex.tables:
        for column in table.columns:
            found.setdefault((column.group, column.head), column)
    return list(found.values())


def _head(column: Column) -> Head:
    if column.kind == "name":
        return Head(column.head, NAME_WIDTH)
    group = "" if column.group == AREA_GROUP else f"{column.group}: ".removeprefix(": ")
    is_whole = column.kind in ("rank", "places")
    return Head(f"{group}{column.head}", 8 if is_whole else FIGURE_WIDTH, whole=is_whole)


def _result_rows(table: Table, columns: Sequence[Column]) -> Iterator[list[Value]]:
    own = {(each.group, each.head): each for each in table.columns}
    reasons = {each.code: part.reason for part in table.unranked for each in part.standings}
    told = dict(line.split(" ", 1) for line in table.footnotes)
    unranked = [each for part in table.unranked for each in part.standings]
    for standing in (*table.ranked, *unranked):
        cells = [own.get((each.group, each.head)) for each in columns]
        mark = table.marks.get(standing.code, "")
        yield [
            table.label,
            *("" if each is None else _value(each, standing) for each in cells),
            standing.code,
            reasons.get(standing.code, ""),
            told.get(mark, ""),
        ]


def _value(column: Column, standing: Standing) -> Value:
    """A change that is wanting is a dash here: its reason has a column of its own."""
    value = column.value(standing)
    if isinstance(value, str) and column.kind in ("change", "places"):
        return DASH
    return no_data() if value is None else value


def _without_empty(
    heads: Sequence[Head], rows: Sequence[Sequence[Value]]
) -> tuple[list[Head], list[list[Value]]]:
    """Leave out columns that no agency has anything in: blocks, reasons."""
    kept = [at for at in range(len(heads)) if any(row[at] != "" for row in rows)]
    return [heads[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _write_areas(paper: Worksheet, annex: Annex, look: Look) -> None:
    """Points and index of each area, points of the groups within."""
    entry = annex.report.entry
    top = _write_title(paper, "Điểm và chỉ số từng lĩnh vực", annex.banner, look)
    codes = _codes(entry, ("areas", "groups"))
    heads = [Head("Cơ quan", NAME_WIDTH), Head("Mã", CODE_WIDTH)]
    for code in codes:
        heads += [Head(f"{_named(entry, code)} – {word}") for word in ("điểm", "chỉ số (%)")]
    rows = []
    for agency in _in_order(annex):
        nodes = {each["code"]: each for each in (*agency["areas"], *agency["groups"])}
        cells = [cell for code in codes for cell in _node_cells(nodes.get(code))]
        rows.append([agency["name"] or agency["code"], agency["code"], *cells])
    _lay(paper, top, *_without_empty(heads, rows), look)


def _codes(entry: Entry, parts: Sequence[str]) -> list[str]:
    """Return the codes that any agency has, in the order of the set."""
    there = {
        each["code"] for agency in entry["agencies"] for part in parts for each in agency[part]
    }
    return [code for code in entry["criteria"] if code in there]


def _named(entry: Entry, code: str) -> str:
    node = entry["criteria"][code]
    return f"{node['printed_code'] or code} {node['label']}"


def _in_order(annex: Annex) -> list[Entry]:
    """Return the agencies as the first sheet lists them."""
    agencies = {each["code"]: each for each in annex.report.entry["agencies"]}
    blocks = annex.report.blocks
    return [agencies[each.code] for block in blocks for each in block.standings]


def _node_cells(node: Entry | None) -> tuple[Value, Value]:
    """Return points and index; nothing where the agency's block has no such node."""
    if node is None:
        return "", ""
    points = Decimal(node["points"]) if node["points"] is not None else _gap(node)
    return points, Decimal(node["index"]) if node["index"] is not None else ""


def _gap(node: Entry) -> str:
    is_exempt = node["state"] == "not_applicable"
    return WORDS["vi"]["not_applicable"] if is_exempt else no_data()


def _write_items(paper: Worksheet, annex: Annex, look: Look) -> None:
    """One column for each item: the same item of all agencies is read downwards."""
    entry = annex.report.entry
    top = _write_title(paper, "Điểm từng tiêu chí", annex.banner, look)
    codes = _codes(entry, ("items",))
    heads = [Head("Cơ quan", NAME_WIDTH), Head("Mã", CODE_WIDTH)]
    heads += [Head(_item_head(entry, code), 14) for code in codes]
    rows = []
    for agency in _in_order(annex):
        items = {each["code"]: each for each in agency["items"]}
        cells = [_item_cell(items.get(code)) for code in codes]
        rows.append([agency["name"] or agency["code"], agency["code"], *cells])
    _lay(paper, top, heads, rows, look)


def _item_head(entry: Entry, code: str) -> str:
    maximum = entry["criteria"][code]["maximum"].replace(".", ",")
    return f"{_named(entry, code)} ({maximum})"


def _item_cell(item: Entry | None) -> Value:
    if item is None:
        return ""
    if item["points"] is not None:
        return Decimal(item["points"])
    return _gap(item) if item["state"] == "not_applicable" else state_text(item, "vi")
