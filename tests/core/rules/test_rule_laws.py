"""Laws that hold for every rule and any figures."""

from decimal import Decimal
from typing import Any

import pytest
from handed import given, rule
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st

from caicach.core.issues import Issue, issue
from caicach.core.rules import RULES, Context, Given, InputRefused, Rule, Score, State

LEVELS = [{"id": "0", "label": "không", "points": "0"}, {"label": "tốt", "share": "100"}]
STEPS = [{"from": "80", "points": "2"}, {"over": "50", "below": "80", "points": "1"}]
EVENTS = [{"event": "chậm", "amount": "0.3"}]
PARTS = [
    {"id": "a", "max_points": "1", "rule": {"kind": "linear"}},
    {"max_points": "1", "rule": {"kind": "yes_no", "conditions": ["x", "y"]}},
]
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "levels": [{"levels": LEVELS}],
    "yes_no": [{}, {"conditions": ["x", "y"], "combine": "any"}],
    "judged": [{}, {"step": "0.25", "levels": LEVELS}],
    "manual": [{}, {"min": "0.5", "step": "0.5"}],
    "steps": [{"steps": STEPS}, {"steps": STEPS, "of": "count"}, {"steps": STEPS, "of": "number"}],
    "linear": [{}, {"full_at": "0.3", "of": "number", "may_exceed": True}],
    "floor_then_linear": [{"floor": "40"}],
    "linear_to_target": [{"target": "7"}, {"target": "7", "direction": "falling", "of": "number"}],
    "between_goalposts": [{"low": "3", "high": "90"}, {"low": "9", "high": "1", "of": "number"}],
    "survey": [{}, {"scale_low": "1", "scale_high": "5"}],
    "imported_index": [{"index": "SIPAS"}, {"index": "X", "scale": "5"}],
    "count": [{"per_item": "0.3"}],
    "deduction": [{"events": EVENTS}, {"events": EVENTS * 2}],
    "zero_tolerance": [{}],
    "sum": [{"parts": PARTS}],
    "best_of": [{"cases": PARTS}],
    "relative_to_best": [{}, {"of": "number", "direction": "falling"}],
    "rank_based": [
        {"points_by_rank": [{"from": "1", "points": "2"}]},
        {"points_by_rank": [{"from": "1", "to": "2", "points": "2"}], "source": "computed"},
    ],
    "year_on_year": [{}, {"of": "number", "change_in": "percent", "steps": STEPS}],
    "bonus": [{"per_item": "0.5"}, {}],
    "penalty": [{"per_event": "0.5"}, {}],
}
ALL = [(kind, keys) for kind, listed in SAMPLES.items() for keys in listed]
MAXIMUM = Decimal(2)

wild = st.one_of(
    st.decimals(),
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.integers(-3, 110).map(Decimal),
    st.sampled_from([Decimal(x) for x in ("1E+999999", "-1E+999999", "1E-999999", "0E-40", "-0")]),
)
words = st.one_of(st.text(max_size=12), st.sampled_from(["có", "không", "tốt", "1", "better"]))
figures = {
    "value": st.none() | wild,
    "numerator": st.none() | wild,
    "denominator": st.none() | wild,
    "choice": st.none() | words,
    "points": st.none() | wild,
    "previous": st.none() | wild,
    "not_applicable": st.booleans(),
    "has_sign": st.booleans(),
}
flat = st.builds(Given, **figures)
keys_of_parts = st.sampled_from(["1", "2", "a", "z"])
anything = st.builds(
    Given, parts=st.none() | st.dictionaries(keys_of_parts, flat, max_size=3), **figures
)
contexts = st.builds(Context, best=st.none() | wild, rank=st.none() | st.integers(1, 99))


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(RULES)


@pytest.mark.parametrize(("kind", "keys"), ALL, ids=lambda each: str(each)[:40])
@settings(max_examples=60, deadline=None)
@draw(handed=anything, context=contexts)
def test_any_figures_are_scored_within_bounds_or_refused_in_words(
    kind: str, keys: dict[str, Any], handed: Given, context: Context
) -> None:
    low, high = (-MAXIMUM, Decimal(0)) if kind == "penalty" else (Decimal(0), MAXIMUM)
    score = scored_or_refused(rule(kind, **keys), handed, context)
    if isinstance(score, Score):
        assert (score.points is not None) == (score.state is State.SCORED)
        assert score.points is None or low <= score.points <= high
    else:
        assert score.text("vi") != score.text("en")


