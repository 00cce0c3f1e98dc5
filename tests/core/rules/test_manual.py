"""Manual: points by hand, within bounds of their own."""

from handed import faults, outcome, refusal, rule

RULE = rule("manual", min="1", max="3", step="0.5")


def test_both_bounds_are_allowed_and_nothing_given_is_missing() -> None:
    assert outcome(RULE, "4", points="1") == ("1", "given")
    assert outcome(RULE, "4", points="3") == ("3", "given")
    assert outcome(RULE, "4") == (None, "not_reported")


def test_outside_the_bounds_or_off_the_step_is_refused() -> None:
    assert refusal(RULE, "4", points="0.5") == "points-below-minimum"
    assert refusal(RULE, "4", points="3.5") == "points-above-maximum"
    assert refusal(RULE, "4", points="1.2") == "points-off-step"


def test_the_step_is_counted_from_the_lower_bound() -> None:
    odd = rule("manual", min="0.3", max="1.3", step="0.5")
    assert outcome(odd, "2", points="0.8") == ("0.8", "given")
    assert refusal(odd, "2", points="1") == "points-off-step"


def test_points_below_zero_need_a_bound_below_zero() -> None:
    assert outcome(rule("manual", min="-2", max="2"), "2", points="-1.5") == ("-1.5", "given")
    assert refusal(rule("manual"), "2", points="-1.5") == "points-below-minimum"


def test_anything_but_points_is_refused() -> None:
    assert refusal(RULE, "4", value="2") == "judgement-needs-points"
    assert refusal(RULE, "4", choice="tốt") == "judgement-needs-points"


def test_faults_of_the_bounds() -> None:
    assert faults(rule("manual", max="5"), "4") == [("rule-above-maximum", ("max",))]
    assert faults(rule("manual", min="4"), "4") == [("bounds-order", ("min",))]
    assert faults(rule("manual", step="0.3"), "4") == [("step-does-not-fit", ("step",))]
    assert faults(RULE, "4") == []


def test_words_name_bounds_and_step() -> None:
    assert RULE.words(4, "vi") == "Cho điểm từ 1 đến 3, mỗi mức cách nhau 0,5"
    assert RULE.words(4, "en") == "Given by hand from 1 to 3, in steps of 0.5"
