"""Floor then linear: nothing below a floor."""

from handed import faults, outcome, refusal, rule

RULE = rule("floor_then_linear", floor="50")


def test_just_below_on_and_above_the_floor() -> None:
    assert outcome(RULE, "2", value="49.999") == ("0", "below_floor")
    assert outcome(RULE, "2", value="50") == ("1", "formula")
    assert outcome(RULE, "2", value="100") == ("2", "full")


def test_missing_is_not_below_the_floor() -> None:
    assert outcome(RULE, "2") == (None, "not_reported")


def test_a_floor_left_out_must_be_passed() -> None:
    over = rule("floor_then_linear", floor="50", floor_inclusive=False, below="0.25")
    assert outcome(over, "2", value="50") == ("0.25", "below_floor")
    assert outcome(over, "2", value="50.5") == ("1.01", "formula")


def test_points_given_stay_within_the_maximum() -> None:
    assert outcome(RULE, "2", points="1.3") == ("1.3", "given")
    assert refusal(RULE, "2", points="2.1") == "points-above-maximum"


def test_faults() -> None:
    assert faults(RULE, "2") == []
    assert faults(rule("floor_then_linear", floor="100"), "2") == [("bounds-order", ("floor",))]
    assert faults(rule("floor_then_linear", floor="5", below="3"), "2") == [
        ("rule-above-maximum", ("below",))
    ]


def test_words_say_on_which_side_the_floor_lies() -> None:
    assert RULE.words(2, "vi") == "Dưới 50%: 0; còn lại: giá trị ÷ 100% × 2"
    over = rule("floor_then_linear", floor="50", floor_inclusive=False)
    assert over.words(2, "vi") == "Từ 50% trở xuống: 0; còn lại: giá trị ÷ 100% × 2"
    assert over.words(2, "en") == "up to 50%: 0; otherwise value ÷ 100% × 2"
