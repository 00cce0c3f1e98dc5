"""Rounds in the long form, in all the ways people hand them in."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.criteria import Edition, load_edition
from caicach.core.issues import Issue
from caicach.core.rules import Given
from caicach.core.scoring import Inputs
from caicach.files.inputs import read_inputs
from caicach.files.inputs.figures import FigureReader

EDITION = """
edition: thu/2026
label: Thử
maximum: 10
blocks:
  - {id: so, label: {vi: "Sở, ban, ngành", en: Departments}}
  - {id: xa, label: Xã}
areas:
  - code: A
    label: Một
    source: {text: thử}
    criteria:
      - {code: "1.1", label: a, max_points: 4, rule: {kind: linear}}
      - {code: "1.10", label: b, max_points: 2, rule: {kind: yes_no}}
      - {code: "2", label: c, max_points: 2, rule: {kind: judged}}
      - code: "3"
        label: d
        max_points: 2
        rule:
          kind: sum
          parts:
            - {id: a, max_points: 1, rule: {kind: yes_no}}
            - {id: b, max_points: 1, rule: {kind: linear}}
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    loaded = load_edition(EDITION, "thu.yaml")
    assert loaded.edition is not None, loaded.issues
    return loaded.edition


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files are named without a folder, as a person in that folder would."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(edition: Edition, text: str, name: str = "a.csv") -> tuple[Inputs, list[Issue]]:
    Path(name).write_text(text, encoding="utf-8")
    return read_inputs([Path(name)], edition)


def faults(edition: Edition, text: str) -> list[tuple[str, str]]:
    _, issues = read(edition, text)
    return [(each.code, each.where) for each in issues if each.severity == "fault"]


HEAD = "agency,name,block,criterion,value,numerator,denominator,choice,points\n"


def item(inputs: Inputs, agency: str, code: str) -> Given:
    return inputs.agencies[agency].items[code]


def test_a_row_hands_in_what_its_columns_say(edition: Edition, folder: Path) -> None:
    inputs, issues = read(
        edition,
        HEAD
        + 'H1,Sở A,so,1.1,"96,27",,,,\nH1,Sở A,so,1.10,,,,Có,\nH1,Sở A,so,2,,,,,"1,5"\n'
        + "H2,Xã B,xa,1.1,,90,100,,\n",
    )
    assert issues == []
    assert list(inputs.agencies) == ["H1", "H2"]
    assert (inputs.agencies["H1"].name, inputs.agencies["H1"].block) == ("Sở A", "so")
    assert item(inputs, "H1", "1.1").value == Decimal("96.27")
    assert item(inputs, "H1", "1.10").choice == "Có"
    assert item(inputs, "H1", "2").points == Decimal("1.5")
    assert item(inputs, "H2", "1.1")[1:3] == (Decimal(90), Decimal(100))


def test_a_place_names_file_and_line(edition: Edition, folder: Path) -> None:
    inputs, _ = read(edition, HEAD + "H1,,so,1.1,96.2,,,,\nH1,,so,2,,,,,1\n")
    assert inputs.place("H1", "2", item(inputs, "H1", "2")) == "a.csv:3"


@pytest.mark.parametrize(
    "head",
    [
        "Mã cơ quan;Tên cơ quan;Khối;Mã tiêu chí;Giá trị",
        "MÃ ĐƠN VỊ;Tên đơn vị;khoi;tieu chi;Tỷ lệ (%)",
        "Mã cơ quan;Cơ quan;Nhóm;Tiêu chí;Số liệu",
        "Agency Code;Agency name;Group;Item;VALUE",
    ],
)
def test_columns_may_be_headed_in_either_language(
    edition: Edition, folder: Path, head: str
) -> None:
    inputs, issues = read(edition, f"{head}\nH1;Sở A;so;1.1;96,2\n")
    assert issues == []
    agency = inputs.agencies["H1"]
    assert (agency.name, agency.block, agency.items["1.1"].value) == ("Sở A", "so", Decimal("96.2"))


def test_one_column_named_agency_serves_as_code(edition: Edition, folder: Path) -> None:
    inputs, issues = read(edition, "Cơ quan;Khối;Tiêu chí;Điểm\nSở Nội vụ;so;2;1\n")
    assert issues == []
    assert list(inputs.agencies) == ["Sở Nội vụ"]


