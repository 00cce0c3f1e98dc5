"""Whole appendices in the layouts of other offices: one column for all, letters, two sheets."""

from appendix_builders import brief, excel_file, read, word_file

from caicach.files.appendix import import_appendix

HEAD = ["Lĩnh vực, tiêu chí và phương pháp tính điểm", "Điểm chuẩn", "Điểm tự chấm"]
HEAD += ["Hội đồng chấm", "Hồ sơ minh chứng"]
ONE_COLUMN = [
    HEAD,
    ["I. CÔNG TÁC ĐIỀU HÀNH", "6", "", "", ""],
    [
        "1. Chương trình công tác\nTrong tháng 01/2026: 2 điểm; sau: 1 điểm; không có: 0 điểm.",
        "2",
        "",
        "",
        "Chương trình",
    ],
    ["2) Giao ban, hội họp", "4", "", "", ""],
    ["2.1 Họp trực tuyến\nb/a x 3 (a: tổng số cuộc họp; b: số cuộc họp trực tuyến).", "3"],
    ["2.2 Gửi tài liệu trước\nCó: 1 điểm; không: 0 điểm.", "1", "", "", "Giấy mời"],
    ["II. THỂ CHẾ\n(Không chấm lĩnh vực này đối với cơ quan không soạn văn bản)", "4"],
    ["1 Soạn thảo đúng hạn\nTrừ 0,5 điểm cho mỗi văn bản chậm; trừ không quá 4 điểm.", "4"],
    ["CỘNG (I + II)", "10"],
    ["III. ĐIỂM THƯỞNG, ĐIỂM TRỪ", ""],
    ["1. Điểm thưởng\nMỗi bằng khen được thưởng 1 điểm, thưởng không quá 2 điểm.", "+2"],
    ["2. Điểm trừ\nTrừ 1 điểm cho mỗi lần bị phê bình, tổng điểm trừ không quá 2 điểm.", "–2"],
]


def test_one_column_may_hold_code_name_and_scoring() -> None:
    result = read(word_file("BỘ TIÊU CHÍ NĂM 2026", {"rows": ONE_COLUMN}))
    assert [each.code for each in result.issues] == []
    assert brief(result) == [
        ("I", "CÔNG TÁC ĐIỀU HÀNH", "6", ""),
        ("I.1", "Chương trình công tác", "2", "levels"),
        ("I.2", "Giao ban, hội họp", "4", ""),
        ("I.2.1", "Họp trực tuyến", "3", "linear"),
        ("I.2.2", "Gửi tài liệu trước", "1", "yes_no"),
        ("II", "THỂ CHẾ", "4", ""),
        ("II.1", "Soạn thảo đúng hạn", "4", "deduction"),
        ("III", "ĐIỂM THƯỞNG, ĐIỂM TRỪ", "", ""),
        ("III.1", "Điểm thưởng", "2", "bonus"),
        ("III.2", "Điểm trừ", "-2", "penalty"),
    ]
    assert result.rows[5].not_applicable_to == "cơ quan không soạn văn bản"
    assert result.rows[3].rule == {
        "kind": "linear",
        "multiplier": "3",
        "numerator": "số cuộc họp trực tuyến",
        "denominator": "tổng số cuộc họp",
    }


def letters(last: list[list[str]]) -> list[list[str]]:
    rows = [["TT", "Nội dung", "Điểm tối đa", "Cách tính"]]
    for letter in "ABCDEFG":
        rows.append([letter, f"LĨNH VỰC {letter}{letter}{letter}", "10", ""])
        rows.append(["I", f"Việc của {letter}", "10", "Có: 10 điểm; không: 0 điểm"])
    return [*rows, *last]


def test_roman_one_below_h_is_no_letter() -> None:
    last = [
        ["H", "ĐIỂM CỘNG, ĐIỂM TRỪ", "", ""],
        ["I", "Điểm cộng", "+2", "Mỗi sáng kiến cộng 1 điểm, tối đa 2 điểm"],
        ["II", "Điểm trừ", "-3", "Mỗi vụ việc trừ 1 điểm, tối đa 3 điểm"],
    ]
    result = read(word_file({"rows": letters(last)}))
    assert [row.code for row in result.rows][-4:] == ["G.I", "H", "H.I", "H.II"]
    assert [row.in_total for row in result.rows][-4:] == [True, False, False, False]
    assert [row.rule["kind"] for row in result.rows[-2:] if row.rule] == ["bonus", "penalty"]


