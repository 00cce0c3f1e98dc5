"""Agency tables written: a workbook, or one CSV, that reads back to the same register."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, ParentLink
from caicach.core.issues import Lang
from caicach.core.numbers import plain
from caicach.files.excel import Workbook, new_workbook
from caicach.files.registers.columns import HEADS
from caicach.files.registers.kinds import EVENT_LABELS
from caicach.files.registers.line import GUARDED
from caicach.files.whole_file import write_text, write_whole

Value: TypeAlias = str | date | None
Row: TypeAlias = dict[str, Value]

AGENCY_HEADS = (
    *("code", "name", "name_en", "kind", "block", "parent", "valid_from", "valid_to"),
    *("electronic_code", "source"),
)
EVENT_HEADS = ("code", "event", "on", "successor", "share", "decision")
SHEETS: dict[Lang, tuple[str, str]] = {
    "vi": ("Cơ quan", "Sự kiện"),
    "en": ("Agencies", "Events"),
}
WIDTHS = {"code": 12, "name": 40, "name_en": 30, "kind": 22, "decision": 44, "source": 30}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_agency_table(tree: AgencyTree, path: Path, lang: Lang = "vi") -> None:
    """Write the register: a CSV where the name ends so, else a workbook of two sheets.

    An agency's row names its parent where the link holds on the same days; other links have rows
    of their own, without a name. Days of a CSV are 30/06/2025 in Vietnamese, 2025-06-30 in
    English; shares have a decimal point and all their digits.
    """
    agencies, events = list(_agency_rows(tree, lang)), [_event_row(e, lang) for e in tree.events]
    if path.suffix.lower() == ".csv":
        heads = (*AGENCY_HEADS, *EVENT_HEADS[1:])
        write_text(path, _csv([*agencies, *events], heads, lang))
        return
    with write_whole(path) as unfinished, new_workbook(str(unfinished)) as book:
        names = SHEETS[lang]
        _write_sheet(book, names[0], AGENCY_HEADS, agencies, lang)
        if events:
            _write_sheet(book, names[1], EVENT_HEADS, events, lang)


def _agency_rows(tree: AgencyTree, lang: Lang) -> Iterator[Row]:
    waiting: dict[tuple[str, date | None, date | None], list[ParentLink]] = {}
    for link in tree.links:
        waiting.setdefault((link.child, link.valid_from, link.valid_to), []).append(link)
    for agency in tree.agencies:
        links = waiting.get((agency.code, agency.valid_from, agency.valid_to))
        yield _agency_row(agency, links.pop(0) if links else None, lang)
    for links in waiting.values():
        for link in links:
            yield {
                "code": link.child,
                "parent": link.parent,
                "valid_from": link.valid_from,
                "valid_to": link.valid_to,
            }


def _agency_row(agency: Agency, link: ParentLink | None, lang: Lang) -> Row:
    return {
        "code": agency.code,
        "name": agency.name.vi,
        "name_en": agency.name.en,
        "kind": agency.kind.label.text(lang),
        "block": agency.block,
        "parent": link.parent if link else None,
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "electronic_code": agency.electronic_code,
        "source": agency.source,
    }


def _event_row(event: LineageEvent, lang: Lang) -> Row:
    return {
        "code": event.from_code,
        "event": EVENT_LABELS[event.kind].text(lang),
        "on": event.on,
        "successor": event.to_code,
        "share": plain(event.share),
        "decision": event.decision,
    }


def _csv(rows: Sequence[Row], heads: Sequence[str], lang: Lang) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([HEADS[name].text(lang) for name in heads])
    for row in rows:
        writer.writerow([_text(row.get(name), lang) for name in heads])
    return "\ufeff" + stream.getvalue()


def _text(value: Value, lang: Lang) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if lang == "vi" else value.isoformat()
    text = value or ""
    return f"'{text}" if _FORMULA.match(text) else text


def _write_sheet(
    book: Workbook, name: str, heads: Sequence[str], rows: Sequence[Row], lang: Lang
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    text = book.add_format({"num_format": "@"})  # so that 00004 stays a text when edited
    for column, head in enumerate(heads):
        sheet.set_column(column, column, WIDTHS.get(head, 16), text)
        sheet.write_string(0, column, HEADS[head].text(lang), bold)
    for number, row in enumerate(rows, 1):
        for column, head in enumerate(heads):
            value = row.get(head)
            if isinstance(value, date) and value.year >= FIRST_YEAR_OF_SHEETS:
                sheet.write_datetime(number, column, value, day)
            elif value is not None:
                sheet.write_string(number, column, _guarded(value), text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


FIRST_YEAR_OF_SHEETS = 1901
"""Spreadsheets know no day before 1900, and one too many in it."""


def _guarded(value: str | date) -> str:
    text = value.isoformat() if isinstance(value, date) else value
    return f"'{text}" if GUARDED.match(text) else text
