"""Which tables of a file are the criteria table, and which are not."""

import unicodedata

from appendix_builders import HEADER, brief, read, word_file


def test_decomposed_letters_and_hard_spaces_and_a_table_without_its_header_are_read() -> None:
    rows = [
        HEADER,
        ["I", "CÔNG TÁC CHỈ ĐẠO", "100", "", ""],
        [
            "1",
            "Kế\u00a0hoạch",
            "50",
            "Kịp thời: 50 điểm; chậm: 25 điểm; không ban hành: 0 điểm",
            "",
        ],
        ["2", "Báo cáo", "30\u00a0điểm", "Mỗi báo cáo chậm trừ 5 điểm", ""],
    ]
    more = [["3", "Kiểm tra", "20", "Tỷ lệ × điểm tối đa", "Biên bản"]]
    tables = [
        {"rows": [[unicodedata.normalize("NFD", text) for text in row] for row in table]}
        for table in (rows, more)
    ]
    result = read(word_file(*tables))
    assert result.issues == ()
    assert brief(result)[1:] == [
        ("I.1", "Kế hoạch", "50", "levels"),
        ("I.2", "Báo cáo", "30", "deduction"),
        ("I.3", "Kiểm tra", "20", "linear"),
    ]
    assert str(result.rows[-1].place) == "bảng 2, dòng 1"


def test_the_first_of_several_sets_is_imported_and_the_others_are_named() -> None:
    one = [HEADER, ["I", "A", "100", "", ""], ["1", "a", "100", "Có: 100; Không: 0", ""]]
    content = word_file("PHỤ LỤC I", {"rows": one}, "PHỤ LỤC II", {"rows": one})
    result = read(content)
    assert len(result.rows) == 2
    assert [(each.code, dict(each.values)["others"]) for each in result.issues] == [
        ("appendix-several-sets", "bảng 2")
    ]


def test_a_list_of_agencies_with_their_points_is_no_criteria_table() -> None:
    rows = [["STT", "Tên đơn vị", "Điểm"], ["1", "Sở Nội vụ", "95"], ["2", "Sở Tư pháp", "94"]]
    assert read(word_file({"rows": rows})).rows == ()


def test_a_summary_of_areas_before_the_table_is_passed_over() -> None:
    summary = [["STT", "Lĩnh vực", "Điểm tối đa"], ["I", "Chỉ đạo", "100"], ["", "Tổng", "100"]]
    rows = [
        HEADER,
        ["I", "Chỉ đạo", "100", "", ""],
        ["1", "Kế hoạch", "100", "Có: 100; Không: 0", ""],
    ]
    result = read(word_file({"rows": summary}, "Chi tiết:", {"rows": rows}))
    assert result.issues == ()
    assert [row.code for row in result.rows] == ["I", "I.1"]
