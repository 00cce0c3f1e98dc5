"""A new year of an index: read from a table, checked whole, reconciled, then accepted."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from caicach.core.indices import provinces, shipped_book
from caicach.core.indices.year_rows import IndexYear
from caicach.files.published import read_index_year

Rows = list[list[str]]


def vietnamese(value: Decimal | None) -> str:
    assert value is not None
    return f"{value:.2f}".replace(".", ",")


def year_of(index: str, year: int) -> tuple[list[str], Rows]:
    """Return a shipped year as an office prints it: rank, name, parts, total."""
    book = shipped_book(index)
    parts = [each for each in book.series.components_of(year) if each.below is None]
    head = ["Xếp hạng", "Tỉnh, thành phố", *(each.label.vi for each in parts), "Tổng điểm"]
    found = [
        (each, [book.find(each.province, year, p.code) for p in parts]) for each in book.table(year)
    ]
    rows = [
        [str(total.rank), total.province.name]
        + ["" if part is None else vietnamese(part.value) for part in own]
        + [vietnamese(total.value)]
        for total, own in found
        if total.rank is not None
    ]
    return head, rows


def read(tmp_path: Path, index: str, year: int, head: Sequence[str], rows: Rows) -> IndexYear:
    path = tmp_path / "bang.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    return read_index_year(path, index, year)


def codes(found: IndexYear) -> set[str]:
    return {each.code for each in found.issues}


def where(found: IndexYear, code: str) -> list[str]:
    return [each.where.rpartition("bang.csv")[2] for each in found.issues if each.code == code]


@pytest.fixture
def pci() -> tuple[list[str], Rows]:
    return year_of("pci", 2019)


def test_a_sound_year_is_accepted_with_every_figure_and_its_cell(
    tmp_path: Path, pci: tuple[list[str], Rows]
) -> None:
    found = read(tmp_path, "pci", 2020, *pci)
    assert len(found.figures) == 63 * 11
    assert found.figures[0].status == "entered"
    assert found.figures[0].place.endswith(":2")
    compared = found.reconciliation.comparisons
    totals = [each for each in compared if each.criterion is None and each.what == "points"]
    assert len(totals) == 63
    assert {each.status for each in totals} <= {"equal", "within_rounding"}
    assert codes(found) == {"index-edition-borrowed", "rank-parts-equal-values"}


def test_a_year_of_papi_with_61_provinces_is_accepted_with_a_warning(tmp_path: Path) -> None:
    found = read(tmp_path, "papi", 2024, *year_of("papi", 2024))
    assert len(found.figures) == 61 * 9
    assert "index-provinces-left-out" in codes(found)


def test_all_faults_are_told_at_once_each_with_its_place_and_nothing_is_accepted(
    tmp_path: Path, pci: tuple[list[str], Rows]
) -> None:
    head, rows = pci
    rows[3][2] = "99,5"
    rows[6][0] = "64"
    rows[7][1] = "Quảng Đông"
    rows[9][1] = rows[8][1]
    rows[10][-1] = "abc"
    found = read(tmp_path, "pci", 2020, head, rows)
    assert found.figures == ()
    assert where(found, "index-value-out-of-range") == [":5"]
    assert where(found, "index-rank-beyond-field") == [":8"]
    assert where(found, "index-province-unknown") == [":9"]
    assert where(found, "index-province-twice") == [":11"]
    assert where(found, "number-words") == [":12"]
    assert "index-provinces-missing" in codes(found)


def test_a_total_that_its_weighted_parts_do_not_give_is_named_and_kept(
    tmp_path: Path, pci: tuple[list[str], Rows]
) -> None:
    head, rows = pci
    rows[20][-1] = "66,66"
    found = read(tmp_path, "pci", 2019, head, rows)
    assert where(found, "index-total-differs") == [":22"]
    assert "index-edition-borrowed" not in codes(found)
    assert Decimal("66.66") in {each.value for each in found.figures}


def test_a_rank_that_does_not_follow_from_the_values_is_named(
    tmp_path: Path, pci: tuple[list[str], Rows]
) -> None:
    head, rows = pci
    rows[0][0], rows[1][0] = "2", "1"
    assert "rank-does-not-follow" in codes(read(tmp_path, "pci", 2019, head, rows))


def test_an_empty_value_stays_missing_and_is_said(
    tmp_path: Path, pci: tuple[list[str], Rows]
) -> None:
    head, rows = pci
    rows[5][-1] = ""
    found = read(tmp_path, "pci", 2019, head, rows)
    assert "index-values-missing" in codes(found)
    own = [e for e in found.figures if e.province.name == rows[5][1] and e.component is None]
    assert [each.value for each in own] == [None]


def test_shares_where_percents_are_meant_are_told_once(tmp_path: Path) -> None:
    rows = [[each.name, "0,91"] for each in provinces(2024)]
    found = read(tmp_path, "par-index", 2024, ["Tỉnh", "PAR INDEX (%)"], rows)
    assert len(where(found, "index-values-are-shares")) == 1
    assert found.figures == ()


def test_shares_of_an_index_that_prints_them_become_its_percent(tmp_path: Path) -> None:
    rows = [[each.name, "0,7011"] for each in provinces(2024)]
    found = read(tmp_path, "dti", 2023, ["Địa phương", "DTI / ICT Index"], rows)
    assert {each.value for each in found.figures} == {Decimal("70.11")}


def test_a_percent_that_is_not_its_fraction_is_named(tmp_path: Path) -> None:
    rows = [[each.name, "45", "50", "90,00"] for each in provinces(2024)]
    rows[1] = [rows[1][0], "8", "13", "61,58"]
    head = ["Tỉnh", "Điểm", "Điểm tối đa", "Chỉ số (%)"]
    found = read(tmp_path, "par-index", 2024, head, rows)
    assert where(found, "percent-slip") == [":3"]


def test_bands_are_held_against_the_edges_of_the_year(tmp_path: Path) -> None:
    rows = [[each.name, "85,00", "Nhóm B"] for each in provinces(2024)]
    rows[0][2], rows[1][2] = "Nhóm A", "Nhóm Z"
    found = read(tmp_path, "par-index", 2024, ["Tỉnh", "PAR INDEX", "Xếp loại"], rows)
    assert where(found, "index-band-does-not-follow") == [":2"]
    assert where(found, "index-band-unknown") == [":3"]
    assert [each.band for each in found.figures[:3]] == ["A", None, "B"]


def test_provinces_of_the_old_map_are_refused_in_a_year_of_the_new_one(tmp_path: Path) -> None:
    rows = [[each.name, "85,00"] for each in provinces(2024)]
    found = read(tmp_path, "par-index", 2025, ["Tỉnh", "PAR INDEX"], rows)
    assert len(where(found, "index-province-unknown")) == 29


def test_a_mean_below_the_table_is_no_province(tmp_path: Path) -> None:
    rows = [[each.name, "85,00"] for each in provinces(2025)] + [["Trung bình cả nước", "85,00"]]
    found = read(tmp_path, "par-index", 2025, ["Tỉnh", "PAR INDEX"], rows)
    assert len(found.figures) == 34


def test_a_workbook_tells_sheet_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PAR 2025")
        sheet.write_row(0, 0, ["Tỉnh", "PAR INDEX"])
        for row, each in enumerate(provinces(2025), start=1):
            sheet.write_row(row, 0, [each.name, 190 if row == 4 else 88.5])
    found = read_index_year(path, "par-index", 2025)
    [fault] = [each for each in found.issues if each.severity == "fault"]
    assert fault.where.endswith("[PAR 2025] B5")


def test_a_table_without_values_or_ranks_says_which_columns_are_needed(tmp_path: Path) -> None:
    found = read(tmp_path, "pci", 2020, ["Tỉnh", "Ghi chú"], [["Hà Nội", "x"]])
    assert codes(found) == {"column-missing"}


def test_a_missing_file_is_a_fault_and_no_exception(tmp_path: Path) -> None:
    assert codes(read_index_year(tmp_path / "none.csv", "pci", 2020)) == {"file-missing"}
