"""Word appendices in the layouts of other offices, with what a person reads in each."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from appendix_builders import HEADER, brief, read, word_file
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from caicach.core.criteria import load_edition

COMMUNE = word_file(
    "PHỤ LỤC",
    "TIÊU CHÍ ĐÁNH GIÁ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH ĐỐI VỚI UBND CÁC XÃ, PHƯỜNG NĂM 2025",
    "(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 08/9/2025 của UBND tỉnh Lâm Thượng)",
    "Bộ tiêu chí gồm 3 lĩnh vực, 6 tiêu chí.",
    {
        "rows": [
            ["TT", "Nội dung", "Thang điểm", "Phương pháp chấm điểm", "Hồ sơ", "Điểm", ""],
            ["", "", "", "", "", "Tự chấm", "Thẩm định"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            ["A", "CHỈ ĐẠO, ĐIỀU HÀNH", "5", "", "", "", ""],
            ["1", "Kế hoạch CCHC", "3", "", "", "", ""],
            ["a)", "Ban hành kế hoạch", "1", "Đúng hạn: 1 điểm; chậm: 0,5; không: 0", "", "", ""],
            ["b)", "Mức độ hoàn thành", "2", "Tỷ lệ × 2", "Báo cáo", "", ""],
            ["2", "Tuyên truyền", "2", "Mỗi tin, bài 0,1 điểm, tối đa 2 điểm", "", "", ""],
            ["", "Cộng mục A", "5", "", "", "", ""],
            ["B", "THỦ TỤC HÀNH CHÍNH", "85 điểm", "", "", "", ""],
            ["1", "Hồ sơ đúng hạn", "60", "Từ 95% trở lên: 60 điểm; dưới 95%: 0", "", "", ""],
            ["2", "Công khai", "25,0", "- Công khai đủ: 25 điểm", "", "", ""],
            ["", "", "", "- Công khai thiếu: 0 điểm", "", "", ""],
            ["C", "ĐIỀU TRA XÃ HỘI HỌC", "10", "", "", "", ""],
            ["1", "Người dân đánh giá", "10", "Theo phiếu khảo sát", "", "", ""],
            ["", "TỔNG ĐIỂM", "100", "", "", "", ""],
            ["D", "ĐIỂM CỘNG", "", "", "", "", ""],
            ["1", "Mô hình mới", "3", "Mỗi mô hình cộng 1 điểm, tối đa 3 điểm", "", "", ""],
            ["E", "ĐIỂM TRỪ", "", "", "", "", ""],
            ["1", "Để xảy ra vi phạm", "Trừ tối đa 5", "Mỗi vi phạm trừ 1 điểm", "", "", ""],
        ],
        "merge": [(0, c, 1, c) for c in range(5)] + [(0, 5, 0, 6)],
    },
    "Xếp loại: Tốt: từ 90 điểm trở lên; Khá: từ 70 đến dưới 90 điểm; Yếu: dưới 70 điểm.",
)


def test_a_commune_set_with_letters_and_lettered_parts_is_read() -> None:
    assert brief(read(COMMUNE)) == [
        ("A", "CHỈ ĐẠO, ĐIỀU HÀNH", "5", ""),
        ("A.1", "Kế hoạch CCHC", "3", ""),
        ("A.1.a", "Ban hành kế hoạch", "1", "levels"),
        ("A.1.b", "Mức độ hoàn thành", "2", "linear"),
        ("A.2", "Tuyên truyền", "2", "count"),
        ("B", "THỦ TỤC HÀNH CHÍNH", "85", ""),
        ("B.1", "Hồ sơ đúng hạn", "60", "steps"),
        ("B.2", "Công khai", "25.0", "yes_no"),
        ("C", "ĐIỀU TRA XÃ HỘI HỌC", "10", ""),
        ("C.1", "Người dân đánh giá", "10", "survey"),
        ("D", "ĐIỂM CỘNG", "", ""),
        ("D.1", "Mô hình mới", "3", "bonus"),
        ("E", "ĐIỂM TRỪ", "", ""),
        ("E.1", "Để xảy ra vi phạm", "-5", "penalty"),
    ]


def test_decision_bands_and_caps_of_the_commune_set_enter_its_edition() -> None:
    edition = load_edition(read(COMMUNE).edition_text, "thu.yaml").edition
    assert edition is not None
    assert edition.issued is not None
    assert edition.issued.text.vi == "Quyết định số 1234/QĐ-UBND"
    assert edition.issued.date == date(2025, 9, 8)
    assert edition.effective is not None
    assert edition.effective.from_ == date(2025, 1, 1)
    assert edition.level == "commune"
    assert [(b.label.vi, b.low, b.high) for b in edition.bands] == [
        ("Tốt", Decimal(90), None),
        ("Khá", Decimal(70), Decimal(90)),
        ("Yếu", None, Decimal(70)),
    ]
    assert (edition.bonus_cap, edition.penalty_cap) == (Decimal(3), Decimal(5))


def test_a_count_in_the_introduction_that_the_table_denies_is_told() -> None:
    assert [each.code for each in read(COMMUNE).issues] == ["appendix-count-differs"]


def test_a_maximum_read_from_words_is_put_before_a_person() -> None:
    (asked,) = read(COMMUNE).confirm
    assert (asked.code, asked.read) == ("E.1", "Trừ tối đa 5")
    assert "Trừ tối đa 5" in asked.why("vi")


def test_areas_and_criteria_may_have_a_column_each() -> None:
    content = word_file(
        "Bộ tiêu chí chấm điểm CCHC năm 2026",
        {
            "rows": [
                ["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm", "Cách tính điểm"],
                ["1. Chỉ đạo", "1.1. Kế hoạch", "1.1.1. Ban hành", "40", "Có: 40; Không: 0"],
                ["", "", "1.1.2. Hoàn thành", "20", "Tỷ lệ x điểm tối đa"],
                ["", "1.2. Báo cáo", "", "10", "Mỗi báo cáo chậm trừ 2 điểm"],
                ["2. Thể chế", "2.1. Rà soát", "", "30", "Đạt: 30 điểm; không đạt: 0 điểm"],
            ],
            "merge": [(1, 0, 3, 0), (1, 1, 2, 1)],
        },
    )
    result = read(content)
    assert result.issues == ()
    assert brief(result) == [
        ("1", "Chỉ đạo", "", ""),
        ("1.1", "Kế hoạch", "", ""),
        ("1.1.1", "Ban hành", "40", "yes_no"),
        ("1.1.2", "Hoàn thành", "20", "linear"),
        ("1.2", "Báo cáo", "10", "deduction"),
        ("2", "Thể chế", "", ""),
        ("2.1", "Rà soát", "30", "yes_no"),
    ]


def test_code_and_name_may_share_a_cell_and_carry_the_points() -> None:
    content = word_file(
        {
            "rows": [
                ["Tiêu chí", "Cách chấm"],
                ["I. CHỈ ĐẠO (60 điểm)", ""],
                ["1. Kế hoạch (60 điểm)", ""],
                ["1.1. Ban hành (40 điểm)", "Có: 40; Không: 0"],
                ["1.2. Hoàn thành (20 điểm)", "Tỷ lệ x điểm tối đa"],
                ["II. THỂ CHẾ (40 điểm)", ""],
                ["1. Rà soát (40 điểm)", "Từ 90% trở lên: 40 điểm; dưới 90%: 0 điểm"],
            ]
        }
    )
    result = read(content)
    assert result.issues == ()
    assert [(c, m) for c, _, m, _ in brief(result)] == [
        ("I", "60"),
        ("I.1", "60"),
        ("I.1.1", "40"),
        ("I.1.2", "20"),
        ("II", "40"),
        ("II.1", "40"),
    ]
    assert result.rows[2].name == "Ban hành"


def test_areas_without_a_code_get_one_and_a_person_is_asked() -> None:
    content = word_file(
        {
            "rows": [
                HEADER,
                ["", "CHỈ ĐẠO ĐIỀU HÀNH", "60", "", ""],
                ["1", "Kế hoạch", "60", "Có: 60; Không: 0", ""],
                ["", "CẢI CÁCH THỂ CHẾ", "40", "", ""],
                ["2", "Rà soát", "40", "Có: 40; Không: 0", ""],
                ["", "TỔNG", "100", "", ""],
            ]
        }
    )
    result = read(content)
    assert [row.code for row in result.rows] == ["I", "I.1", "II", "II.2"]
    assert [each.reason for each in result.confirm] == ["appendix-code-supplied"] * 2
    assert result.issues == ()


def test_codes_that_word_numbers_by_itself_are_counted() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    texts = [
        HEADER[:4],
        ["", "Kế hoạch", "40", "Có: 40; Không: 0"],
        ["", "Báo cáo", "30", "Có: 30; Không: 0"],
        ["", "Kiểm tra", "30", "Có: 30; Không: 0"],
    ]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
        number(row.cells[0].paragraphs[0], document)
    out = BytesIO()
    document.save(out)
    assert [row.code for row in read(out.getvalue()).rows] == ["1", "2", "3"]


def number(paragraph: object, document: object) -> None:
    """Put a paragraph into the document's first decimal list, as Word does."""
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    listed = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", decimal_list(document))):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        listed.append(element)
    properties.append(listed)


