"""Linear to target, rising or falling."""

from handed import faults, outcome, refusal, rule

RISING = rule("linear_to_target", target="80")
FALLING = rule("linear_to_target", target="5", direction="falling", zero_at="25")

INVERSE = rule("linear_to_target", target="5", direction="falling")


def test_rising_from_zero_to_the_target() -> None:
    assert outcome(RISING, "2", value="0") == ("0", "zero")
    assert outcome(RISING, "2", value="20") == ("0.5", "formula")
    assert outcome(RISING, "2", value="80") == ("2", "full")
    assert outcome(RISING, "2", value="95") == ("2", "full")


def test_falling_from_the_target_to_nothing() -> None:
    assert outcome(FALLING, "2", value="0") == ("2", "full")
    assert outcome(FALLING, "2", value="5") == ("2", "full")
    assert outcome(FALLING, "2", value="10") == ("1.5", "formula")
    assert outcome(FALLING, "2", value="25") == ("0", "zero")
    assert outcome(FALLING, "2", value="90") == ("0", "zero")


def test_falling_in_inverse_proportion_where_the_text_names_no_zero() -> None:
    assert outcome(INVERSE, "2", value="4") == ("2", "full")
    assert outcome(INVERSE, "2", value="5") == ("2", "full")
    assert outcome(INVERSE, "2", value="20") == ("0.5", "formula")
    assert outcome(INVERSE, "2", numerator="1", denominator="2") == ("0.2", "formula")
    assert INVERSE.words(2, "vi") == "Từ 5% trở xuống: 2; còn lại: 5% ÷ giá trị × 2"


def test_missing_is_not_the_best_of_a_falling_target() -> None:
    assert outcome(FALLING, "2") == (None, "not_reported")


def test_rising_may_start_above_zero() -> None:
    late = rule("linear_to_target", target="80", zero_at="60")
    assert outcome(late, "2", value="60") == ("0", "zero")
    assert outcome(late, "2", value="70") == ("1", "formula")


def test_points_given_stay_within_the_maximum() -> None:
    assert refusal(FALLING, "2", points="3") == "points-above-maximum"


def test_faults() -> None:
    assert faults(RISING, "2") == faults(FALLING, "2") == []
    assert faults(INVERSE, "2") == []
    nothing = rule("linear_to_target", target="0", direction="falling")
    assert faults(nothing, "2") == [("full-mark-zero", ("target",))]
    backwards = rule("linear_to_target", target="5", zero_at="9")
    assert faults(backwards, "2") == [("target-direction", ("target",))]
    assert faults(rule("linear_to_target", target="0"), "2") == [("target-direction", ("target",))]


def test_words() -> None:
    assert RISING.words(2, "vi") == "Từ 80% trở lên: 2; còn lại: theo tỷ lệ, bằng 0 tại 0%"
    assert FALLING.words(2, "vi") == "Từ 5% trở xuống: 2; còn lại: theo tỷ lệ, bằng 0 tại 25%"
    assert FALLING.words(2, "en") == "up to 5%: 2; otherwise in proportion, 0 at 25%"
