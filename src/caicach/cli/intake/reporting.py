"""`caicach intake report`: what is wrong with the records of a store, by agency and vendor."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, check_target, json_text, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.issues import Lang, known_codes, shorten, words
from caicach.core.numbers import format_number
from caicach.engine.intake import FaultReport, report_faults
from caicach.files.excel import new_workbook
from caicach.files.safe_text import safe
from caicach.files.whole_file import write_text, write_whole

FORMATS = ("table", "json", "csv", "xlsx")
MOST_LINES = 20


def report(
    context: typer.Context,
    store: StoreOption = "",
    version: FactsVersionOption = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = None,
) -> None:
    """Count faults by code, agency and vendor."""
    session = session_of(context)
    by_ending = out.suffix.removeprefix(".").lower() if out else "table"
    session.output = check_format(output or by_ending, FORMATS)
    if session.output == "xlsx" and out is None:
        raise WrongUseError("cli-format-needs-out", "--format xlsx", ending="xlsx")
    if out is not None:
        check_target(out, [])
    with opened(store) as found:
        faults = report_faults(found.facts(version))
    if out is None and session.output == "table":
        session.show(*_page(session, faults))
    else:
        _write(session, faults, out)


def fault_words(code: str, lang: Lang) -> str:
    """Return what a fault code says; a code of another version of the program says itself."""
    return words(code, lang).problem if code in known_codes() else code


def _page(session: Session, faults: FaultReport) -> list[Table | str]:
    lines = session.say(
        f"Phiên bản số liệu {faults.version}: {faults.dossiers} hồ sơ,"
        f" {faults.faulty} có lỗi dữ liệu, {faults.duplicates} trùng nội dung.",
        f"Facts version {faults.version}: {faults.dossiers} dossiers, {faults.faulty} with faults,"
        f" {faults.duplicates} with doubled content.",
    )
    parts: list[Table | str] = [lines, "", _codes(session, faults)]
    if faults.by_agency.num_rows:
        parts += ["", _agencies(session, faults)]
    if faults.unknown_codes.num_rows:
        parts += ["", _unknown_codes(session, faults)]
    if faults.unreadable.num_rows:
        parts += ["", _unreadable(session, faults)]
    return parts


def _codes(session: Session, faults: FaultReport) -> Table:
    table = _table(session.say("Lỗi", "Fault"), session.say("Ý nghĩa", "Meaning"))
    table.add_column(session.say("Hồ sơ", "Dossiers"), justify="right")
    table.add_column("%", justify="right")
    for row in faults.by_code.to_pylist():
        share = format_number(Decimal(str(row["share"])), lang=session.lang, places=2)
        meaning = fault_words(row["fault"], session.lang)
        table.add_row(row["fault"], meaning, str(row["dossiers"]), share)
    return table


def _agencies(session: Session, faults: FaultReport) -> Table:
    """The agencies and vendors with most faults; the file has all of them."""
    table = _table(
        session.say("Cơ quan", "Agency"),
        session.say("Nhà cung cấp", "Vendor"),
        session.say("Lỗi", "Fault"),
    )
    table.add_column(session.say("Hồ sơ có lỗi", "Faulty"), justify="right")
    table.add_column(session.say("Trên tổng số", "Out of"), justify="right")
    rows = sorted(faults.by_agency.to_pylist(), key=lambda row: -row["faulty"])
    for row in rows[:MOST_LINES]:
        named = (row["agency"] or "–", row["vendor"] or "–", row["fault"])
        table.add_row(*(safe(text) for text in named), str(row["faulty"]), str(row["dossiers"]))
    _add_rest(session, table, len(rows) - MOST_LINES)
    return table


def _add_rest(session: Session, table: Table, rest: int) -> None:
    if rest > 0:
        more = session.say(
            f"… và {rest} dòng nữa: ghi ra tệp bằng --out", f"… {rest} more: use --out"
        )
        table.caption = more
        table.caption_justify = "left"


def _unknown_codes(session: Session, faults: FaultReport) -> Table:
    """What a person must look up before it can stand in the profile's codes."""
    table = _table(
        session.say("Mã chưa có trong cách đọc: cột", "Codes the profile lacks: column"),
        session.say("Giá trị", "Value"),
        session.say("Nhà cung cấp", "Vendor"),
    )
    table.add_column(session.say("Hồ sơ", "Dossiers"), justify="right")
    rows = faults.unknown_codes.to_pylist()
    for row in rows[:MOST_LINES]:
        named = (row["column"], shorten(row["value"]), row["vendor"] or "–")
        table.add_row(*(safe(text) for text in named), str(row["dossiers"]))
    _add_rest(session, table, len(rows) - MOST_LINES)
    return table


def _unreadable(session: Session, faults: FaultReport) -> Table:
    table = _table(
        session.say("Tệp", "File"), session.say("Không đọc được vì", "Unreadable because")
    )
    table.add_column(session.say("Bản ghi", "Records"), justify="right")
    for row in faults.unreadable.to_pylist():
        meaning = fault_words(row["code"], session.lang)
        table.add_row(safe(row["name"] or row["file"]), meaning, str(row["records"]))
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(head)
    return table


def _write(session: Session, faults: FaultReport, out: Path | None) -> None:
    if session.output == "xlsx" and out is not None:
        with write_whole(out) as unfinished:
            _write_sheets(unfinished, faults)
        return
    text = _json(faults, session.lang) if session.output == "json" else _csv(faults)
    if out is None:
        session.print_text(text)
    else:
        write_text(out, [text])


def _json(faults: FaultReport, lang: Lang) -> str:
    codes = [
        {**row, "meaning": fault_words(row["fault"], lang)} for row in faults.by_code.to_pylist()
    ]
    return json_text(
        {
            "version": faults.version,
            "dossiers": faults.dossiers,
            "faulty": faults.faulty,
            "duplicates": faults.duplicates,
            "faults": codes,
            "agencies": faults.by_agency.to_pylist(),
            "unknown_codes": faults.unknown_codes.to_pylist(),
            "unreadable": faults.unreadable.to_pylist(),
        }
    )


def _csv(faults: FaultReport) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, faults.by_agency.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(faults.by_agency.to_pylist())
    return stream.getvalue()


def _write_sheets(path: Path, faults: FaultReport) -> None:
    sheets = {
        "faults": faults.by_code,
        "agencies": faults.by_agency,
        "unknown_codes": faults.unknown_codes,
        "unreadable": faults.unreadable,
    }
    with new_workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, rows.column_names)
            for number, row in enumerate(rows.to_pylist(), start=1):
                sheet.write_row(number, 0, [row[column] for column in rows.column_names])
            sheet.autofit()
            sheet.freeze_panes(1, 0)