def decimal_list(document: object) -> str:
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    for instance in root.findall(qn("w:num")):
        wanted = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
        for definition in root.findall(qn("w:abstractNum")):
            format_ = definition.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val"))
            if definition.get(qn("w:abstractNumId")) == wanted and format_ == "decimal":
                return str(instance.get(qn("w:numId")))
    raise LookupError("no decimal list in the template")


@pytest.mark.parametrize("text", ["Xã hội (2 điểm)", "Kế hoạch năm 2026"])
def test_a_name_with_a_figure_stays_whole_where_a_maximum_is_printed(text: str) -> None:
    content = word_file({"rows": [HEADER, ["1", text, "100", "Có: 100; Không: 0", ""]]})
    assert read(content).rows[0].name == text


def test_levels_may_stand_in_rows_with_their_points_in_a_column() -> None:
    content = word_file(
        {
            "rows": [
                ["STT", "Tiêu chí", "Điểm tối đa", "Mức đánh giá", "Điểm", "Minh chứng"],
                ["I. CHỈ ĐẠO ĐIỀU HÀNH (60 điểm)", "", "", "", "", ""],
                ["1", "Kế hoạch", "40", "Ban hành kịp thời", "40", "Kế hoạch"],
                ["", "", "", "Ban hành không kịp thời", "20", ""],
                ["", "", "", "Không ban hành", "0", ""],
                ["2", "Hoàn thành", "20", "Từ 90% trở lên", "20", "Báo cáo"],
                ["", "", "", "Dưới 90%", "0", ""],
                ["II. THỂ CHẾ (40 điểm)", "", "", "", "", ""],
                ["1", "Rà soát", "40", "Có", "40", "Báo cáo"],
                ["", "", "", "Không", "0", ""],
                ["Tổng cộng", "", "100", "", "", ""],
            ],
            "merge": [
                (1, 0, 1, 5),
                (7, 0, 7, 5),
                *((2, c, 4, c) for c in (0, 1, 2, 5)),
                *((5, c, 6, c) for c in (0, 1, 2, 5)),
                *((8, c, 9, c) for c in (0, 1, 2)),
                (10, 0, 10, 1),
            ],
        }
    )
    result = read(content)
    assert result.issues == ()
    assert brief(result) == [
        ("I", "CHỈ ĐẠO ĐIỀU HÀNH", "60", ""),
        ("I.1", "Kế hoạch", "40", "levels"),
        ("I.2", "Hoàn thành", "20", "steps"),
        ("II", "THỂ CHẾ", "40", ""),
        ("II.1", "Rà soát", "40", "yes_no"),
    ]
    assert result.rows[1].evidence == "Kế hoạch"


