"""Penalty points off the total."""

from decimal import Decimal

from handed import faults, outcome, refusal, rule

COUNTED = rule("penalty", per_event="0.5")
BY_HAND = rule("penalty", cap="2")


def test_nothing_happened_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(COUNTED, "-3", value="0")[0] in ("0", "-0")
    assert outcome(COUNTED, "-3") == (None, "not_reported")


def test_down_to_the_cap_however_the_maximum_is_printed() -> None:
    for maximum in ("-3", "3"):
        assert outcome(COUNTED, maximum, value="2") == ("-1", "formula")
        assert outcome(COUNTED, maximum, value="6") == ("-3", "formula")
        assert outcome(COUNTED, maximum, value="7") == ("-3", "capped")


def test_points_by_hand_are_zero_or_below() -> None:
    assert outcome(BY_HAND, "-3", points="-2") == ("-2", "given")
    assert outcome(BY_HAND, "-3", points="0") == ("0", "given")
    assert refusal(BY_HAND, "-3", points="0.5") == "penalty-above-zero"
    assert refusal(BY_HAND, "-3", points="-2.5") == "points-below-minimum"
    assert refusal(BY_HAND, "-3", value="1") == "judgement-needs-points"


def test_faults_and_words() -> None:
    assert faults(COUNTED, "-3") == faults(BY_HAND, "-3") == []
    assert faults(rule("penalty", per_event="0", cap="4"), "-3") == [
        ("rule-above-maximum", ("cap",)),
        ("amount-not-positive", ("per_event",)),
    ]
    assert COUNTED.words(Decimal(-3), "vi") == "Trừ 0,5 điểm mỗi lần, tối đa trừ 3"
    assert BY_HAND.words(Decimal(-3), "en") == "at most 2 off"
