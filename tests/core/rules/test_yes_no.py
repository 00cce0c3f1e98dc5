"""Yes or no, of one condition or several."""

import pytest
from handed import faults, outcome, refusal, rule

PLAIN = rule("yes_no")
ALL = rule("yes_no", conditions=["trước 31/01", "giao rõ chủ trì", "có kinh phí"])
ANY = rule("yes_no", conditions=["có ISO", "có phần mềm"], combine="any", yes="0.5", no="0.1")


def test_no_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(PLAIN, "1", choice="không") == ("0", "no")
    assert outcome(PLAIN, "1") == (None, "not_reported")


@pytest.mark.parametrize("word", ["có", "CÓ", "đạt", "Đầy đủ", "x", "yes", "1", "true"])
def test_words_that_mean_yes(word: str) -> None:
    assert outcome(PLAIN, "1", choice=word) == ("1", "yes")


@pytest.mark.parametrize("word", ["không", "Không đạt", "chưa", "thiếu", "no", "0", "false"])
def test_words_that_mean_no(word: str) -> None:
    assert outcome(PLAIN, "1", choice=word) == ("0", "no")


def test_anything_between_is_refused() -> None:
    assert refusal(PLAIN, "1", choice="một phần") == "answer-unknown"
    assert refusal(PLAIN, "1", value="2") == "answer-unknown"
    assert refusal(PLAIN, "1", numerator="1", denominator="2") == "input-wrong-form"


def test_a_number_is_the_count_of_conditions_that_hold() -> None:
    assert outcome(ALL, "1", value="3") == ("1", "yes")
    assert outcome(ALL, "1", value="2") == ("0", "no")
    assert outcome(ANY, "1", value="1") == ("0.5", "yes")
    assert outcome(ANY, "1", value="0") == ("0.1", "no")
    for wrong in ("4", "-1", "1.5"):
        assert refusal(ALL, "1", value=wrong) == "conditions-count"


def test_one_no_settles_all_and_one_yes_settles_any() -> None:
    assert outcome(ALL, "1", parts={"2": {"choice": "không"}}) == ("0", "no")
    assert outcome(ANY, "1", parts={"2": {"choice": "có"}}) == ("0.5", "yes")


def test_an_unanswered_condition_is_missing_and_not_a_no() -> None:
    assert outcome(ALL, "1", parts={"1": {"choice": "có"}}) == (None, "parts_missing:2, 3")
    blank = {"1": {"choice": "có"}, "2": {}, "3": {"choice": "có"}}
    assert outcome(ALL, "1", parts=blank) == (None, "parts_missing:2")
    assert outcome(ANY, "1", parts={"1": {}}) == (None, "parts_missing:1, 2")


def test_a_condition_that_does_not_apply_is_left_out() -> None:
    rest = {"1": {"not_applicable": True}, "2": {"choice": "có"}, "3": {"value": "1"}}
    assert outcome(ALL, "1", parts=rest) == ("1", "yes")
    none = {str(n): {"not_applicable": True} for n in (1, 2, 3)}
    assert outcome(ALL, "1", parts=none) == (None, "not_applicable")


def test_an_unknown_condition_is_refused() -> None:
    assert refusal(ALL, "1", parts={"4": {"choice": "có"}}) == "part-unknown"
    assert refusal(PLAIN, "1", parts={"1": {"choice": "có"}}) == "part-unknown"


def test_points_given_must_be_one_of_the_two() -> None:
    assert outcome(ANY, "1", points="0.5") == ("0.5", "yes")
    assert outcome(ANY, "1", points="0.1") == ("0.1", "no")
    assert refusal(ANY, "1", points="0.3") == "points-off-step"


def test_amounts_outside_the_maximum_are_faults() -> None:
    broken = rule("yes_no", yes="2", no="-1")
    assert faults(broken, "1") == [("rule-above-maximum", ("yes",)), ("rule-below-zero", ("no",))]


def test_words_name_conditions_and_amounts() -> None:
    assert ANY.words(1, "vi") == (
        "Có ít nhất một điều kiện (có ISO; có phần mềm). Có: 0,5; Không: 0,1"
    )
    assert PLAIN.words(1, "en") == "Yes: 1; No: 0"