def test_roman_parts_may_stand_below_letters_and_a_mixed_block_outside_the_total() -> None:
    rows = [
        ["STT", "Nội dung đánh giá", "Điểm chuẩn", "Ghi chú"],
        ["A", "ĐÁNH GIÁ QUA THẨM ĐỊNH", "70", ""],
        ["I", "CHỈ ĐẠO", "70", ""],
        ["1", "Kế hoạch CCHC", "70", ""],
        ["1.1", "Kết quả", "70", "(b/a) x 70.\nTrong đó:\n- a: số nhiệm vụ\n- b: số đã xong"],
        ["B", "ĐÁNH GIÁ QUA ĐIỀU TRA XÃ HỘI HỌC", "30", ""],
        ["1", "Lãnh đạo sở đánh giá", "30", "Điểm điều tra XHH"],
        ["", "TỔNG SỐ ĐIỂM (A+B)", "100", ""],
        ["C", "ĐIỂM THƯỞNG, ĐIỂM PHẠT", "", ""],
        ["1", "Điểm thưởng", "", ""],
        ["1.1", "Sáng kiến", "2", "Mỗi sáng kiến 0,5 điểm"],
        ["2", "Điểm phạt", "", ""],
        ["2.1", "Bị nhắc nhở", "-2", "Mỗi lần -0,5 điểm"],
    ]
    result = read(word_file({"rows": rows}))
    assert result.issues == ()
    assert [(c, k) for c, _, _, k in brief(result)] == [
        ("A", ""),
        ("A.I", ""),
        ("A.I.1", ""),
        ("A.I.1.1", "linear"),
        ("B", ""),
        ("B.1", "survey"),
        ("C", ""),
        ("C.1", ""),
        ("C.1.1", "bonus"),
        ("C.2", ""),
        ("C.2.1", "penalty"),
    ]
    assert [row.in_total for row in result.rows] == [True] * 6 + [False] * 5


