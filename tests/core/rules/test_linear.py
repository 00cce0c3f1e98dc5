"""Linear: in proportion to the figure."""

from decimal import Decimal

from handed import faults, given, outcome, refusal, rule

from caicach.core.ranking import settle

RULE = rule("linear", full_at="90")


def test_nothing_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(RULE, "3", value="0") == ("0", "zero")
    assert outcome(RULE, "3") == (None, "not_reported")


def test_the_full_mark_and_beyond_earn_the_maximum() -> None:
    assert outcome(RULE, "3", value="90") == ("3", "full")
    assert outcome(RULE, "3", value="100") == ("3", "full")
    assert outcome(RULE, "3", value="89.99")[1] == "formula"


def test_a_ratio_that_ends_is_exact_and_one_that_does_not_ties_with_its_worth() -> None:
    assert outcome(RULE, "3", numerator="3", denominator="10") == ("1", "formula")
    third = RULE.score(given(numerator="3", denominator="10"), Decimal(1)).points
    assert third is not None
    assert settle(third * 3) == settle(Decimal(1))


def test_a_multiplier_below_the_maximum_is_the_most_it_can_give() -> None:
    one = rule("linear", multiplier="2")
    assert outcome(one, "3", value="50") == ("1", "formula")
    assert outcome(one, "3", value="100") == ("2", "full")
    assert refusal(one, "3", points="2.5") == "points-above-maximum"


def test_a_fraction_that_may_be_a_percent_is_refused_unless_it_bears_the_sign() -> None:
    for value in ("0.95", "1", "0.0001"):
        assert refusal(RULE, "3", value=value) == "percent-as-fraction"
    assert outcome(RULE, "3", value="0.9", has_sign=True) == ("0.03", "formula")
    assert outcome(rule("linear", of="number", full_at="1"), "3", value="0.5")[0] == "1.5"


def test_broken_ratios_are_refused() -> None:
    assert refusal(RULE, "3", numerator="5") == "ratio-half-given"
    assert refusal(RULE, "3", denominator="5") == "ratio-half-given"
    assert refusal(RULE, "3", numerator="6", denominator="5") == "numerator-above-denominator"
    assert refusal(RULE, "3", numerator="-1", denominator="5") == "count-negative"
    assert refusal(RULE, "3", value="-5") == "percent-negative"
    assert refusal(RULE, "3", choice="có") == "input-wrong-form"


def test_a_percent_that_may_pass_a_hundred_takes_any_numerator() -> None:
    one = rule("linear", may_exceed=True, full_at="200")
    assert outcome(one, "4", numerator="3", denominator="2") == ("3", "formula")


def test_a_value_beside_its_ratio_must_be_that_ratio_as_printed() -> None:
    ratio = {"numerator": "2", "denominator": "3"}
    assert outcome(rule("linear"), "3", value="66.67", **ratio) == ("2", "formula")
    assert outcome(rule("linear"), "3", value="66.6", **ratio) == ("2", "formula")
    assert refusal(rule("linear"), "3", value="70", **ratio) == "value-and-parts-differ"


def test_an_empty_base_is_missing_unless_the_rule_settles_it() -> None:
    nothing = {"numerator": "0", "denominator": "0"}
    assert outcome(RULE, "3", **nothing) == (None, "empty_denominator:unsettled")
    one = rule("linear", empty_denominator="full")
    assert outcome(one, "3", **nothing) == ("3", "empty_denominator:full")


def test_a_figure_beyond_all_measure_is_refused_and_never_an_error() -> None:
    number = rule("linear", of="number")
    assert refusal(number, "3", numerator="1E+999999", denominator="1E-999999") == "figure-unusable"
    assert refusal(number, "3", value="NaN") == "figure-unusable"


def test_faults() -> None:
    assert faults(RULE, "3") == []
    assert faults(rule("linear", full_at="0"), "3") == [("full-mark-zero", ("full_at",))]
    assert faults(rule("linear", multiplier="4"), "3") == [("rule-above-maximum", ("multiplier",))]


def test_words() -> None:
    assert RULE.words(Decimal(3), "vi") == "Giá trị ÷ 90% × 3, tối đa 3"
    assert RULE.words(Decimal("2.5"), "en") == "value ÷ 90% × 2.5, at most 2.5"
