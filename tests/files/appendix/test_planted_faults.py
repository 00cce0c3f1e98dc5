"""Faults planted in a table are each named with their row, and the rest is read all the same."""

import pytest
from appendix_builders import excel_file, word_file

from caicach.core.documents import read_document
from caicach.files.appendix import Imported, import_appendix

HEADER = ["STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"]
ROWS = [
    HEADER,
    ["1", "CHỈ ĐẠO", "30", ""],
    ["1.1", "Kế hoạch", "10", "Có: 10; Không: 0"],
    ["1.2", "Báo cáo", "10", "Từ 80% đến dưới 95%: 5; từ 95% trở lên: 10; dưới 80%: 0"],
    ["1.2", "Kiểm tra", "12", "Từ 95% trở lên: 10; từ 80% đến dưới 95%: 12; dưới 80%: 0"],
    ["2", "THỂ CHẾ", "60", ""],
    ["2.1", "Rà soát", "20", "Từ 95% trở lên: 20; từ 80% đến dưới 90%: 10; dưới 80%: 0"],
    ["2.2", "Xử lý", "20", "Từ 95% trở lên: 20; từ 80% đến dưới 97%: 10; dưới 80%: 0"],
    ["2.3", "Theo dõi", "20", "Có: 25; Không: 0"],
    ["2.4", "Công khai", "", "Có: 1; Không: 0"],
    ["2.5", "Niêm yết", "hai", "Có: 1; Không: 0"],
    ["2.6", "Tiếp dân", "1", "Từ 95% đến 80%: 1 điểm; dưới 80%: 0 điểm"],
    ["", "TỔNG CỘNG", "100", ""],
]
EXPECTED = {
    ("appendix-maxima-do-not-add", 2),
    ("appendix-steps-out-of-order", 4),
    ("appendix-duplicate-code", 5),
    ("appendix-points-out-of-order", 5),
    ("steps-gap", 7),
    ("appendix-steps-overlap", 8),
    ("rule-above-maximum", 9),
    ("appendix-max-missing", 10),
    ("appendix-max-unreadable", 11),
    ("appendix-steps-reversed", 12),
    ("appendix-total-does-not-add", 13),
}


def read(content: bytes, name: str = "loi.docx") -> Imported:
    return import_appendix(content, name, "loi/2026")


def named(result: Imported) -> set[tuple[str, int]]:
    return {
        (each.code, int(each.where.rpartition(" ")[2]))
        for each in result.issues
        if each.severity == "fault"
    }


def test_every_planted_fault_is_named_with_its_row_and_no_other() -> None:
    assert named(read(word_file({"rows": ROWS}))) == EXPECTED


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_fault_can_be_told_in_both_languages(lang: str) -> None:
    for each in read(word_file({"rows": ROWS})).issues:
        assert each.text("vi" if lang == "vi" else "en")


def test_both_rows_of_a_repeated_code_are_kept() -> None:
    rows = [row for row in read(word_file({"rows": ROWS})).rows if row.code == "1.2"]
    assert [(row.name, row.occurrence) for row in rows] == [("Báo cáo", 1), ("Kiểm tra", 2)]


def test_the_edition_is_written_all_the_same_and_says_it_is_not_ready() -> None:
    text = read(word_file({"rows": ROWS})).edition_text
    document, issues = read_document(text, "loi.yaml")
    assert document is not None
    assert issues == []
    head = text[: text.index("edition:")]
    assert "CHƯA DÙNG ĐƯỢC" in head
    assert head.count("\n# - ") == len(EXPECTED)


def test_a_formula_without_its_result_is_named_with_its_cell() -> None:
    rows = [HEADER, ["1", "A", ("=SUM(C3:C3)", "")], ["1.1", "a", 100, "Có: 100; Không: 0"]]
    result = read(excel_file({"name": "S", "rows": rows}), "ct.xlsx")
    assert [(each.code, each.where) for each in result.issues] == [
        ("appendix-formula-without-value", "ct.xlsx [S] C2")
    ]


def test_a_rule_that_misses_the_maximum_is_put_before_a_person() -> None:
    rows = [HEADER, ["1", "A", "100", "Có: 90; Không: 0"]]
    result = read(word_file({"rows": rows}))
    assert [each.reason for each in result.confirm] == ["appendix-rule-top-differs"]
