"""Bonus points on top of the total."""

from handed import faults, outcome, refusal, rule

COUNTED = rule("bonus", per_item="0.5", cap="1.5")
BY_HAND = rule("bonus")


def test_none_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(COUNTED, "2", value="0") == ("0", "formula")
    assert outcome(COUNTED, "2") == (None, "not_reported")


def test_up_to_the_cap() -> None:
    assert outcome(COUNTED, "2", value="3") == ("1.5", "formula")
    assert outcome(COUNTED, "2", value="4") == ("1.5", "capped")


def test_points_by_hand_stay_within_the_cap() -> None:
    assert outcome(BY_HAND, "2", points="1.25") == ("1.25", "given")
    assert refusal(BY_HAND, "2", points="2.5") == "points-above-maximum"
    assert refusal(COUNTED, "2", points="1.75") == "points-above-maximum"
    assert refusal(BY_HAND, "2", points="-1") == "points-below-minimum"
    assert refusal(BY_HAND, "2", value="3") == "judgement-needs-points"


def test_faults_and_words() -> None:
    assert faults(COUNTED, "2") == faults(BY_HAND, "2") == []
    assert faults(rule("bonus", per_item="-1", cap="3"), "2") == [
        ("rule-above-maximum", ("cap",)),
        ("amount-not-positive", ("per_item",)),
    ]
    assert COUNTED.words(2, "vi") == "Cộng 0,5 điểm mỗi trường hợp, tối đa 1,5"
    assert BY_HAND.words(2, "en") == "bonus to 2"