def test_bulleted_rows_below_an_item_are_its_levels() -> None:
    rows = [
        ["STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"],
        ["1", "Kế hoạch", "60", ""],
        ["-", "Ban hành kịp thời", "60", ""],
        ["-", "Ban hành chậm", "30", ""],
        ["-", "Không ban hành", "0", ""],
        ["2", "Báo cáo", "40", ""],
        ["", "Đủ 4 báo cáo: 40 điểm", "", ""],
        ["", "Mỗi báo cáo thiếu trừ 10 điểm", "", ""],
        ["", "Ghi chú: số liệu tính đến 30/11", "", ""],
    ]
    result = read(word_file({"rows": rows}))
    assert brief(result) == [
        ("1", "Kế hoạch", "60", "levels"),
        ("2", "Báo cáo", "40", "deduction"),
    ]
    assert result.rows[0].scoring_text.startswith("- Ban hành kịp thời: 60\n")


def test_codes_may_be_introduced_by_words_and_exemptions_stand_in_names() -> None:
    rows = [
        ["Nội dung", "Điểm", "Cách tính"],
        ["LĨNH VỰC I: CHỈ ĐẠO (60 điểm)", "", ""],
        ["Tiêu chí 1: Kế hoạch", "60", ""],
        ["Tiêu chí 1.1. Ban hành (không áp dụng đối với đặc khu)", "60", "Có: 60; Không: 0"],
        ["LĨNH VỰC II: THỂ CHẾ (40 điểm)", "", ""],
        ["Tiêu chí 1: Rà soát", "40", "Tỷ lệ x 40"],
        ["Tổng cộng: 100 điểm", "", ""],
    ]
    content = word_file({"rows": rows, "merge": [(1, 0, 1, 2), (4, 0, 4, 2), (6, 0, 6, 2)]})
    result = read(content)
    assert result.issues == ()
    assert [row.code for row in result.rows] == ["I", "I.1", "I.1.1", "II", "II.1"]
    assert result.rows[2].not_applicable_to == "đặc khu"


def test_a_code_below_another_items_number_is_told() -> None:
    rows = [
        HEADER,
        ["1", "Chỉ đạo", "60", "", ""],
        ["1.1", "Kế hoạch", "30", "Có: 30; Không: 0", ""],
        ["3.2", "Báo cáo", "30", "Có: 30; Không: 0", ""],
        HEADER,
        ["2", "Thể chế", "40", "Có: 40; Không: 0", ""],
    ]
    result = read(word_file({"rows": rows}))
    assert [each.code for each in result.issues] == ["appendix-code-elsewhere"]


def test_parts_with_points_in_a_column_of_their_own_are_added() -> None:
    rows = [
        ["TT", "Tiêu chí", "Điểm chuẩn", "Nội dung chấm điểm", "Điểm chi tiết"],
        ["1", "Kế hoạch", "40", "Ban hành đúng hạn", "20"],
        ["", "", "", "Đủ nội dung", "20"],
        ["2", "Báo cáo", "60", "Đủ số lượng, đúng hạn", "60"],
        ["", "", "", "Thiếu hoặc chậm", "0"],
    ]
    merge = [(top, c, top + 1, c) for top in (1, 3) for c in range(3)]
    result = read(word_file({"rows": rows, "merge": merge}))
    assert [kind for _, _, _, kind in brief(result)] == ["sum", "yes_no"]
    assert [each.reason for each in result.confirm] == ["appendix-parts-added"]
