"""Lines of official paper."""

from datetime import UTC, date, datetime

import pytest

from caicach.files.official.wording import attached_words, day_words, printable, roman, seal_words
from made_up_round import particulars


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "ngày …… tháng …… năm ……"),
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 28), "ngày 28 tháng 02 năm 2027"),
        (date(2027, 3, 9), "ngày 09 tháng 3 năm 2027"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_bear_a_nought(
    day: date | None, words: str
) -> None:
    assert day_words(day) == words


def test_the_annex_names_its_decision_and_falls_back_to_the_issuer() -> None:
    line = attached_words(particulars(authority=""))
    assert line == (
        "(Kèm theo Quyết định số 123/QĐ-UBND ngày 05 tháng 01 năm 2027 của "
        "Ủy ban nhân dân tỉnh Mẫu)"
    )


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV")])
def test_blocks_are_counted_as_romans_did(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Sở\nNội  vụ", "Sở Nội vụ"),
        ("A\u0301o", "Áo"),
        ("漢 Sở", "� Sở"),
        ("5 ≥ 4 – ½ № “a”", "5 ≥ 4 – ½ № “a”"),
    ],
)
def test_text_is_composed_on_one_line_and_marked_where_no_letter_is(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_the_time_of_sealing_is_told_in_vietnam_wherever_the_machine_stands() -> None:
    moment = datetime(2027, 1, 4, 18, 5, 9, tzinfo=UTC)
    assert seal_words("123/QĐ-UBND", moment) == "123/QĐ-UBND; 05/01/2027 01:05:09 +07:00"
