"""Reports of a scored round."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caicach.core.criteria import Edition, load_edition
from caicach.core.issues import Lang, issue
from caicach.core.reconcile import PublishedFigure, check_published, reconcile
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import read_result
from caicach.files.published import read_published
from caicach.files.reports import Report, report_csv, report_json, report_of, write_html, write_xlsx
from caicach.files.reports.html_report import html_page
from caicach.files.reports.name_order import name_key
from caicach.files.reports.words import rank_text, statement
from caicach.files.safe_text import guarded
from caicach.files.whole_file import write_text

EDITION = """
edition: thu/2026
label: {vi: "Thử <b>nghiệm</b>", en: Trial}
maximum: 10
areas:
  - code: A
    label: Một
    source: {text: "quyết định <script>"}
    criteria:
      - {code: a1, label: "tỷ lệ", max_points: 4, rule: {kind: linear}}
      - {code: a2, label: "có không", max_points: 2, may_not_apply: true, rule: {kind: yes_no}}
  - code: B
    label: Hai
    source: {text: thử}
    criteria:
      - {code: b1, label: "điểm", max_points: 4, rule: {kind: judged}}
"""
SCRIPT = "<script>alert('x')</script>"
FORMULA = '=HYPERLINK("http://x","y")'


def edition() -> Edition:
    loaded = load_edition(EDITION, "thu.yaml")
    assert loaded.edition is not None, loaded.issues
    return loaded.edition


def scored(lang: Lang = "vi", **names: str) -> Report:
    """Four agencies: two level, one that lacks an item, one to which an item does not apply."""
    full = {
        "a1": Given(value=Decimal(50)),
        "a2": Given(choice="Có"),
        "b1": Given(points=Decimal(3)),
    }
    rounds = {
        "h1": full,
        "h2": full,
        "h3": {"a1": Given(value=Decimal(90))},
        "h4": {**full, "a2": Given(not_applicable=True)},
    }
    agencies = {
        code: AgencyInput(code, names.get(code, f"Sở {code}"), None, items)
        for code, items in rounds.items()
    }
    result = score_inputs(edition(), Inputs(agencies))
    entry = result_document(result, lang)
    published = [
        PublishedFigure("h1", criterion="a1", points=Decimal("2.00")),
        PublishedFigure("h1", criterion="b1", points=Decimal("3.5")),
    ]
    return report_of(
        entry,
        lang,
        issues=result.issues,
        reconciliation=reconcile(read_result(entry), published),
        published="p.csv",
        inputs=["a.csv"],
    )


def test_the_statement_names_who_leads_and_how_far_it_reaches() -> None:
    report = scored()
    text = statement(report.blocks[0], report)
    assert text.startswith("Sở h1, Sở h2 cùng dẫn đầu 3 cơ quan với 70,00\xa0%")
    report = scored("en")
    assert statement(report.blocks[0], report).startswith("Sở h1, Sở h2 lead 3 agencies")


def test_agencies_stand_in_order_of_rank_and_those_without_come_last_with_the_reason() -> None:
    standings = scored().blocks[0].standings
    assert [(each.code, each.rank) for each in standings] == [
        ("h1", 1),
        ("h2", 1),
        ("h4", 3),
        ("h3", None),
    ]
    assert "a2" in str(standings[-1].unranked)


def test_names_follow_the_vietnamese_alphabet() -> None:
    names = ["Ô Môn", "Đà Nẵng", "Dầu Tiếng", "Ổ", "Áo", "An", "Ăn", "Âu", "Oai", "Ơn"]
    assert sorted(names, key=name_key) == [
        *("An", "Áo", "Ăn", "Âu", "Dầu Tiếng", "Đà Nẵng", "Oai", "Ổ", "Ô Môn", "Ơn")
    ]


def test_the_page_escapes_whatever_comes_from_files() -> None:
    page = html_page(scored(h1=SCRIPT))
    assert "<script" not in page
    assert "&lt;script&gt;alert" in page
    assert "Thử &lt;b&gt;nghiệm&lt;/b&gt;" in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = html_page(scored())
    assert re.findall(r"(?:src|href)\s*=\s*[\"'](?!#)[^\"']*", page) == []
    assert "url(" not in page
    assert "@import" not in page
    assert 'style="' not in page


@pytest.mark.parametrize(("lang", "words"), [("vi", "dẫn đầu"), ("en", "lead")])
def test_the_page_opens_with_the_statement_and_shows_gaps_in_words(lang: Lang, words: str) -> None:
    page = html_page(scored(lang))
    assert page.startswith(f'<!doctype html>\n<html lang="{lang}">')
    assert page.index(words) < page.index("<table")
    assert ("Chưa có số liệu" if lang == "vi" else "No data") in page
    assert ("KAD" if lang == "vi" else "n/a") in page


def test_the_page_names_each_figure_that_differs() -> None:
    page = html_page(scored())
    assert "3,5" in page
    assert "−0,5" in page
    assert page.count('class="mark different"') == 1


def sheets(report: Report, path: Path) -> Any:
    write_xlsx(path, [report])
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_holds_real_numbers_and_words_for_gaps(tmp_path: Path) -> None:
    book = sheets(scored(), tmp_path / "a.xlsx")
    assert book.sheetnames == ["Xếp hạng", "Từng mục", "Đối chiếu", "Nguồn và quy tắc"]
    items = {(row[0], row[2]): row for row in rows_of(book["Từng mục"])}
    assert items["h1", "a1"][4:8] == [2, 4, "Có điểm", 50]
    assert items["h3", "b1"][4] == "Chưa có số liệu"
    assert items["h4", "a2"][4] == "KAD"
    assert "Khối" not in rows_of(book["Xếp hạng"])[3]
    ranking = {row[2]: row for row in rows_of(book["Xếp hạng"])}
    assert ranking["h1"][0] == 1
    assert ranking["h1"][3:7] == [3, 7, 10, 70]
    assert ranking["h3"][0] == "–"


def test_the_workbook_has_frozen_heads_filters_and_prints_on_a4(tmp_path: Path) -> None:
    for sheet in sheets(scored(), tmp_path / "a.xlsx").worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows is not None


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    book = sheets(scored(h1=FORMULA), tmp_path / "a.xlsx")
    kinds = {
        cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert "f" not in kinds
    assert FORMULA in [cell for row in rows_of(book["Xếp hạng"]) for cell in row]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_csv_text_is_never_a_formula(start: str) -> None:
    assert guarded(f"{start}x") == f"'{start}x"


HIDDEN = "Sở\x1b[31m \u202exx\u2069\x07\r"


def test_what_is_hidden_in_a_name_is_shown_as_replaced_in_every_report(tmp_path: Path) -> None:
    report = scored(h1=HIDDEN)
    book = sheets(report, tmp_path / "a.xlsx")
    cells = [str(cell) for sheet in book.worksheets for row in rows_of(sheet) for cell in row]
    shown = "Sở\ufffd \ufffdxx\ufffd\ufffd\ufffd"
    for text in (html_page(report), report_csv(report), "\n".join(cells)):
        assert shown in text
        assert not set("\x1b\u202e\u2069\x07") & set(text)


def grouped(lang: Lang = "vi") -> Report:
    """One agency with points for the whole of area A; its two items have none of their own."""
    items = {"A": Given(points=Decimal("5.25")), "b1": Given(points=Decimal(3))}
    result = score_inputs(edition(), Inputs({"h": AgencyInput("h", "Sở H", None, items)}))
    return report_of(result_document(result, lang), lang)


def test_items_whose_points_stand_in_their_group_are_no_gap(tmp_path: Path) -> None:
    rows = {row[2]: row for row in rows_of(sheets(grouped(), tmp_path / "a.xlsx")["Từng mục"])}
    assert rows["a1"][4:7] == [None, 4, "tính trong điểm của nhóm A"]
    assert "in the points of A" in html_page(grouped("en"))
    written = csv.DictReader(io.StringIO(report_csv(grouped()).removeprefix("\ufeff")))
    assert {row["criterion"]: row["state"] for row in written}["a1"] == "in_group:A"


def test_one_agency_alone_is_first_of_one_everywhere() -> None:
    report = grouped()
    assert rank_text(report.blocks[0].standings[0]) == "1/1"
    assert 'data-label="Hạng">1/1<' in html_page(report)


def test_the_issues_of_a_workbook_speak_the_language_of_the_reader(tmp_path: Path) -> None:
    report = replace(scored(), issues=[issue("agency-gone", "x", agency="h9", previous="y/1")])
    rows = rows_of(sheets(report, tmp_path / "a.xlsx")["Lưu ý"])
    assert rows[1][0] == "lưu ý"


def test_the_table_of_a_result_reads_back_as_a_published_table_without_a_remark(
    tmp_path: Path,
) -> None:
    report = scored()
    path = tmp_path / "own.csv"
    path.write_text(report_csv(report), encoding="utf-8")
    figures, issues = read_published(path, None)
    assert issues == []
    assert check_published(figures) == []


@pytest.mark.parametrize("text", ["-1.5", "+3", "2", "Sở", ""])
def test_numbers_and_plain_text_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_the_csv_is_long_and_can_be_read_as_a_published_table(tmp_path: Path) -> None:
    text = report_csv(scored(h1=FORMULA))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    by_key = {(row["agency"], row["criterion"]): row for row in rows}
    assert by_key["h1", ""]["points"] == "7"
    assert by_key["h1", ""]["name"] == f"'{FORMULA}"
    assert (by_key["h3", "b1"]["points"], by_key["h3", "b1"]["state"]) == ("", "not_reported")
    assert by_key["h4", "a2"]["state"] == "not_applicable"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    figures, issues = read_published(path, None)
    assert [each for each in issues if each.severity == "fault"] == []
    assert len(figures) >= 4


def test_the_json_is_the_result_with_what_was_reconciled() -> None:
    content = report_json(scored())
    assert content["schema"] == "caicach-result/1"
    assert content["reconciliation"]["summary"]["different"] == 1
    assert content["reconciliation"]["comparisons"][0]["published"] == "2"
    assert content["agencies"][0]["points"] == "7"
    assert read_result(content).agencies[0].points == 7


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "cũ")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "mới \udc80")
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_text("cũ", encoding="utf-8")
    link.symlink_to(target)
    write_text(link, "mới")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "mới"


def test_two_results_share_one_workbook_and_its_sheets_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    other = report_of({**scored().entry, "edition": "khac/2026"}, "vi")
    write_xlsx(path, [scored(), other])
    names = openpyxl.load_workbook(path).sheetnames
    assert len(names) == len(set(names)) == 7
    assert all(len(name) <= 31 for name in names)


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    write_html(tmp_path / "a.html", scored())
    assert (tmp_path / "a.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_counts_of_a_workbook_stand_without_decimals(tmp_path: Path) -> None:
    items = {"a1": Given(numerator=Decimal(45), denominator=Decimal(100))}
    result = score_inputs(edition(), Inputs({"h": AgencyInput("h", "Sở H", None, items)}))
    book = sheets(report_of(result_document(result, "vi"), "vi"), tmp_path / "a.xlsx")
    counts = next(row[8:10] for row in book["Từng mục"].iter_rows(min_row=2) if row[8].value)
    assert [(cell.value, cell.number_format) for cell in counts] == [
        (45, "General"),
        (100, "General"),
    ]
