"""Count: so much for each, up to a cap."""

import pytest
from handed import faults, outcome, refusal, rule
from hypothesis import given as draw
from hypothesis import strategies as st

RULE = rule("count", per_item="0.5", cap="1.5", counted="sáng kiến")


def test_none_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(RULE, "2", value="0") == ("0", "formula")
    assert outcome(RULE, "2") == (None, "not_reported")


def test_up_to_the_cap_and_beyond() -> None:
    assert outcome(RULE, "2", value="2") == ("1", "formula")
    assert outcome(RULE, "2", value="3") == ("1.5", "formula")
    assert outcome(RULE, "2", value="4") == ("1.5", "capped")
    assert outcome(rule("count", per_item="0.5"), "2", value="99") == ("2", "capped")


@pytest.mark.parametrize("value", ["1.5", "-1", "0.3"])
def test_only_whole_counts_are_taken(value: str) -> None:
    assert refusal(RULE, "2", value=value) == "count-not-whole"


def test_a_ratio_is_no_count() -> None:
    assert refusal(RULE, "2", numerator="1", denominator="2") == "input-wrong-form"


@pytest.mark.parametrize(("points", "fits"), [("0", 1), ("0.5", 1), ("1.5", 1), ("0.7", 0)])
def test_points_given_come_in_whole_cases(points: str, fits: int) -> None:
    if fits:
        assert outcome(RULE, "2", points=points) == (points, "given")
    else:
        assert refusal(RULE, "2", points=points) == "points-off-step"


def test_a_cap_between_two_cases_may_be_given() -> None:
    uneven = rule("count", per_item="0.4", cap="1")
    assert outcome(uneven, "1", points="1") == ("1", "given")
    assert refusal(uneven, "1", points="0.9") == "points-off-step"


def test_points_given_stay_within_the_cap() -> None:
    assert outcome(RULE, "2", points="1.5") == ("1.5", "given")
    assert refusal(RULE, "2", points="1.6") == "points-above-maximum"


def test_a_penalty_printed_with_its_sign_starts_at_zero() -> None:
    assert outcome(rule("count", per_item="1"), "-5", value="0") == ("0", "formula")


def test_faults_and_words() -> None:
    assert faults(RULE, "2") == []
    assert faults(rule("count", per_item="0", cap="3"), "2") == [
        ("rule-above-maximum", ("cap",)),
        ("amount-not-positive", ("per_item",)),
    ]
    assert RULE.words(2, "vi") == "Mỗi trường hợp (sáng kiến) 0,5 điểm, tối đa 1,5"
    assert RULE.words(2, "en") == "0.5 points for each (sáng kiến), at most 1.5"


@draw(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_never_earns_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    few, many = (float(outcome(RULE, "2", value=str(n))[0] or 0) for n in (low, high))
    assert few <= many <= 1.5