def test_a_block_may_be_named_by_its_label(edition: Edition, folder: Path) -> None:
    inputs, _ = read(edition, 'agency,block,criterion,points\nH1,"Sở, ban, ngành",2,1\n')
    assert inputs.agencies["H1"].block == "so"


@pytest.mark.parametrize("words", ["KAD", "kad", "Không áp dụng", "n/a"])
@pytest.mark.parametrize("column", ["value", "choice"])
def test_not_applicable_is_neither_missing_nor_zero(
    edition: Edition, folder: Path, words: str, column: str
) -> None:
    inputs, issues = read(edition, f"agency,block,criterion,{column}\nH1,so,1.1,{words}\n")
    assert issues == []
    assert item(inputs, "H1", "1.1") == Given(not_applicable=True, row=2)


def test_not_applicable_beside_a_figure_is_a_fault(edition: Edition, folder: Path) -> None:
    found = faults(edition, HEAD + "H1,,so,1.1,95,,,KAD,\n")
    assert found == [("not-applicable-with-figures", "a.csv:2")]


def test_no_data_yet_hands_in_nothing(edition: Edition, folder: Path) -> None:
    text = HEAD + "H1,,so,1.1,Chưa có số liệu,,,,\nH1,,so,2,,,,,0\n"
    inputs, issues = read(edition, text)
    assert issues == []
    assert list(inputs.agencies["H1"].items) == ["2"]
    assert item(inputs, "H1", "2").points == 0


def test_a_row_without_figures_is_kept_as_blank(edition: Edition, folder: Path) -> None:
    inputs, issues = read(edition, HEAD + "H1,,so,1.1,,,,,\n")
    assert issues == []
    assert item(inputs, "H1", "1.1").is_blank


def test_an_answer_in_the_value_column_is_taken_where_the_item_reads_answers(
    edition: Edition, folder: Path
) -> None:
    inputs, issues = read(edition, "agency,block,criterion,value\nH1,so,1.10,Có\n")
    assert issues == []
    assert item(inputs, "H1", "1.10").choice == "Có"


def test_words_where_a_number_belongs_are_named_with_cell_and_value(
    edition: Edition, folder: Path
) -> None:
    _, issues = read(edition, HEAD + "H1,,so,1.1,khoảng 95,,,,\nH1,,so,2,,,,,một\n")
    assert [(each.code, each.where) for each in issues] == [
        ("number-words", "a.csv:2"),
        ("number-words", "a.csv:3"),
    ]
    assert "khoảng 95" in issues[0].problem("vi")


def test_a_percent_sign_is_remembered(edition: Edition, folder: Path) -> None:
    inputs, _ = read(edition, HEAD + 'H1,,so,1.1,"0,95%",,,,\n')
    assert item(inputs, "H1", "1.1")[0] == Decimal("0.95")
    assert item(inputs, "H1", "1.1").has_sign


def test_parts_are_gathered_under_their_item(edition: Edition, folder: Path) -> None:
    inputs, issues = read(edition, HEAD + "H1,,so,3#a,,,,Có,\nH1,,so,3#b,95,,,,\n")
    assert issues == []
    parts = item(inputs, "H1", "3").parts or {}
    assert (parts["a"].choice, parts["b"].value) == ("Có", Decimal(95))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("H1,,so,2,,,,,1\nH1,,so,2,,,,,1\n", "item-twice"),
        ("H1,,so,3#a,,,,Có,\nH1,,so,3#a,,,,Có,\n", "item-twice"),
        ("H1,,so,3,,,,,1\nH1,,so,3#a,,,,Có,\n", "item-twice"),
        ("H1,Sở A,so,2,,,,,1\nH1,Sở B,so,1.1,95,,,,\n", "agency-two-names"),
        ("H1,,so,2,,,,,1\nH1,,xa,1.1,95,,,,\n", "agency-two-blocks"),
        ("h1,,so,2,,,,,1\nH1,,so,1.1,95,,,,\n", "agency-spelled-twice"),
        (",,so,2,,,,,1\n", "row-without-key"),
        ("H1,,so,,,,,,1\n", "row-without-key"),
        ("H1,,so,2,,,,,1,5\n", "row-too-wide"),
        (HEAD + "H1,,so,2,,,,,1\n", "header-again"),
    ],
)
def test_rows_that_contradict_are_refused(
    edition: Edition, folder: Path, rows: str, code: str
) -> None:
    assert [found for found, _ in faults(edition, HEAD + rows)] == [code]