def scored_or_refused(one: Rule, handed: Given, context: Context) -> Score | Issue:
    try:
        return one.score(handed, MAXIMUM, context)
    except InputRefused as refusal:
        return issue(refusal.code, "x", criterion="1", **refusal.values)


RISING = [
    ("linear", {"full_at": "90"}),
    ("floor_then_linear", {"floor": "40", "below": "0.5"}),
    ("linear_to_target", {"target": "70", "zero_at": "20"}),
    ("between_goalposts", {"low": "10", "high": "95"}),
    ("imported_index", {"index": "SIPAS"}),
]
FALLING = [
    ("linear_to_target", {"target": "20", "direction": "falling", "zero_at": "70"}),
    ("linear_to_target", {"target": "20", "direction": "falling"}),
    ("between_goalposts", {"low": "95", "high": "10"}),
]
percents = st.decimals(min_value=Decimal("1.001"), max_value=100, places=4)


def earned(kind: str, keys: dict[str, Any], value: Decimal) -> Decimal:
    points = rule(kind, **keys).score(given(value=str(value)), MAXIMUM).points
    assert points is not None
    return points


@pytest.mark.parametrize(("kind", "keys"), RISING)
@draw(one=percents, other=percents)
def test_a_higher_figure_never_earns_less(
    kind: str, keys: dict[str, Any], one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    assert earned(kind, keys, low) <= earned(kind, keys, high)


@pytest.mark.parametrize(("kind", "keys"), FALLING)
@draw(one=percents, other=percents)
def test_where_less_is_better_a_higher_figure_never_earns_more(
    kind: str, keys: dict[str, Any], one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    assert earned(kind, keys, low) >= earned(kind, keys, high)


@pytest.mark.parametrize(("kind", "keys"), RISING)
@draw(value=percents, factor=st.sampled_from(["2", "10", "0.5", "100"]))
def test_points_grow_with_the_maximum(
    kind: str, keys: dict[str, Any], value: Decimal, factor: str
) -> None:
    keys = {name: key for name, key in keys.items() if name != "below"}
    here = rule(kind, **keys).score(given(value=str(value)), MAXIMUM).points
    there = rule(kind, **keys).score(given(value=str(value)), MAXIMUM * Decimal(factor)).points
    assert here is not None
    assert there is not None
    assert abs(here * Decimal(factor) - there) < Decimal("1E-20")


@draw(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 1000))
def test_only_the_ratio_counts_and_not_its_size(top: int, base: int, times: int) -> None:
    top = min(top, base)
    one, many = (
        rule("linear").score(given(numerator=top * n, denominator=base * n), MAXIMUM).points
        for n in (1, times)
    )
    assert one == many


@pytest.mark.parametrize(("kind", "keys"), ALL, ids=lambda each: str(each)[:40])
def test_every_rule_says_itself_in_both_languages(kind: str, keys: dict[str, Any]) -> None:
    one = rule(kind, **keys)
    vietnamese, english = one.words(Decimal("2.5"), "vi"), one.words(Decimal("2.5"), "en")
    assert vietnamese != english
    assert "None" not in vietnamese + english
    assert "2.5" not in vietnamese
    assert "2,5" not in english


@pytest.mark.parametrize(("kind", "keys"), ALL, ids=lambda each: str(each)[:40])
def test_missing_not_applicable_and_blank_modifiers_are_the_same_everywhere(
    kind: str, keys: dict[str, Any]
) -> None:
    one = rule(kind, **keys)
    assert one.score(Given(), MAXIMUM).state is State.NOT_REPORTED
    assert one.score(Given(not_applicable=True), MAXIMUM).state is State.NOT_APPLICABLE
    full = rule(kind, **keys, blank="full").score(Given(), MAXIMUM)
    assert full.points == one.full(MAXIMUM)
    zero = rule(kind, **keys, blank="zero").score(Given(), MAXIMUM)
    assert (zero.points, zero.step) == (0, "blank:zero")
