"""Rounds with more than one thing amiss, and blocks that the edition does not know."""

from pathlib import Path

import pytest
import xlsxwriter

from caicach.core.criteria import Edition, load_edition, load_shipped
from caicach.core.issues import Issue
from caicach.core.scoring import Inputs, score_inputs
from caicach.files.inputs import read_inputs

EDITION = """
edition: thu/2026
label: Thử
maximum: 8
blocks: [{id: so, label: Sở}, {id: xa, label: Xã}]
areas:
  - code: A
    label: Một
    source: {text: thử}
    criteria:
      - {code: "1.1", label: a, max_points: 4, rule: {kind: linear}}
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
HEAD = "agency,name,block,criterion,value,numerator,denominator,choice,points\n"


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


def read(edition: Edition, text: str) -> tuple[Inputs, list[Issue]]:
    Path("a.csv").write_text(text, encoding="utf-8")
    return read_inputs([Path("a.csv")], edition)


def test_blocks_of_a_file_keep_their_first_spelling_and_are_told(folder: Path) -> None:
    pci = load_shipped("pci/2019")
    text = "agency,name,block,criterion,value\nA,a,Sở ngành,land,1\nB,b,sở  NGÀNH,land,2\n"
    inputs, issues = read(pci, text)
    assert {each.block for each in inputs.agencies.values()} == {"Sở ngành"}
    assert issues == []
    _, issues = read(pci, text + "C,c,Sở nganhh,land,3\n")
    assert [(each.code, each.where) for each in issues] == [
        ("blocks-of-the-file", "a.csv:2"),
        ("blocks-alike", "a.csv:4"),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("Cụm I", "Cụm II"), ("Khối 1", "Khối 2"), ("Sở", "Xã"), ("Tỉnh", "Huyện")]
)
def test_numbered_and_short_blocks_are_not_taken_for_slips(
    one: str, other: str, folder: Path
) -> None:
    text = f"agency,block,criterion,value\nA,{one},land,1\nB,{other},land,2\n"
    _, issues = read(load_shipped("pci/2019"), text)
    assert [each.code for each in issues] == ["blocks-of-the-file"]


def test_two_codes_with_one_name_are_told(edition: Edition, folder: Path) -> None:
    _, issues = read(edition, HEAD + "H1,Sở A,so,1.1,9,,,,\nH2,sở a,so,1.1,8,,,,\n")
    assert [(each.code, each.where) for each in issues] == [("agencies-one-name", "a.csv:3")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("H1,,so,9,x,,,,\n", {"number-words", "code-unknown-far"}),
        (",,so,1.1,x,,,,\n", {"number-words", "row-without-key"}),
        ("H1,,so,,x,,,,\n", {"number-words", "row-without-key"}),
        ("H1,,so,1.1,9,,,,\nH1,,so,1.1,x,,,,\n", {"number-words", "item-twice"}),
        ("H1,,so,1.1,,x,,,\n", {"number-words"}),
        ("H1,,so,1.1,x,,,,\nH1,,so,2,,,,,9\n", {"number-words", "points-above-maximum"}),
    ],
)
def test_a_row_with_a_fault_still_tells_its_others_and_nothing_that_follows(
    rows: str, expected: set[str], edition: Edition, folder: Path
) -> None:
    inputs, issues = read(edition, HEAD + rows)
    issues += score_inputs(edition, inputs).issues
    assert {each.code for each in issues if each.severity == "fault"} == expected


def test_an_item_whose_cell_is_in_error_is_told_once(edition: Edition, folder: Path) -> None:
    book = xlsxwriter.Workbook("a.xlsx")
    sheet = book.add_worksheet("Nhập")
    sheet.write_row(0, 0, ["agency", "block", "criterion", "numerator", "denominator"])
    sheet.write_row(1, 0, ["H1", "so", "1.1"])
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    sheet.write_number(1, 4, 9)
    sheet.write_row(2, 0, ["H1", "so", "3#b"])
    sheet.merge_range(2, 3, 2, 4, 7)
    book.close()
    inputs, issues = read_inputs([Path("a.xlsx")], edition)
    issues += score_inputs(edition, inputs).issues
    assert [(each.code, each.where) for each in issues if each.severity == "fault"] == [
        ("cell-error", "a.xlsx [Nhập] D2"),
        ("cells-merged", "a.xlsx [Nhập] D3:E3"),
    ]
