"""Zero tolerance: a single case is enough."""

import pytest
from handed import faults, outcome, refusal, rule

RULE = rule("zero_tolerance", counted="cán bộ bị kỷ luật", any="0.25")


def test_no_case_is_clean_and_an_empty_row_is_missing() -> None:
    assert outcome(RULE, "1", value="0") == ("1", "clean")
    assert outcome(RULE, "1") == (None, "not_reported")


def test_one_case_counts_like_many() -> None:
    assert outcome(RULE, "1", value="1") == outcome(RULE, "1", value="9") == ("0.25", "any")


def test_yes_means_that_it_happened() -> None:
    assert outcome(RULE, "1", choice="không") == ("1", "clean")
    assert outcome(RULE, "1", choice="có") == ("0.25", "any")


@pytest.mark.parametrize("word", ["đạt", "không đạt", "đủ", "thiếu"])
def test_words_that_praise_or_blame_do_not_say_whether_it_happened(word: str) -> None:
    assert refusal(RULE, "1", choice=word) == "answer-unknown"


def test_points_given_must_be_one_of_the_two() -> None:
    assert outcome(RULE, "1", points="0.25") == ("0.25", "any")
    assert refusal(RULE, "1", points="0.5") == "points-off-step"
    assert refusal(RULE, "1", value="0.5") == "count-not-whole"


def test_faults_and_words() -> None:
    assert faults(RULE, "1") == []
    assert faults(rule("zero_tolerance", clean="2", any="2"), "1") == [
        ("rule-above-maximum", ("clean",)),
        ("bounds-order", ("any",)),
    ]
    assert RULE.words(1, "vi") == "Không có trường hợp nào: 1; có từ 01 trường hợp: 0,25"
    assert RULE.words(1, "en") == "no case: 1; one case or more: 0.25"
