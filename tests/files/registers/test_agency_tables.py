"""Agency tables: what their rows say, in either language and in any form of file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from register_builders import HEAD, csv_table, workbook

from caicach.core.agencies import AgencyKind, AgencyTree, LineageKind, national_tree
from caicach.core.issues import Issue
from caicach.files.registers import read_agency_table

NEW = date(2025, 7, 1)


def codes(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in issues]


def test_a_row_holds_an_agency_and_its_parent() -> None:
    table = read_agency_table(
        csv_table("H21;Tỉnh Gia Lai;tỉnh;;;", "SNV;Sở Nội vụ;sở;000.00.00.H21;01/03/2025;"), "a.csv"
    )
    assert table.issues == []
    tree = table.tree()
    assert tree.on(NEW).path("SNV")[0].name.vi == "Tỉnh Gia Lai"
    assert tree.on(NEW).agency("SNV").kind is AgencyKind.DEPARTMENT
    assert tree.agencies[1].valid_from == date(2025, 3, 1)


def test_english_headings_and_words_are_read_as_well() -> None:
    head = "code,name,kind,parent,valid from,valid to"
    content = csv_table("P,Province,province,,,", "10,Xã A,commune,P,,2025-06-30", head=head)
    table = read_agency_table(content, "a.csv")
    assert [each.kind for each in table.agencies] == [AgencyKind.PROVINCE, AgencyKind.COMMUNE]
    assert codes(table.issues) == [("agency-end-unexplained", "a.csv:3")]


def test_what_became_of_an_agency_stands_in_its_row_or_in_one_of_its_own() -> None:
    rows = [
        HEAD,
        ["10", "Xã A", "xã", "", "", "", date(2025, 6, 30), "", "sáp nhập", "", "21"],
        ["11", "Xã B", "xã", "", "", "", date(2025, 6, 30)],
        ["21", "Xã C", "xã", "", "", NEW],
        ["22", "Xã D", "xã", "", "", NEW],
        ["11", "", "", "", "", "", "", "", "chia tách", NEW, "21", "40%"],
        ["11", "", "", "", "", "", "", "", "Tách", "1/7/2025", "22", "0,6"],
    ]
    table = read_agency_table(workbook(rows), "a.xlsx")
    assert table.issues == []
    kinds = [LineageKind.MERGE, LineageKind.SPLIT, LineageKind.SPLIT]
    assert [each.kind for each in table.events] == kinds
    assert [each.share for each in table.events] == [1, Decimal("0.4"), Decimal("0.6")]
    assert table.tree().remap({"10": 10, "11": 11}, date(2025, 6, 30), NEW).figures[
        "21"
    ].amount == Decimal("14.4")


def test_a_row_without_a_name_is_a_link_alone() -> None:
    content = csv_table(
        *("A;Sở A;sở;;;", "B;Sở B;sở;;;", "C;Phòng C;phòng;;;"),
        *("C;;;A;;31/12/2025", "C;;;B;01/01/2026;"),
    )
    table = read_agency_table(content, "a.csv")
    assert table.issues == []
    tree = table.tree()
    parents = [tree.on(date(year, 6, 1)).ancestors("C")[0].code for year in (2025, 2026)]
    assert parents == ["A", "B"]


def test_sheets_without_the_columns_are_named_and_passed_over() -> None:
    content = workbook(
        [["Hướng dẫn", "Điền các trang sau"]], [["Mã", "Tên", "Loại"], ["A", "Sở A", "sở"]]
    )
    table = read_agency_table(content, "a.xlsx")
    assert len(table.agencies) == 1
    assert codes(table.issues) == [("sheet-not-read", "a.xlsx [Sheet1]")]


def test_a_file_without_the_columns_is_refused_with_their_names() -> None:
    table = read_agency_table(workbook([["Họ tên", "Tuổi"], ["An", 30]]), "a.xlsx")
    assert codes(table.issues) == [("register-columns-missing", "a.xlsx [Sheet1] 1")]
    assert "Mã" in table.issues[0].remedy("vi")


def test_a_table_without_kinds_says_so_once() -> None:
    table = read_agency_table(csv_table("A;Sở A", "B;Sở B", head="Mã;Tên"), "a.csv")
    assert codes(table.issues) == [("register-column-missing", "a.csv:1")]
    assert table.agencies == ()


def test_an_empty_table_is_a_fault() -> None:
    assert codes(read_agency_table(csv_table(), "a.csv").issues) == [("register-empty", "a.csv")]


def test_a_file_that_is_not_what_its_name_says_is_refused() -> None:
    table = read_agency_table(b"%PDF-1.7 ...", "a.xlsx")
    assert [each.code for each in table.issues] == ["file-pdf"]


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_table("A;Sở A;sở;;;"))
    assert len(read_agency_table(path).agencies) == 1
    assert [each.code for each in read_agency_table(tmp_path / "b.csv").issues] == ["file-missing"]


def test_codes_in_number_cells_are_warned_of_once() -> None:
    rows = [["Mã", "Tên", "Loại"], [4, "Phường A", "phường"], [5, "Phường B", "phường"]]
    table = read_agency_table(workbook(rows), "a.xlsx")
    assert [each.code for each in table.agencies] == ["4", "5"]
    assert codes(table.issues) == [("register-codes-as-numbers", "a.xlsx [Sheet1] A2")]


@pytest.mark.parametrize("word", ["thành phố", "cơ quan", "x"])
def test_a_word_that_may_be_several_kinds_is_asked_back(word: str) -> None:
    table = read_agency_table(csv_table(f"A;Tên;{word};;;"), "a.csv")
    assert codes(table.issues) == [("register-kind-unknown", "a.csv:2")]


def test_rows_may_lean_on_the_register_they_join() -> None:
    known = national_tree("52")
    content = csv_table("SNV;Sở Nội vụ;sở;52;01/07/2025;", "SX;Sở X;sở;99;01/07/2025;")
    alone = read_agency_table(content, "a.csv")
    assert [each.code for each in alone.issues] == ["link-unknown", "link-unknown"]
    table = read_agency_table(content, "a.csv", known)
    assert codes(table.issues) == [("link-unknown", "a.csv:3")]
    assert [each.code for each in table.agencies] == ["SNV"]


def test_what_is_kept_makes_a_register_without_faults() -> None:
    content = csv_table(
        *("A;Sở A;sở;;;", "B;Sở B;xyz;;;", "C;Phòng C;phòng;B;;", "D;Phòng D;phòng;A;;"),
    )
    table = read_agency_table(content, "a.csv")
    assert codes(table.issues) == [("register-kind-unknown", "a.csv:3")]
    assert [each.code for each in table.agencies] == ["A", "C", "D"]
    assert [each.child for each in table.links] == ["D"]
    assert table.tree().check() == []


def test_a_row_that_cannot_be_read_blames_no_other_row() -> None:
    """The parent's days are no days: nothing can be said of overlaps with it."""
    content = csv_table("A;Sở A;sở;;31/02/2025;", "A;Sở A mới;sở;;01/01/2026;", "C;Phòng;phòng;A;;")
    assert codes(read_agency_table(content, "a.csv").issues) == [("register-day", "a.csv:2")]


def test_the_known_register_is_not_told_of() -> None:
    known = AgencyTree(national_tree("52").agencies)
    table = read_agency_table(csv_table("SNV;Sở Nội vụ;sở;;;"), "a.csv", known)
    assert [each for each in table.issues if each.severity == "fault"] == []