def test_the_letter_after_h_is_an_area_where_h_has_items_of_its_own() -> None:
    last = [
        ["H", "TÁC ĐỘNG", "20", ""],
        ["I", "Khảo sát", "20", "Có: 20 điểm; không: 0 điểm"],
        ["I", "SÁNG KIẾN", "10", ""],
        ["I", "Mô hình mới", "10", "Có: 10 điểm; không: 0 điểm"],
        ["K", "TRUYỀN THÔNG", "5", ""],
        ["I", "Tin, bài", "5", "Có: 5 điểm; không: 0 điểm"],
    ]
    result = read(word_file({"rows": letters(last)}))
    codes = [row.code for row in result.rows][-6:]
    assert codes == ["H", "H.I", "I", "I.I", "K", "K.I"]


SHEET = [
    ["Số TT", "Nội dung tiêu chí và cách chấm điểm", "Thang điểm", "Kết quả chấm", None, "Hồ sơ"],
    [None, None, None, "UBND xã tự chấm", "Tổ thẩm định chấm", None],
    ["A", "ĐIỀU HÀNH", 7, None, None, None],
    ["I", "Họp dân", 3, None, None, "Biên bản"],
    [None, "- 03 buổi trở lên", 3],
    [None, "- 01 đến 02 buổi", 1.5],
    [None, "- Không tổ chức", 0],
    ["II", "Số hóa", 4, None, None, "Hệ thống"],
    [None, "Tổng điểm gồm 02 phần:"],
    [None, "(1) Có kho dữ liệu: 1 điểm; không có: 0 điểm"],
    [None, "(2) Tỷ lệ hồ sơ số hóa × 3 điểm"],
    [None, "Không áp dụng đối với đặc khu"],
    ["Tổng cộng", None, 7],
    ["B", "ĐIỂM CỘNG", None],
    ["I", "Điểm cộng", "+1"],
    [None, "Mỗi mô hình được công nhận cộng 0,5 điểm; điểm cộng tối đa 1 điểm"],
    [],
    [None, "Ghi chú:"],
    [None, "- Tiêu chí nào không có hồ sơ thì không chấm."],
]
MERGED = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)]


def test_scoring_rows_below_an_item_end_where_the_notes_begin() -> None:
    result = read(excel_file({"name": "Phụ lục", "rows": SHEET, "merge": MERGED}), "xa.xlsx")
    assert [each.code for each in result.issues] == []
    assert brief(result) == [
        ("A", "ĐIỀU HÀNH", "7", ""),
        ("A.I", "Họp dân", "3", "steps"),
        ("A.II", "Số hóa", "4", "sum"),
        ("B", "ĐIỂM CỘNG", "", ""),
        ("B.I", "Điểm cộng", "1", "bonus"),
    ]
    assert result.rows[2].not_applicable_to == "đặc khu"
    assert result.rows[4].scoring_text.endswith("tối đa 1 điểm")


def two_sets() -> bytes:
    second = [
        ["Mã", "Điểm", "Tiêu chí", "Cách thức đánh giá"],
        [1, 5, "THỂ CHẾ", None],
        [1.1, 5, "Văn bản", "Có: 5 điểm; không: 0 điểm"],
    ]
    return excel_file(
        {"name": "Phụ lục 1", "rows": SHEET, "merge": MERGED},
        {"name": "Phụ lục 2", "rows": second},
    )


def test_the_sheet_asked_for_is_read() -> None:
    result = import_appendix(two_sets(), "hai.xlsx", "thu/2026", "phụ lục 2")
    assert [row.code for row in result.rows] == ["1", "1.1"]
    assert [(each.code, dict(each.values)["others"]) for each in result.issues] == [
        ("appendix-several-sets", "Phụ lục 1")
    ]


def test_a_sheet_that_holds_no_set_is_refused_with_the_names_of_those_that_do() -> None:
    result = import_appendix(two_sets(), "hai.xlsx", "thu/2026", "Bìa")
    assert result.rows == ()
    (found,) = result.issues
    assert (found.code, dict(found.values)["sets"]) == (
        "appendix-part-not-found",
        "Phụ lục 1, Phụ lục 2",
    )


def test_scoring_text_keeps_its_dashes() -> None:
    rows = [["Mã", "Tiêu chí", "Điểm", "Cách chấm"], ["1", "A – B", "5", "80% – 100%: 5 điểm"]]
    result = read(word_file({"rows": rows}))
    assert (result.rows[0].name, result.rows[0].scoring_text) == ("A – B", "80% – 100%: 5 điểm")


def test_one_row_of_steps_in_disorder_is_one_fault() -> None:
    text = "Từ 90%: 5 điểm; từ 50% đến dưới 70%: 3 điểm; từ 70% đến dưới 90%: 1 điểm; còn lại: 0"
    rows = [["Mã", "Tiêu chí", "Điểm", "Cách chấm"], ["1", "A", "5", text]]
    result = read(word_file({"rows": rows}))
    assert [each.code for each in result.issues] == ["appendix-steps-out-of-order"]


