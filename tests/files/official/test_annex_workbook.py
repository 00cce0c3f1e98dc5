"""The annex as a workbook: the same figures, unrounded, and nothing that runs."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from caicach.files.official import Correction, annex_xlsx
from caicach.files.official.sheet_paper import folded_height
from made_up_round import made_up_result, particulars


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def table_of(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Rows below the first that holds a head, by their heads."""
    at = next(place for place, row in enumerate(rows) if "Cơ quan" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return made_up_result(7, without={"A0003": "1.2"})


@pytest.fixture(scope="module")
def sheets(result: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    return sheets_of(annex_xlsx(result, particulars(), digest="ab" * 32))


def test_the_sheets_are_results_areas_items_and_notes(sheets: dict[str, Any]) -> None:
    assert list(sheets) == ["Kết quả", "Lĩnh vực", "Tiêu chí", "Ghi chú"]


def test_results_are_numbers_in_order_of_rank(
    sheets: dict[str, Any], result: dict[str, Any]
) -> None:
    rows = table_of(sheets["Kết quả"])
    agencies = {each["code"]: each for each in result["agencies"]}
    assert [row["Hạng"] for row in rows] == [1, 2, 3, 4, 5, 6, "–"]
    for row in rows:
        agency = agencies[row["Mã"]]
        assert row["Tổng điểm (tối đa 100)"] == pytest.approx(float(agency["points"]))
        assert row["Điểm ngoài thang: Phạt"] == float(agency["penalty"])
    assert "1.2" in rows[-1]["Không xếp hạng vì"]


def test_every_item_of_every_agency_is_there_and_a_gap_is_words(
    sheets: dict[str, Any], result: dict[str, Any]
) -> None:
    rows = {row["Mã"]: row for row in table_of(sheets["Tiêu chí"])}
    heads = {
        item["code"]: next(head for head in rows["A0001"] if head.startswith(f"{item['code']} "))
        for item in result["agencies"][0]["items"]
    }
    for agency in result["agencies"]:
        for item in agency["items"]:
            cell = rows[agency["code"]][heads[item["code"]]]
            if item["points"] is None:
                assert cell == "Chưa có số liệu"
            else:
                assert cell == pytest.approx(float(item["points"]))
    assert rows["A0003"][heads["1.2"]] == "Chưa có số liệu"


def test_an_item_that_does_not_apply_is_kad_and_not_a_gap(result: dict[str, Any]) -> None:
    changed = made_up_result(2)
    changed["agencies"][0]["items"][0] |= {"points": None, "state": "not_applicable"}
    rows = table_of(sheets_of(annex_xlsx(changed, particulars()))["Tiêu chí"])
    first = next(row for row in rows if row["Mã"] == "A0001")
    assert [value for head, value in first.items() if head.startswith("1.1 ")] == ["KAD"]


def test_the_notes_tell_the_digest_in_full(sheets: dict[str, Any]) -> None:
    text = " ".join(str(row[0]) for row in sheets["Ghi chú"])
    assert "ab" * 32 in text
    assert "không phải kết quả chính thức" in text


def test_names_that_look_like_formulas_stay_text() -> None:
    changed = made_up_result(2)
    changed["agencies"][0]["name"] = '=HYPERLINK("http://x")'
    book = load_workbook(io.BytesIO(annex_xlsx(changed, particulars())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_corrections_have_a_sheet_of_their_own() -> None:
    before, after = made_up_result(3), made_up_result(3)
    after["agencies"][1] |= {"points": "60", "index": "60"}
    earlier = Correction(1, "1/QĐ", date(2027, 1, 5), "Sai số liệu", before)
    sheets = sheets_of(annex_xlsx(after, particulars(correction=earlier)))
    rows = table_of(sheets["Đính chính"])
    assert [(row["Cơ quan"], row["Điểm sau"], row["Nguyên nhân"]) for row in rows] == [
        (after["agencies"][1]["name"], 60, "Sai số liệu")
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (annex_xlsx(made_up_result(4), particulars()) for _ in range(2))
    assert first == second


def test_every_table_prints_its_head_on_each_page_of_a4() -> None:
    book = load_workbook(io.BytesIO(annex_xlsx(made_up_result(3), particulars())))
    for sheet in list(book)[:3]:
        assert sheet.print_title_rows
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("Hạng", 1), ("Cải cách thể chế", 2), ("a" * 10, 1), ("a" * 11, 2), ("a b " * 6, 3)],
)
def test_a_row_is_as_high_as_its_folded_words(text: str, lines: int) -> None:
    assert folded_height(text, 10) == lines * 15


def test_a_sheet_of_many_items_keeps_its_scale_and_repeats_the_names() -> None:
    book = load_workbook(io.BytesIO(annex_xlsx(made_up_result(3), particulars())))
    items, results = book["Tiêu chí"], book["Kết quả"]
    assert items.print_title_cols == "$A:$B"
    assert not items.sheet_properties.pageSetUpPr.fitToPage
    assert results.sheet_properties.pageSetUpPr.fitToPage