def test_an_item_handed_in_twice_names_both_files(edition: Edition, folder: Path) -> None:
    row = "agency,block,criterion,points\nH1,so,2,1\n"
    Path("a.csv").write_text(row, encoding="utf-8")
    Path("b.csv").write_text(row, encoding="utf-8")
    _, issues = read_inputs([Path("a.csv"), Path("b.csv")], edition)
    assert [(each.code, each.where) for each in issues] == [("item-twice", "b.csv:2")]
    assert "a.csv:2" in issues[0].problem("vi")


def test_files_are_put_together(edition: Edition, folder: Path) -> None:
    Path("a.csv").write_text("agency,block,criterion,points\nH1,so,2,1\n", encoding="utf-8")
    Path("b.csv").write_text("agency,criterion,value\nH1,1.1,95\n", encoding="utf-8")
    inputs, issues = read_inputs([Path("a.csv"), Path("b.csv")], edition)
    assert issues == []
    assert set(inputs.agencies["H1"].items) == {"1.1", "2"}
    assert inputs.place("H1", "1.1", item(inputs, "H1", "1.1")) == "b.csv:2"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("agency,value\nH1,2\n", "column-missing", "criterion"),
        ("agency,criterion\nH1,2\n", "column-missing", "value"),
        ("a,b\n1,2\n", "header-missing", "a, b"),
        ("agency,criterion,points,score\nH1,2,1,1\n", "column-twice", "score"),
        ("agency,criterion,points\n", "inputs-empty", ""),
    ],
)
def test_a_header_that_does_not_do_says_what_is_there(
    edition: Edition, folder: Path, text: str, code: str, says: str
) -> None:
    _, issues = read(edition, text)
    assert code in [each.code for each in issues]
    assert any(says in each.problem("vi") for each in issues)


def test_an_unknown_column_is_a_warning_with_what_may_be_meant(
    edition: Edition, folder: Path
) -> None:
    _, issues = read(edition, "agency,block,criterion,points,numeratr\nH1,so,2,1,\n")
    assert [(each.code, each.severity) for each in issues] == [("column-unknown-near", "warning")]
    assert "numerator" in issues[0].problem("vi")


def test_every_fault_of_a_file_is_told_at_once(edition: Edition, folder: Path) -> None:
    text = HEAD + "H1,,so,1.1,x,,,,\nH1,,so,2,,,,,y\nH1,,xa,1.10,,,,Có,\n"
    assert faults(edition, text) == [
        ("number-words", "a.csv:2"),
        ("number-words", "a.csv:3"),
        ("agency-two-blocks", "a.csv:4"),
    ]
    assert len(faults(edition, HEAD + "H1,,so,1.1,x,,,,y\n")) == 2


def test_a_file_that_proves_english_reads_thousands_as_decimals(
    edition: Edition, folder: Path
) -> None:
    inputs, issues = read(edition, HEAD + "H1,,so,1.1,8.500,,,,\nH1,,so,2,,,,,1.5\n")
    assert issues == []
    assert item(inputs, "H1", "1.1").value == Decimal("8.500")


def test_a_file_that_proves_nothing_is_read_the_vietnamese_way_and_says_so(
    edition: Edition, folder: Path
) -> None:
    inputs, issues = read(edition, HEAD + "H1,,so,1.1,,1.234,2.000,,\n")
    assert [(each.code, each.where) for each in issues] == [("number-style-assumed", "a.csv:2")]
    assert item(inputs, "H1", "1.1").numerator == 1234


def test_two_number_styles_in_one_file_are_refused_naming_both_cells(
    edition: Edition, folder: Path
) -> None:
    _, issues = read(edition, HEAD + 'H1,,so,1.1,"96,2",,,,\nH2,,so,1.1,96.2,,,,\n')
    assert [(each.code, each.where) for each in issues] == [("number-styles-mixed", "a.csv:3")]
    assert "a.csv:2" in issues[0].problem("vi")