def test_levels_may_have_their_points_in_the_column_of_maxima() -> None:
    rows = [
        ["TT", "Tiêu chí", "Cách chấm", "Điểm"],
        ["I", "CHỈ ĐẠO", "", "5"],
        ["1", "Kế hoạch", "Đúng hạn", "2"],
        ["", "", "Chậm", "1"],
        ["", "", "Không ban hành", "0"],
        ["2", "Nhiệm vụ hoàn thành", "Từ 90% trở lên", "3"],
        ["", "", "Từ 70% đến dưới 90%", "1,5"],
        ["", "", "Dưới 70%", "0"],
    ]
    merged = [(2, 0, 4, 0), (2, 1, 4, 1), (5, 0, 7, 0), (5, 1, 7, 1)]
    result = read(word_file({"rows": rows, "merge": merged}))
    assert [each.code for each in result.issues] == []
    assert [(code, top, kind) for code, _, top, kind in brief(result)] == [
        ("I", "5", ""),
        ("I.1", "2", "levels"),
        ("I.2", "3", "steps"),
    ]
    assert result.rows[1].scoring_text == "Đúng hạn: 2\nChậm: 1\nKhông ban hành: 0"


def test_levels_of_the_outline_may_have_a_column_each_with_points_after_the_name() -> None:
    rows = [
        ["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Cách chấm"],
        ["Điều hành (10 điểm)", "Kế hoạch (6 điểm)", "Ban hành", "2", "Có: 2; không: 0"],
        ["", "", "Hoàn thành", "4", "Tỷ lệ x 4"],
        ["", "Báo cáo (4 điểm)", "Đúng hạn", "4", "Mỗi báo cáo chậm trừ 1 điểm"],
        ["Thể chế (5 điểm)", "Văn bản", "Rà soát", "5", "Tỷ lệ x 5"],
    ]
    result = read(word_file({"rows": rows, "merge": [(1, 0, 3, 0), (1, 1, 2, 1)]}))
    assert [each.code for each in result.issues] == []
    assert brief(result)[:3] == [
        ("1", "Điều hành", "10", ""),
        ("1.1", "Kế hoạch", "6", ""),
        ("1.1.1", "Ban hành", "2", "yes_no"),
    ]


def test_an_item_without_a_number_stands_beside_the_scored_item_above_it() -> None:
    rows = [
        ["TT", "Tiêu chí", "Điểm tối đa", "Cách chấm"],
        ["I", "CHỈ ĐẠO", "5", ""],
        ["1", "Kế hoạch", "5", ""],
        ["1.1", "Ban hành", "2", "Có: 2; không: 0"],
        ["", "Nội dung kế hoạch", "3", "Đạt: 3; không đạt: 0"],
        ["II", "ĐIỂM ƯU TIÊN, KHUYẾN KHÍCH", "2", ""],
        ["1", "Sáng kiến", "2", "Mỗi sáng kiến 1 điểm"],
    ]
    result = read(word_file({"rows": rows}))
    assert [each.code for each in result.issues] == []
    assert [(row.code, row.parent, row.in_total) for row in result.rows[2:]] == [
        ("I.1.1", "I.1", True),
        ("I.1.2", "I.1", True),
        ("II", None, False),
        ("II.1", "II", False),
    ]


def test_a_row_of_letters_numbers_the_columns_and_notes_below_a_gap_are_no_items() -> None:
    rows = [
        ["STT", "Tiêu chí", "Điểm tối đa", "Phương pháp chấm"],
        ["A", "B", "C", "D"],
        ["I", "CHỈ ĐẠO", 5],
        ["1", "Kế hoạch", 5, "Tỷ lệ x 5"],
        [],
        [None, "TỔNG ĐIỂM", 5],
    ]
    result = read(excel_file({"name": "A", "rows": rows}), "x.xlsx")
    assert [each.code for each in result.issues] == []
    assert [row.code for row in result.rows] == ["I", "I.1"]


def test_detailed_points_may_stand_in_a_second_column_of_points() -> None:
    rows = [
        ["Mục", "Chỉ tiêu", "Điểm", "Thang điểm chi tiết", "Điểm", "Hồ sơ"],
        ["1", "Chỉ đạo", "5", "", "", ""],
        ["1.1", "Kế hoạch", "5", "Có ban hành", "5", "KH"],
        ["", "", "", "Không ban hành", "0", ""],
    ]
    result = read(word_file({"rows": rows}))
    assert [each.code for each in result.issues] == []
    assert brief(result)[1] == ("1.1", "Kế hoạch", "5", "yes_no")
