"""Compared with last year."""

from decimal import Decimal

from handed import faults, outcome, refusal, rule

PLAIN = rule("year_on_year", of="number", better="2", same="1")
FALLING = rule("year_on_year", of="number", direction="falling")
STEPS = [
    {"from": "5", "points": "2"},
    {"over": "0", "below": "5", "points": "1"},
    {"to": "0", "points": "0"},
]
STEPPED = rule("year_on_year", steps=STEPS)
RELATIVE = rule("year_on_year", of="number", change_in="percent", steps=STEPS)


def test_better_same_and_worse() -> None:
    assert outcome(PLAIN, "2", value="81", previous="80") == ("2", "better")
    assert outcome(PLAIN, "2", value="80", previous="80.00") == ("1", "same")
    assert outcome(PLAIN, "2", value="79", previous="80") == ("0", "worse")


def test_less_is_better_when_falling_and_same_defaults_to_worse() -> None:
    assert outcome(FALLING, "2", value="3", previous="4") == ("2", "better")
    assert outcome(FALLING, "2", value="4", previous="4") == ("0", "same")


def test_last_year_missing_is_missing_and_last_year_zero_is_not() -> None:
    assert outcome(PLAIN, "2", value="81") == (None, "previous_missing")
    assert outcome(PLAIN, "2", previous="81") == (None, "not_reported")
    assert outcome(PLAIN, "2", value="1", previous="0") == ("2", "better")


def test_the_outcome_may_be_handed_in_as_words() -> None:
    assert outcome(PLAIN, "2", choice="Tốt hơn") == ("2", "better")
    assert outcome(PLAIN, "2", choice="không đổi") == ("1", "same")
    assert refusal(PLAIN, "2", choice="hơi tốt") == "choice-unknown"


def test_steps_see_the_change_as_improvement() -> None:
    assert outcome(STEPPED, "2", value="85", previous="80") == ("2", "step:0")
    assert outcome(STEPPED, "2", value="84", previous="80") == ("1", "step:1")
    assert outcome(STEPPED, "2", value="80", previous="80") == ("0", "step:2")
    falling = rule("year_on_year", direction="falling", steps=STEPS)
    assert outcome(falling, "2", value="75", previous="80") == ("2", "step:0")


def test_a_change_in_percent_is_relative_to_last_year() -> None:
    assert outcome(RELATIVE, "2", value="105", previous="100") == ("2", "step:0")
    assert outcome(RELATIVE, "2", value="104", previous="100") == ("1", "step:1")
    nothing = (None, "empty_denominator:unsettled")
    assert outcome(RELATIVE, "2", value="5", previous="0") == nothing


def test_rising_from_below_zero_is_an_improvement() -> None:
    assert outcome(RELATIVE, "2", value="-5", previous="-10") == ("2", "step:0")


def test_points_given_must_be_those_of_an_outcome() -> None:
    assert outcome(PLAIN, "2", points="1") == ("1", "same")
    assert refusal(PLAIN, "2", points="1.5") == "points-off-step"
    assert refusal(STEPPED, "2", points="1.5") == "points-off-step"


def test_faults() -> None:
    assert faults(PLAIN, "2") == faults(STEPPED, "2") == []
    assert faults(rule("year_on_year", better="3"), "2") == [("rule-above-maximum", ("better",))]
    gap = rule("year_on_year", steps=[STEPS[0], {"to": "0", "points": "0"}])
    assert faults(gap, "2") == [("steps-gap", ("steps",))]


def test_words() -> None:
    assert PLAIN.words(Decimal(2), "vi") == "Tốt hơn năm trước: 2; bằng: 1; kém hơn: 0"
    assert PLAIN.words(Decimal(2), "en") == "better: 2; same: 1; worse: 0"
    assert STEPPED.words(Decimal(2), "vi") == (
        "Mức cải thiện so với năm trước: từ 5% trở lên: 2; trên 0% đến dưới 5%: 1; đến 0%: 0"
    )