def write_sheet(path: str, rows: list[list[Any]], sheets: tuple[str, ...] = ("Nhập",)) -> None:
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "d/m/yyyy"})
    for name in sheets:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows if name == sheets[0] else [["ghi chú"]]):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                else:
                    sheet.write(row, column, cell)
    book.close()


def test_a_spreadsheet_is_read_with_the_place_of_each_cell(edition: Edition, folder: Path) -> None:
    write_sheet("a.xlsx", [["agency", "block", "criterion", "points"], ["H1", "so", 2, 1.5]])
    inputs, issues = read_inputs([Path("a.xlsx")], edition)
    assert issues == []
    assert item(inputs, "H1", "2").points == Decimal("1.5")
    assert inputs.place("H1", "2", item(inputs, "H1", "2")) == "a.xlsx [Nhập] D2"


def test_a_code_in_a_number_cell_is_refused_where_two_codes_are_meant(
    edition: Edition, folder: Path
) -> None:
    write_sheet("a.xlsx", [["agency", "block", "criterion", "value"], ["H1", "so", 1.1, 95]])
    _, issues = read_inputs([Path("a.xlsx")], edition)
    assert [(each.code, each.where) for each in issues if each.severity == "fault"] == [
        ("code-as-number", "a.xlsx [Nhập] C2")
    ]
    assert "1.1, 1.10" in issues[0].problem("vi")


def test_codes_and_numbers_that_turned_into_days_are_named(edition: Edition, folder: Path) -> None:
    head = ["agency", "block", "criterion", "value"]
    rows = [head, ["H1", "so", date(2026, 1, 1), 95], ["H1", "so", "1.1", date(2026, 5, 9)]]
    write_sheet("a.xlsx", rows)
    _, issues = read_inputs([Path("a.xlsx")], edition)
    assert [(each.code, each.where) for each in issues if each.severity == "fault"] == [
        ("code-turned-day", "a.xlsx [Nhập] C2"),
        ("number-turned-day", "a.xlsx [Nhập] D3"),
    ]


def test_sheets_without_the_columns_are_passed_over_and_named(
    edition: Edition, folder: Path
) -> None:
    head = ["agency", "block", "criterion", "points"]
    write_sheet("a.xlsx", [head, ["H1", "so", "2", 1]], sheets=("Nhập", "Ghi chú"))
    inputs, issues = read_inputs([Path("a.xlsx")], edition)
    assert list(inputs.agencies) == ["H1"]
    assert [(each.code, each.where) for each in issues] == [("sheet-not-read", "a.xlsx [Ghi chú]")]


def test_an_empty_sheet_is_named(edition: Edition, folder: Path) -> None:
    write_sheet("a.xlsx", [])
    _, issues = read_inputs([Path("a.xlsx")], edition)
    assert [each.code for each in issues] == ["sheets-empty"]


def test_hidden_rows_count_and_are_told(edition: Edition, folder: Path) -> None:
    book = xlsxwriter.Workbook("a.xlsx")
    sheet = book.add_worksheet("Nhập")
    sheet.write_row(0, 0, ["agency", "block", "criterion", "points"])
    sheet.write_row(1, 0, ["H1", "so", "2", 1])
    sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    inputs, issues = read_inputs([Path("a.xlsx")], edition)
    assert list(inputs.agencies) == ["H1"]
    assert [(each.code, each.severity) for each in issues] == [("hidden-rows-read", "note")]


def test_two_hundred_thousand_rows_are_read(edition: Edition, folder: Path) -> None:
    rows = "".join(f"X{i},xa,2,,,,,1\n" for i in range(200_000))
    inputs, issues = read(
        edition, "agency,block,criterion,value,numerator,denominator,choice,points\n" + rows
    )
    assert issues == []
    assert len(inputs.agencies) == 200_000


@given(st.text(max_size=40))
def test_no_cell_can_make_the_reader_stumble(text: str) -> None:
    reader = FigureReader()
    try:
        number = reader.read(text)
    except ValueError:
        return
    assert number is not None
