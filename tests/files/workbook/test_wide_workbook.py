"""The wide workbook: made, filled in, read back."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caicach.core.criteria import Edition, load_edition, load_shipped
from caicach.core.issues import Lang
from caicach.core.scoring import score_inputs
from caicach.files.inputs import read_inputs
from caicach.files.workbook import read_agencies, write_workbook
from caicach.files.workbook.agencies import Agency
from caicach.files.workbook.layout import FIRST_ROW, Column, columns_of

SHIPPED = ("sample-department/2026", "sample-commune/2026", "service-index/2026", "pci/2019")
AGENCIES = (Agency("H1", "Sở A", ""), Agency("H2", "Sở “B” & C", ""))

EVERY_RULE = """
edition: thu/2026
label: {vi: Thử mọi quy tắc, en: Every rule}
maximum: 13
blocks: [{id: so, label: Sở}, {id: xa, label: Xã}]
areas:
  - code: A
    label: Một
    source: {text: thử}
    criteria:
      - {code: a1, label: mức, max_points: 2, rule: {kind: levels, levels: [
          {label: Đạt, points: 2}, {label: Không, points: 0}]}}
      - {code: a2, label: phần, max_points: 2, rule: {kind: sum, parts: [
          {id: x, max_points: 1, rule: {kind: linear}},
          {id: y, max_points: 1, rule: {kind: yes_no}}]}}
      - {code: a3, label: trừ, max_points: 2, rule: {kind: deduction, events: [
          {id: tre, event: trễ, amount: 0.5}, {id: sai, event: sai, amount: 1}]}}
      - {code: a4, label: năm, max_points: 2, rule: {kind: year_on_year, better: 2, worse: 0}}
      - {code: a5, label: tay, max_points: 2, rule: {kind: manual, step: 0.25}}
      - {code: a6, label: số, max_points: 2, rule: {kind: linear, of: number, full_at: 10}}
      - {code: a7, label: đếm, max_points: 1, rule: {kind: count, per_item: 0.1}}
