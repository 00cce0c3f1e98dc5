"""Steps: ranges with bounds as printed."""

from decimal import Decimal
from typing import Any

import pytest
from handed import faults, outcome, refusal, rule
from hypothesis import given as draw
from hypothesis import strategies as st

from caicach.core.rules.steps import StepsRule

PRINTED = rule(
    "steps",
    steps=[
        {"from": "95", "points": "2"},
        {"from": "80", "below": "95", "points": "1"},
        {"below": "80", "points": "0"},
    ],
)
OPEN_BELOW = rule("steps", steps=[{"over": "90", "points": "2"}, {"over": "50", "points": "1"}])


def steps(*listed: dict[str, Any], **keys: Any) -> Any:
    return rule("steps", steps=list(listed), **keys)


@pytest.mark.parametrize(
    ("value", "points", "step"),
    [
        ("100", "2", "step:0"),
        ("95", "2", "step:0"),
        ("94.9999", "1", "step:1"),
        ("80", "1", "step:1"),
        ("79.9999", "0", "step:2"),
        ("0", "0", "step:2"),
    ],
)
def test_bounds_count_as_printed(value: str, points: str, step: str) -> None:
    assert outcome(PRINTED, "2", value=value) == (points, step)


def test_a_bound_left_out_belongs_to_the_next_step() -> None:
    assert outcome(OPEN_BELOW, "2", value="90") == ("1", "step:1")
    assert outcome(OPEN_BELOW, "2", value="90.0001") == ("2", "step:0")


def test_below_every_step_there_are_no_points() -> None:
    assert outcome(OPEN_BELOW, "2", value="50") == ("0", "below_steps")
    assert outcome(OPEN_BELOW, "2", points="0") == ("0", "below_steps")


def test_missing_is_neither_zero_nor_the_lowest_step() -> None:
    assert outcome(PRINTED, "2") == (None, "not_reported")
    assert outcome(PRINTED, "2", not_applicable=True) == (None, "not_applicable")


def test_above_the_highest_step_is_refused() -> None:
    one = steps({"to": "5", "points": "2"}, {"over": "5", "to": "10", "points": "1"}, of="count")
    assert refusal(one, "2", value="11") == "value-outside-steps"


def test_an_empty_base_is_what_the_rule_says_of_it() -> None:
    nothing = {"numerator": "0", "denominator": "0"}
    assert outcome(PRINTED, "2", **nothing) == (None, "empty_denominator:unsettled")
    for how, points in (("full", "2"), ("zero", "0"), ("not_applicable", None)):
        one = steps({"from": "0", "points": "2"}, empty_denominator=how)
        assert outcome(one, "2", **nothing) == (points, f"empty_denominator:{how}")


def test_points_given_must_be_those_of_a_step() -> None:
    assert outcome(PRINTED, "2", points="1") == ("1", "step:1")
    assert refusal(PRINTED, "2", points="1.5") == "points-off-step"
    assert refusal(PRINTED, "2", points="4") == "points-off-step"


def test_a_share_is_a_percent_of_the_maximum() -> None:
    assert outcome(steps({"from": "0", "share": "50"}), "3", value="7") == ("1.5", "step:0")


def test_good_steps_have_no_faults_and_an_open_lower_end_is_told() -> None:
    assert faults(PRINTED, "2") == []
    assert faults(OPEN_BELOW, "2") == [("steps-open-below", ("steps",))]


@pytest.mark.parametrize(
    ("listed", "code", "place"),
    [
        ([{"from": "80"}, {"from": "90"}, {"below": "80"}], "steps-order", 1),
        ([{"from": "50"}, {"from": "50", "to": "60"}, {"below": "50"}], "step-unreachable", 1),
        ([{"from": "90"}, {"from": "70", "below": "80"}, {"below": "70"}], "steps-gap", None),
        ([{"from": "80"}, {"below": "80", "from": "90"}], "bounds-order", 1),
        ([{"from": "80", "over": "80"}, {"below": "80"}], "bounds-twice", 0),
        ([{"from": "80"}, {"to": "80"}], "steps-overlap", 1),
        ([{"from": "80"}, {"to": "85"}], "steps-overlap", 1),
        ([{"to": "85"}, {"from": "80"}], "steps-overlap", 1),
        ([{"over": "80"}, {"over": "80", "to": "90"}, {"to": "80"}], "step-unreachable", 1),
    ],
)
def test_a_broken_range_is_named(
    listed: list[dict[str, str]], code: str, place: int | None
) -> None:
    one = steps(*({**each, "points": "1"} for each in listed))
    wanted = (code, ("steps",) if place is None else ("steps", place))
    assert wanted in faults(one, "2")


def test_a_highest_step_without_upper_bound_does_not_overlap_the_next() -> None:
    short = steps({"from": "90", "points": "2"}, {"from": "0", "points": "1"})
    assert faults(short, "2") == []
    rising = steps({"below": "50", "points": "1"}, {"below": "100.1", "points": "2"})
    assert faults(rising, "2") == []


def test_counts_have_no_values_between_whole_numbers() -> None:
    listed = [{"from": "3", "points": "2"}, {"from": "1", "to": "2", "points": "1"}]
    assert faults(steps(*listed, {"to": "0", "points": "0"}, of="count"), "2") == []
    gaps = faults(steps(*listed, {"to": "0", "points": "0"}, of="number"), "2")
    assert gaps == [("steps-gap", ("steps",))]


def test_each_step_needs_one_amount_within_the_maximum() -> None:
    one = steps({"from": "50"}, {"below": "50", "points": "3", "share": "1"})
    assert faults(one, "2") == [
        ("step-amount", ("steps", 0)),
        ("step-amount", ("steps", 1)),
        ("rule-above-maximum", ("steps", 1)),
    ]


def test_words_read_like_the_printed_text() -> None:
    assert (
        PRINTED.words(Decimal(2), "vi") == "từ 95% trở lên: 2; từ 80% đến dưới 95%: 1; dưới 80%: 0"
    )
    assert (
        PRINTED.words(Decimal(2), "en") == "from 95% up: 2; from 80% to below 95%: 1; below 80%: 0"
    )
    exact = steps({"from": "3", "to": "3", "points": "1"}, of="count")
    assert exact.words(Decimal(2), "vi") == "3: 1"


amounts = st.lists(st.integers(0, 8), min_size=2, max_size=6)


@draw(amounts, st.decimals(0, 100, places=3), st.decimals(0, 100, places=3))
def test_where_points_fall_with_the_steps_more_never_earns_less(
    quarters: list[int], one: Decimal, other: Decimal
) -> None:
    earned = sorted((Decimal(n) / 4 for n in quarters), reverse=True)
    bounds = range(10 * (len(earned) - 1), -1, -10)
    listed = [{"from": str(b), "points": str(p)} for b, p in zip(bounds, earned, strict=True)]
    made = rule("steps", of="number", steps=listed)
    assert isinstance(made, StepsRule)
    low, high = sorted((one, other))
    points = [outcome(made, "2", value=str(value))[0] for value in (low, high)]
    assert Decimal(points[0] or 0) <= Decimal(points[1] or 0)
