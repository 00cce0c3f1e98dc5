"""The annex as pages: what stands on them, in what form, and that it never surprises."""

import unicodedata
from contextlib import closing
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from read_pages import sizes_of, words_of

from caicach.files.official import Correction, Particulars, Signer, annex_pdf, lettered_in
from made_up_round import made_up_result, particulars

LETTERS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ALPHABET = "".join(
    unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES
)


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The words of an annex of seven agencies, one of which lacks a figure."""
    result = made_up_result(7, without={"A0003": "1.2"})
    return words_of(annex_pdf(result, particulars(), digest="ab" * 32))


def test_the_head_is_that_of_an_official_document(pages: list[str]) -> None:
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 123/QĐ-UBND",
        "Mẫu Thành, ngày 05 tháng 01 năm 2027",
        "(Kèm theo Quyết định số 123/QĐ-UBND ngày 05 tháng 01 năm 2027 của Chủ tịch",
    ):
        assert words in pages[0]


def test_agencies_stand_by_rank_and_those_without_one_after_them_with_the_reason(
    pages: list[str],
) -> None:
    text = " ".join(pages)
    reason = text.index("Không xếp hạng – còn thiếu các mục mà cơ quan cùng khối đã có: 1.2.")
    assert reason < text.index("– Sở Tư pháp")
    assert text.index("1 Sở Tài chính") < text.index("2 Sở Nội vụ") < reason


def test_made_up_figures_say_so_in_a_frame_before_the_table(pages: list[str]) -> None:
    assert pages[0].index("không phải kết quả chính thức") < pages[0].index("Hạng Cơ quan")


def test_the_notes_tell_what_is_missing_and_that_it_is_no_zero(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "“Chưa có số liệu” không phải là 0 điểm" in text
    assert "Mục chưa có số liệu: Sở Tư pháp: 1.2." in text


def test_the_notes_call_the_set_by_its_title_alone(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "Cách tính: chấm theo" in text
    assert "(mã" not in text


def test_the_foot_of_every_page_bears_the_digest_and_pages_are_counted_from_the_second(
    pages: list[str],
) -> None:
    assert all("SHA-256 abab abab abab abab" in page for page in pages)
    assert not pages[0].startswith("1 ")
    assert pages[1].startswith("2 ")


def test_the_name_of_the_signer_never_stands_on_a_page_without_a_note() -> None:
    for agencies in range(7, 22, 2):
        last = words_of(annex_pdf(made_up_result(agencies), particulars()))[-1]
        assert "Nguyễn Văn Mẫu" in last
        assert "Số liệu đã chốt" in last


def test_paper_lies_across_for_many_areas_and_stands_for_few() -> None:
    many = made_up_result(3)
    few = deepcopy(many)
    for agency in few["agencies"]:
        agency["areas"] = agency["areas"][:3]
    assert set(sizes_of(annex_pdf(many, particulars()))) == {(297, 210)}
    assert set(sizes_of(annex_pdf(few, particulars()))) == {(210, 297)}


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (annex_pdf(made_up_result(5), particulars(), digest="ab") for _ in range(2))
    assert first == second


def test_the_pages_are_kept_for_decades_and_can_be_read_aloud() -> None:
    pdf = annex_pdf(made_up_result(3), particulars())
    for mark in (b"pdfaid:part", b"pdfuaid:part", b"/StructTreeRoot", b"/Lang"):
        assert mark in pdf
    with closing(pdfium.PdfDocument(pdf)) as document:
        assert document.get_metadata_value("Title").startswith("Phụ lục: Kết quả đánh giá")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_drawn_composed_or_not(form: str) -> None:
    told = unicodedata.normalize(form, f"{ALPHABET} {ALPHABET.upper()} đĐ")
    text = words_of(annex_pdf(made_up_result(3), particulars(sample=told)))[0]
    drawn = unicodedata.normalize("NFC", text).replace(" ", "")
    assert ALPHABET in drawn
    assert ALPHABET.upper() in drawn


def test_what_no_font_can_draw_is_marked_and_stops_nothing() -> None:
    text = words_of(annex_pdf(made_up_result(3), particulars(sample="Mẫu 漢\u202e😀\x1b[31m")))[0]
    assert "Mẫu" in text
    assert "漢" not in text


def test_markup_in_a_name_stays_text() -> None:
    result = made_up_result(3)
    result["agencies"][0]["name"] = '#panic("x") *Sở* $a$ [b] \\ "'
    assert '#panic("x") *Sở* $a$ [b] \\ "' in " ".join(words_of(annex_pdf(result, particulars())))


def test_the_time_of_sealing_stands_on_the_first_page_alone() -> None:
    moment = datetime(2027, 1, 5, 1, 30, tzinfo=UTC)
    pages = words_of(annex_pdf(made_up_result(7), particulars(), sealed_at=moment))
    assert [page.count("123/QĐ-UBND; 05/01/2027 08:30:00 +07:00") for page in pages] == [1, 0]


def test_a_draft_has_dots_for_its_number_and_day() -> None:
    text = words_of(annex_pdf(made_up_result(3), particulars(notation="", signed_on=None)))[0]
    assert "ngày …… tháng …… năm ……" in text


def test_changes_against_last_year_stand_in_the_table_with_a_footnote_for_what_breaks_them() -> (
    None
):
    before = made_up_result(5, seed=2)
    text = " ".join(words_of(annex_pdf(made_up_result(6, previous=before), particulars())))
    assert "So với năm trước" in text
    assert "(1) Chưa có trong kết quả sample-department/2026." in text


def test_a_gap_is_words_and_what_does_not_apply_is_kad() -> None:
    result = made_up_result(3)
    first, second = result["agencies"][:2]
    first["areas"][0] |= {"points": None, "index": None, "state": "not_reported"}
    second["areas"][1] |= {"points": None, "index": None, "state": "not_applicable"}
    text = words_of(annex_pdf(result, particulars()))[0]
    assert "Chưa có số liệu" in text
    assert "KAD" in text


def test_a_correction_lists_each_agency_before_after_and_why() -> None:
    before = made_up_result(4)
    after = deepcopy(before)
    first = next(each for each in after["agencies"] if each["rank"] == 1)
    first |= {"points": "60", "index": "60", "rank": 4}
    text = " ".join(words_of(annex_pdf(after, corrected(before))))
    assert "Đính chính kết quả công bố lần 1" in text
    assert "Bảng đính chính" in text
    assert "60,00 60,00 4 Sai số liệu mục 3.1" in text


def corrected(before: dict[str, object]) -> Particulars:
    """Return particulars of a second publication."""
    correction = Correction(1, "123/QĐ-UBND", date(2027, 1, 5), "Sai số liệu mục 3.1", before)
    return particulars(number=2, notation="150/QĐ-UBND", correction=correction)


def test_blocks_stand_one_after_the_other_by_their_own_names() -> None:
    result = made_up_result(4)
    result["blocks"] = [{"id": "a", "label": "Khối A"}, {"id": "b", "label": "Khối B"}]
    for place, agency in enumerate(result["agencies"]):
        agency["block"] = "ab"[place % 2]
    text = " ".join(words_of(annex_pdf(result, particulars(block_labels={"b": "Khối thi đua"}))))
    assert text.index("I. Khối A") < text.index("II. Khối thi đua")


def test_sets_of_very_many_areas_bear_codes_and_a_key_below() -> None:
    result = made_up_result(3)
    for number in range(10, 22):
        code = str(number)
        result["criteria"][code] = {**result["criteria"]["1"], "label": f"Lĩnh vực thêm {code}"}
        for agency in result["agencies"]:
            agency["areas"].append({**agency["areas"][0], "code": code})
    text = " ".join(words_of(annex_pdf(result, particulars())))
    assert "Lĩnh vực: 1 – Chỉ đạo, điều hành" in text
    assert "21 – Lĩnh vực thêm 21 (12)." in text


def test_a_word_no_column_is_wide_enough_for_folds_inside_its_cell() -> None:
    result = made_up_result(3)
    result["agencies"][0]["name"] = "w" * 120
    with closing(pdfium.PdfDocument(annex_pdf(result, particulars()))) as document:
        text = document[0].get_textpage()
        right = max(
            text.get_charbox(at)[2]
            for at in range(text.count_chars())
            if text.get_text_range(at, 1) == "w"
        )
    assert right < 120 / 25.4 * 72


def test_a_round_without_agencies_is_a_page_without_tables() -> None:
    result = made_up_result(1)
    result["agencies"] = []
    assert "Hạng" not in words_of(annex_pdf(result, particulars()))[0]


def test_agencies_on_one_rank_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    result = made_up_result(4)
    names = ("Sở Đất đai", "Sở Dân tộc", "Sở Ăn uống", "Sở An ninh")
    for agency, name in zip(result["agencies"], names, strict=True):
        agency |= {"name": name, "rank": 1}
    text = words_of(annex_pdf(result, particulars()))[0]
    assert [text.index(f"1 {name}") for name in reversed(names)] == sorted(
        text.index(f"1 {name}") for name in names
    )


@pytest.mark.parametrize("empty", ["title", "place", "superior", "authority", "check_at"])
def test_a_particular_left_empty_stops_nothing(empty: str) -> None:
    assert words_of(annex_pdf(made_up_result(2), particulars(**{empty: ""})))


def test_an_annex_that_follows_its_decision_repeats_neither_head_nor_signature() -> None:
    text = " ".join(words_of(annex_pdf(made_up_result(3), particulars(is_bare=True))))
    assert "(Kèm theo Quyết định số 123/QĐ-UBND" in text
    for words in ("CỘNG HÒA XÃ HỘI", "Nơi nhận", "Nguyễn Văn Mẫu"):
        assert words not in text


def test_who_signs_stands_in_capitals_however_it_was_typed() -> None:
    signer = Signer("Chủ tịch", "Nguyễn Văn Mẫu", "TM. Ủy ban nhân dân")
    text = " ".join(words_of(annex_pdf(made_up_result(3), particulars(signer=signer))))
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn Mẫu" in text


def test_a_folder_without_a_known_family_leaves_the_one_that_is_shipped(tmp_path: Path) -> None:
    assert lettered_in(tmp_path) == lettered_in() == "Libertinus Serif"
