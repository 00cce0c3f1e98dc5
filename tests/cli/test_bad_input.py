"""Everything that offices hand in by mistake: all told, exit code 1, nothing written."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from command_run import Run

EDITION = """edition: thu/2026
label: Thử
maximum: 10
areas:
  - code: A
    label: Một
    source: {text: thử}
    criteria:
      - {code: "1.1", label: tỷ lệ, max_points: 4, rule: {kind: linear}}
      - {code: "1.10", label: có không, max_points: 2, rule: {kind: yes_no}}
      - {code: "2", label: điểm, max_points: 4, rule: {kind: judged, step: 0.5}}
"""
HEAD = ["agency", "criterion", "value", "numerator", "denominator", "choice", "points"]


def csv_row(*cells: str) -> bytes:
    return (",".join(HEAD) + "\n" + ",".join(cells) + "\n").encode()


def sheet(write: Callable[[Any], None]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    paper = book.add_worksheet("Nhập")
    paper.write_row(0, 0, HEAD)
    write(paper)
    book.close()
    return stream.getvalue()


def merged() -> bytes:
    def write(paper: Any) -> None:
        paper.merge_range("A2:A3", "H1")
        paper.write_row(1, 1, ["2", "", "", "", "", 1])
        paper.write_row(2, 1, ["1.1", 90])

    return sheet(write)


def formula() -> bytes:
    book = openpyxl.Workbook()
    paper = book.active
    paper.title = "Nhập"
    paper.append(HEAD)
    paper.append(["H1", "2", None, None, None, None, "=1+1"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def number_code() -> bytes:
    return sheet(lambda paper: paper.write_row(1, 0, ["H1", 1.1, 90]))


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", "<workbook/>")
        container.writestr("xl/worksheets/sheet1.xml", bytes(80 * 2**20))
    return stream.getvalue()


BAD: dict[str, tuple[bytes, str, str]] = {
    "empty file": (b"", "file-empty", "a"),
    "windows-1258": (
        b"agency,criterion,points\n\xdd\xd2y ban huy\xea\xf2n,2,1\n",
        "encoding-windows-1258",
        "a:2",
    ),
    "utf-16 without mark": (csv_row("H1", "2").decode().encode("utf-16-le"), "encoding-utf16", "a"),
    "pdf": (b"%PDF-1.7", "file-pdf", "a"),
    "missing column": (b"agency,points\nH1,2\n", "column-missing", "a:1"),
    "no header": (b"H1,2\nH2,3\n", "header-missing", "a:1"),
    "unknown code": (csv_row("H1", "9", "5", "", "", "", ""), "code-unknown-far", "a:2"),
    "text for a number": (csv_row("H1", "1.1", "nhiều", "", "", "", ""), "number-words", "a:2"),
    "points above": (csv_row("H1", "2", "", "", "", "", "5"), "points-above-maximum", "a:2"),
    "points off step": (csv_row("H1", "2", "", "", "", "", "1.3"), "points-off-step", "a:2"),
    "numerator above": (
        csv_row("H1", "1.1", "", "9", "8", "", ""),
        "numerator-above-denominator",
        "a:2",
    ),
    "half a ratio": (csv_row("H1", "1.1", "", "9", "", "", ""), "ratio-half-given", "a:2"),
    "percent as fraction": (
        csv_row("H1", "1.1", "0.95", "", "", "", ""),
        "percent-as-fraction",
        "a:2",
    ),
    "answer unknown": (csv_row("H1", "1.10", "", "", "", "có lẽ", ""), "answer-unknown", "a:2"),
    "item twice": (
        csv_row("H1", "2", "", "", "", "", "1") + b"H1,2,,,,,1\n",
        "item-twice",
        "a:3",
    ),
    "decimal comma unquoted": (csv_row("H1", "2", "", "", "", "", "1,5"), "row-too-wide", "a:2"),
    "open quotation mark": (csv_row('"H1', "2", "", "", "", "", "1"), "csv-broken", "a:2"),
    "merged cells": (merged(), "cells-merged", "a [Nhập] A2:A3"),
    "formula without value": (formula(), "formula-without-value", "a [Nhập] G2"),
    "code as number": (number_code(), "code-as-number", "a [Nhập] B2"),
    "zip bomb": (bomb(), "zip-ratio", "a"),
    "broken workbook": (merged()[:400], "file-broken", "a"),
    "broken json": (b'{"agencies": [', "json-broken", "a:1"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_named_with_its_place_and_nothing_is_written(
    run: Run, folder: Path, name: str, lang: str
) -> None:
    content, code, where = BAD[name]
    Path("a").write_bytes(content)
    Path("e.yaml").write_text(EDITION, encoding="utf-8")
    ran = run("score", "e.yaml", "a", "--out", "r.json", "--lang", lang)
    assert (ran.code, ran.out) == (1, "")
    assert f"  {where}: " in ran.err
    assert f"[{code}]" in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["a", "e.yaml"]


@pytest.mark.parametrize("value", ["95", "95%", "0.95%"])
def test_a_percent_that_is_clear_is_scored(run: Run, folder: Path, value: str) -> None:
    Path("a.csv").write_bytes(csv_row("H1", "1.1", value, "", "", "", ""))
    Path("e.yaml").write_text(EDITION, encoding="utf-8")
    assert run("score", "e.yaml", "a.csv").code == 0


def test_decomposed_letters_and_utf16_are_read_with_a_warning(run: Run, folder: Path) -> None:
    text = "agency,criterion,points\nỦy ban huyện,2,1\n"
    Path("a.csv").write_bytes("\ufeff".encode("utf-16-le") + text.encode("utf-16-le"))
    Path("e.yaml").write_text(EDITION, encoding="utf-8")
    ran = run("score", "e.yaml", "a.csv")
    assert ran.code == 0
    assert "[encoding-utf16-read]" in ran.err
