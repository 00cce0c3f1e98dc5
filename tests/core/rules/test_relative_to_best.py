"""Relative to the best peer."""

from decimal import Decimal

from handed import faults, outcome, refusal, rule
from hypothesis import given as draw
from hypothesis import strategies as st

from caicach.core.rules import Context
from caicach.core.rules.compared import score_relative

RISING = rule("relative_to_best", of="number")
FALLING = rule("relative_to_best", of="number", direction="falling")
FORTY = Context(best=Decimal(40))
ZERO = Context(best=Decimal(0))


def test_the_best_earns_all_and_others_in_proportion() -> None:
    assert outcome(RISING, "5", value="40", context=FORTY) == ("5", "best")
    assert outcome(RISING, "5", value="30", context=FORTY) == ("3.75", "formula")
    assert outcome(RISING, "5", value="0", context=FORTY) == ("0", "formula")


def test_falling_turns_the_proportion_round() -> None:
    assert outcome(FALLING, "5", value="50", context=FORTY) == ("4", "formula")
    assert outcome(FALLING, "5", value="40", context=FORTY) == ("5", "best")
    assert outcome(FALLING, "5", value="0", context=ZERO) == ("5", "best")
    assert outcome(FALLING, "5", value="3", context=ZERO) == ("0", "formula")


def test_a_best_of_nothing_leaves_the_rising_item_open() -> None:
    unsettled = (None, "empty_denominator:unsettled")
    assert outcome(RISING, "5", value="0", context=ZERO) == unsettled
    zero = rule("relative_to_best", of="number", empty_denominator="zero")
    assert outcome(zero, "5", value="0", context=ZERO) == ("0", "empty_denominator:zero")


def test_missing_is_not_the_lowest() -> None:
    assert outcome(FALLING, "5", context=FORTY) == (None, "not_reported")


def test_below_zero_no_proportion_is_made() -> None:
    best = Context(best=Decimal(-1))
    assert refusal(RISING, "5", value="-2", context=best) == "value-negative"


def test_without_peers_and_above_the_maximum_it_is_refused() -> None:
    assert refusal(RISING, "5", value="3") == "peers-unknown"
    assert refusal(RISING, "5", points="5.1") == "points-above-maximum"


def test_faults_and_words() -> None:
    assert faults(RISING, "5") == []
    assert RISING.words(Decimal(5), "vi") == "Giá trị ÷ giá trị cao nhất trong khối × 5"
    everyone = rule("relative_to_best", group="all", direction="falling")
    assert everyone.words(Decimal(5), "en") == "lowest value of all agencies ÷ value × 5"


figures = st.decimals(min_value=Decimal("0.001"), max_value=10**9, places=3)


@draw(figures, figures, st.sampled_from(["2", "10", "0.001", "1000"]))
def test_the_unit_of_the_figures_changes_nothing(one: Decimal, other: Decimal, unit: str) -> None:
    value, best = sorted((one, other))
    here = score_relative(value, best, Decimal(5)).points
    there = score_relative(value * Decimal(unit), best * Decimal(unit), Decimal(5)).points
    assert here is not None
    assert there is not None
    assert abs(here - there) < Decimal("1E-20")
    assert 0 <= here <= 5
