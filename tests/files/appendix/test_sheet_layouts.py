"""Excel appendices in the layouts of other offices, with what a person reads in each."""

from datetime import date
from io import BytesIO

import openpyxl
from appendix_builders import HEADER, brief, excel_file, read


def test_a_department_set_on_two_sheets_is_read_as_one() -> None:
    head = ["Mã", "Tên", "Điểm chuẩn năm 2025", "Điểm chuẩn năm 2026", "Hướng dẫn chấm"]
    head += ["Minh chứng", "Đơn vị chủ trì thẩm định"]
    first = [["BỘ CHỈ SỐ ĐÁNH GIÁ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2026"], [], head]
    first.append(["I", "Chỉ đạo", 36, 30, None, None, None])
    for each in range(1, 13):
        row = [float(f"1.{each}"), f"Tiêu chí {each}", 3, 2.5, "Có: 2,5; Không: 0"]
        first.append([*row, "Văn bản" if each == 1 else None, "Sở Nội vụ"])
    second = [head, ["II", "Tác động", 64, 70, None, None, None]]
    second.append([2.1, "SIPAS", 64, ("=30+40", 70), "Chỉ số SIPAS x 70/100", "KQ", None])
    second.append([None, "Tổng cộng", None, 100])
    content = excel_file(
        {"name": "Bìa", "rows": [["UBND TỈNH"]]},
        {"name": "Phần 1", "rows": first, "merge": [(4, 5, 6, 5)]},
        {"name": "Phần 2", "rows": second},
        {"name": "Bản cũ", "rows": first, "hide": True},
    )
    result = read(content, "so.xlsx")
    assert result.issues == ()
    assert result.tables_read == ("Phần 1", "Phần 2")
    codes = [row.printed_code for row in result.rows]
    assert codes == ["I", *(f"1.{each}" for each in range(1, 13)), "II", "2.1"]
    assert result.rows[10].code == "I.1.10"
    assert [row.evidence for row in result.rows[1:5]] == ["Văn bản"] * 3 + [""]
    assert result.rows[1].lead == "Sở Nội vụ"
    assert result.rows[-1].max == 70
    assert result.rows[-1].survey


def test_a_code_that_excel_turned_into_a_day_is_read_and_asked_about() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        [*HEADER],
        ["1", "CHỈ ĐẠO", 100, None],
        [None, "Kế hoạch", 100, "Có: 100; Không: 0"],
    ):
        page.append(row)
    page["A3"] = date(2026, 2, 1)
    out = BytesIO()
    book.save(out)
    result = read(out.getvalue(), "ngay.xlsx")
    assert [row.code for row in result.rows] == ["1", "1.2"]
    assert [each.reason for each in result.confirm] == ["appendix-code-from-day"]


def test_hidden_rows_are_left_out_and_told() -> None:
    rows = [HEADER, ["1", "A", 100], ["1.1", "cũ", 50, "Có: 50; Không: 0"]]
    rows.append(["1.2", "mới", 100, "Có: 100; Không: 0"])
    content = excel_file({"name": "S", "rows": rows, "hidden_rows": [2]})
    result = read(content, "an.xlsx")
    assert [row.code for row in result.rows] == ["1", "1.2"]
    assert [each.code for each in result.issues] == ["appendix-hidden-rows"]


def test_a_sheet_may_begin_anywhere_and_end_with_signatures() -> None:
    rows = [
        [None, "BỘ TIÊU CHÍ ĐÁNH GIÁ CCHC CẤP XÃ NĂM 2026"],
        [],
        [None, "TT", None, "LĨNH VỰC/TIÊU CHÍ", "ĐIỂM", None, "CÁCH TÍNH ĐIỂM", "GHI CHÚ"],
        [None, None, None, None, "Tối đa", "Tự chấm", None, None],
        [None, "Tổng điểm", None, None, 100],
        [None, 1, None, "Chỉ đạo, điều hành", 40],
        [
            None,
            "1.1",
            None,
            "Kế hoạch",
            20.5,
            9,
            "Có: 20,5; Không: 0",
            "Không áp dụng đối với đặc khu",
        ],
        [None, "1.2", None, "Báo cáo", 19.5, 9, "Mỗi báo cáo chậm trừ 1 điểm", "Sở Nội vụ"],
        [None, 2, None, "Thủ tục hành chính", 60],
        [None, "2.1", None, "Đúng hạn", 60, None, "Đạt 100%: 60 điểm; dưới 100%: tính theo tỷ lệ"],
        [],
        [None, None, None, "CHỦ TỊCH", None, None, "Nguyễn Văn A"],
    ]
    merge = [(2, 1, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 3, 6), (2, 7, 3, 7)]
    result = read(excel_file({"name": "Sheet1", "rows": rows, "merge": merge}), "a.xlsx")
    assert result.issues == ()
    assert result.confirm == ()
    assert brief(result) == [
        ("1", "Chỉ đạo, điều hành", "40", ""),
        ("1.1", "Kế hoạch", "20.5", "yes_no"),
        ("1.2", "Báo cáo", "19.5", "deduction"),
        ("2", "Thủ tục hành chính", "60", ""),
        ("2.1", "Đúng hạn", "60", "linear"),
    ]
    assert result.rows[1].not_applicable_to == "đặc khu"