"""


def every_rule() -> Edition:
    loaded = load_edition(EVERY_RULE, "thu.yaml")
    assert loaded.edition is not None, loaded.issues
    return loaded.edition


def make(path: Path, edition: Edition, lang: Lang = "vi") -> Any:
    """The workbook as a person opens it, and its input sheet."""
    write_workbook(path, edition, AGENCIES, edition.defaults(), lang)
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0]


def cells_of(sheet: Any, edition: Edition, lang: Lang = "vi") -> Iterator[tuple[Any, Column]]:
    """The cells of the first agency, each with the column it belongs to."""
    fixed = 3 if edition.blocks else 2
    for at, column in enumerate(columns_of(edition, edition.defaults(), lang), start=fixed + 1):
        yield sheet.cell(FIRST_ROW + 1, at), column


GIVEN = {"numerator": 90, "denominator": 100, "previous": 3, "points": 1}


def answer(column: Column) -> Any:
    """Something every rule can score."""
    if column.field.options:
        return column.field.options[0]
    if column.field.entry == "points":
        return float(column.field.high or 0)
    return GIVEN.get(column.field.entry, 5 if column.field.caption == "value" else 10)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_filled_in_workbook_is_read_back_item_by_item(
    name: str, lang: Lang, tmp_path: Path
) -> None:
    edition = load_shipped(name)
    path = tmp_path / "a.xlsx"
    book, sheet = make(path, edition, lang)
    filled = {}
    for cell, column in cells_of(sheet, edition, lang):
        cell.value = answer(column)
        filled.setdefault(column.item.node.code, {})[column.field.entry] = cell.value
    book.save(path)
    inputs, issues = read_inputs([path], edition)
    assert [each for each in issues if each.severity == "fault"] == []
    items = inputs.agencies["H1"].items
    assert set(items) == set(filled)
    for code, given in filled.items():
        for entry, value in given.items():
            got = getattr(items[code], entry)
            assert got == (value if isinstance(value, str) else Decimal(str(value)))
    result = score_inputs(edition, inputs)
    assert [str(each) for each in result.issues if each.severity == "fault"] == []


def test_every_kind_of_rule_has_columns_that_its_rule_can_score(tmp_path: Path) -> None:
    edition = every_rule()
    path = tmp_path / "a.xlsx"
    book, sheet = make(path, edition)
    sheet.cell(FIRST_ROW + 1, 3).value = "Sở"
    for cell, column in cells_of(sheet, edition):
        cell.value = answer(column)
    book.save(path)
    inputs, issues = read_inputs([path], edition)
    assert issues == []
    assert inputs.agencies["H1"].block == "so"
    assert set(inputs.agencies["H1"].items["a2"].parts or {}) == {"x", "y"}
    assert set(inputs.agencies["H1"].items["a3"].parts or {}) == {"tre", "sai"}
    result = score_inputs(edition, inputs)
    assert result.issues == []
    assert result.agencies[0].is_complete


def test_empty_cells_hand_in_nothing_and_kad_is_not_applicable(tmp_path: Path) -> None:
    edition = load_shipped("sample-department/2026")
    path = tmp_path / "a.xlsx"
    book, sheet = make(path, edition)
    cell, column = next(
        (cell, column)
        for cell, column in cells_of(sheet, edition)
        if column.field.entry == "numerator"
    )
    cell.value = "KAD"
    book.save(path)
    inputs, issues = read_inputs([path], edition)
    assert [each for each in issues if each.severity == "fault"] == []
    items = inputs.agencies["H1"].items
    assert list(items) == [column.item.node.code]
    assert items[column.item.node.code].not_applicable


def test_a_fault_names_the_cells_of_the_item(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    edition = load_shipped("pci/2019")
    book, sheet = make(Path("a.xlsx"), edition)
    sheet["C6"] = "bảy"
    book.save("a.xlsx")
    _, issues = read_inputs([Path("a.xlsx")], edition)
    assert [(each.code, each.where) for each in issues] == [
        ("number-words", "a.xlsx [Nhập liệu] C6")
    ]


def test_columns_may_be_moved_because_the_hidden_row_names_them(tmp_path: Path) -> None:
    edition = load_shipped("pci/2019")
    path = tmp_path / "a.xlsx"
    book, sheet = make(path, edition)
    sheet["C6"] = 7
    sheet.insert_cols(3)
    sheet["C4"], sheet["C6"] = "ghi chú riêng", "xem sau"
    book.save(path)
    inputs, issues = read_inputs([path], edition)
    assert issues == []
    assert list(inputs.agencies["H1"].items) == ["entry"]


def test_a_workbook_made_for_another_edition_is_refused_and_nothing_else_said(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    book, sheet = make(path, load_shipped("pci/2018"))
    sheet["C6"] = 7
    book.save(path)
    _, issues = read_inputs([path], load_shipped("pci/2019"))
    assert [(each.code, each.severity) for each in issues] == [("workbook-other-edition", "fault")]


def test_the_sheet_is_frozen_its_key_row_hidden_and_its_lists_kept(tmp_path: Path) -> None:
    book, sheet = make(tmp_path / "a.xlsx", every_rule())
    assert sheet.freeze_panes == "C6"
    assert sheet.row_dimensions[1].hidden
    assert sheet["C3"].comment is None
    assert "Đạt" in sheet["D3"].comment.text
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"list", "custom"}
    assert book["Lists"].sheet_state == "hidden"
    answers = [cell.value for cell in book["Lists"]["A"] if cell.value]
    assert answers == ["Đạt", "Không", "KAD"]


def test_points_may_only_be_entered_on_their_step(tmp_path: Path) -> None:
    _, sheet = make(tmp_path / "a.xlsx", every_rule())
    checks = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    stepped = [check for check in checks if check and "ROUND" in check]
    assert len(stepped) == 1
    assert "<=2" in stepped[0]
    assert "0.25" in stepped[0]
    assert '"KAD"' in stepped[0]


def test_agencies_are_listed_once_however_often_a_file_names_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Mã;Tên cơ quan;Khối\nH1;Sở A;so\nH1;Sở A;so\nH2;Xã B;xa\n", encoding="utf-8")
    assert read_agencies(path) == ([Agency("H1", "Sở A", "so"), Agency("H2", "Xã B", "xa")], [])


def test_a_list_without_codes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Khối\nso\n", encoding="utf-8")
    agencies, issues = read_agencies(path)
    assert agencies == []
    assert [each.code for each in issues] == ["column-missing"]


def test_an_agency_on_two_rows_is_refused_with_both_cells(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    edition = load_shipped("pci/2019")
    book, sheet = make(Path("a.xlsx"), edition)
    sheet["C6"], sheet["C7"], sheet["A7"] = 7, 8, "H1"
    book.save("a.xlsx")
    _, issues = read_inputs([Path("a.xlsx")], edition)
    assert [(each.code, each.where, dict(each.values)["first"]) for each in issues] == [
        ("agency-twice", "a.xlsx [Nhập liệu] A7", "a.xlsx [Nhập liệu] A6")
    ]


def test_each_fault_of_a_row_names_its_own_cell(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    edition = every_rule()
    book, sheet = make(Path("a.xlsx"), edition)
    where = {column.key: cell.coordinate for cell, column in cells_of(sheet, edition)}
    sheet["A6"], sheet["C7"], sheet[where["a4|previous"]] = None, "Huyện", "ba"
    sheet[where["a6|value"].replace("6", "7")] = 5
    book.save("a.xlsx")
    inputs, issues = read_inputs([Path("a.xlsx")], edition)
    issues += score_inputs(edition, inputs).issues
    assert {(each.code, each.where.split()[-1]) for each in issues} == {
        ("row-without-key", "A6"),
        ("number-words", where["a4|previous"]),
        ("agency-block-unknown", "C7"),
    }
