"""What it takes to earn more: the rule itself says, to the last dossier."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from round_made import given as handed
from round_made import node

from caicach.core.criteria import load_shipped
from caicach.core.rounds import what_it_takes
from caicach.core.rules import Context, Given, InputRefused

STEPS = (
    "kind: steps, steps: [{from: 98, points: 6}, {from: 95, below: 98, points: 4.5}, "
    "{from: 90, below: 95, points: 3}, {below: 90, points: 0}]"
)
LINEAR = "kind: linear"
TARGET = "kind: linear_to_target, target: 80"
FALLING = "kind: linear_to_target, target: 2, direction: falling, zero_at: 10"
COUNT = "kind: count, per_item: 0.5, counted: sáng kiến"


def sentence(rule: str, row: dict[str, object], lang: str = "vi") -> str | None:
    item = node(rule)
    takes = what_it_takes(item, handed(row))
    return None if takes is None else takes.told.words(item, lang)


def test_94_more_dossiers_in_time_would_reach_the_next_step() -> None:
    item = load_shipped("sample-department/2026").node("3.3")
    takes = what_it_takes(item, handed({"numerator": 4655, "denominator": 4998}))
    assert takes.told.more == 94
    assert takes.told.words(item, counted="hồ sơ đúng hạn") == (
        "Thiếu 94 hồ sơ đúng hạn để lên mức 4,5 điểm."
    )
    assert takes.full.more == 244  # 98 % of 4998 is 4898.04
    assert takes.told.words(item, "en") == "94 more in the numerator would lift the points to 4.5."


@pytest.mark.parametrize(
    ("rule", "row", "expected"),
    [
        (LINEAR, {"numerator": 45, "denominator": 52}, "Thiếu 7 ở tử số để được trọn 6 điểm."),
        (LINEAR, {"value": "61.3"}, "Thiếu 38,7 điểm phần trăm để được trọn 6 điểm."),
        (TARGET, {"numerator": 1, "denominator": 3}, "Thiếu 2 ở tử số để được trọn 6 điểm."),
        (TARGET, {"value": "79.997"}, "Thiếu 0,003 điểm phần trăm để được trọn 6 điểm."),
        (COUNT, {"value": 3}, "Thiếu 9 sáng kiến để được trọn 6 điểm."),
        (FALLING, {"value": 5}, "Giảm 3 điểm phần trăm thì được trọn 6 điểm."),
        (STEPS, {"value": 0}, "Thiếu 90 điểm phần trăm để lên mức 3 điểm."),
        ("kind: zero_tolerance", {"value": 2}, "Giảm 2 trường hợp thì được trọn 6 điểm."),
        (
            "kind: deduction, events: [{event: chậm, amount: 1}]",
            {"value": 9},
            "Giảm 4 trường hợp thì lên mức 1 điểm.",
        ),
        (
            "kind: floor_then_linear, floor: 80",
            {"numerator": 0, "denominator": 10},
            "Thiếu 8 ở tử số để lên mức 4,8 điểm.",
        ),
        (
            "kind: imported_index, index: SIPAS",
            {"value": "84.5"},
            "Thiếu 15,5 so với số đã nhập để được trọn 6 điểm.",
        ),
        (
            "kind: rank_based, points_by_rank: [{from: 1, to: 3, points: 6}, {from: 4, points: 1}]",
            {"value": 9},
            "Giảm 6 bậc thì được trọn 6 điểm.",
        ),
    ],
)
def test_each_rule_says_what_is_lacking(rule: str, row: dict[str, object], expected: str) -> None:
    assert sentence(rule, row) == expected


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("kind: judged", {"points": 3}),
        ("kind: manual", {"points": 3}),
        ("kind: yes_no", {"choice": "không"}),
        ("kind: levels, levels: [{label: đạt, points: 6}, {label: chưa, points: 0}]", {"value": 2}),
        (STEPS, {}),
        (STEPS, {"not_applicable": True}),
        (STEPS, {"value": 98}),
        (STEPS, {"value": 0, "choice": "x"}),
        (LINEAR, {"numerator": 52, "denominator": 52}),
        (LINEAR, {"numerator": 0, "denominator": 0}),
        (LINEAR, {"value": "0.5"}),
        (
            "kind: steps, of: number, steps: [{from: 5, points: 3}, {below: 5, points: 1}]",
            {"value": 9},
        ),
    ],
)
def test_nothing_is_said_where_a_person_judges_or_no_figure_would_earn_more(rule, row) -> None:
    assert what_it_takes(node(rule), handed(row)) is None


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ("Hồ sơ đúng hạn", "Thiếu 7 hồ sơ đúng hạn để được trọn 6 điểm."),
        ("TTHC công khai", "Thiếu 7 TTHC công khai để được trọn 6 điểm."),
        ("x" * 60, f"Thiếu 7 {'x' * 60} để được trọn 6 điểm."),
        ("x" * 61, "Thiếu 7 ở tử số để được trọn 6 điểm."),
    ],
)
def test_the_edition_names_what_is_counted_where_the_name_is_short(counted, expected) -> None:
    for item in (
        node(LINEAR, more=f", measured_by: {{numerator: {counted}}}"),
        node(f"{LINEAR}, numerator: {counted}"),
    ):
        takes = what_it_takes(item, handed({"numerator": 45, "denominator": 52}))
        assert takes.told.words(item) == expected


def test_a_penalty_says_how_much_less_would_spare_it() -> None:
    penalty = load_shipped("sample-department/2026").node("9.2")
    takes = what_it_takes(penalty, handed({"value": 3}))
    assert takes.told.words(penalty) == "Giảm 3 trường hợp thì không bị trừ điểm."


def test_points_given_beside_a_figure_are_left_out_of_account() -> None:
    row = {"numerator": 45, "denominator": 52, "points": 1}
    takes = what_it_takes(node(LINEAR), handed(row))
    assert takes.points_now == Decimal(45) * 6 / 52


def test_a_figure_multiplied_by_another_items_ratio_takes_more() -> None:
    takes = what_it_takes(
        node(TARGET), handed({"value": 60}), context=Context(scale=Decimal("0.8"))
    )
    assert takes.full.more == 40  # 100 × 0.8 is the target
    half = Context(scale=Decimal("0.5"))
    assert what_it_takes(node(TARGET), handed({"value": 60}), context=half).full is None


def test_without_the_other_items_ratio_nothing_is_said_of_a_scaled_figure() -> None:
    item = node(TARGET).model_copy(update={"scaled_by": "2"})
    row = handed({"value": 60})
    assert what_it_takes(item, row) is None
    assert what_it_takes(item, row, context=Context(scale=Decimal(1))).full.more == 20


def test_the_best_peer_is_what_a_comparing_rule_asks_for() -> None:
    item = node("kind: relative_to_best, of: number")
    takes = what_it_takes(item, handed({"value": 30}), context=Context(best=Decimal(40)))
    assert takes.told.more == 10
    assert what_it_takes(item, handed({"value": 30})) is None  # peers unknown


def test_the_maximum_of_the_block_may_be_told() -> None:
    takes = what_it_takes(node(LINEAR), handed({"value": 50}), Decimal(3))
    assert takes.full.points == 3


RULES = st.sampled_from([STEPS, LINEAR, TARGET, FALLING, "kind: floor_then_linear, floor: 70"])


@settings(max_examples=150, deadline=None)
@given(RULES, st.integers(1, 6000), st.data())
def test_the_count_named_is_the_smallest_that_earns_more(rule: str, base: int, data) -> None:
    item, top = node(rule), data.draw(st.integers(0, base))
    figures = handed({"numerator": top, "denominator": base})
    takes = what_it_takes(item, figures)
    assume(takes is not None)
    way = 1 if takes.next.more > 0 else -1

    def earned(more: Decimal) -> Decimal:
        row = handed({"numerator": top + more, "denominator": base})
        return item.rule.score(row, item.max_points).points

    assert earned(takes.next.more) == takes.next.points > takes.points_now
    assert earned(takes.next.more - way) <= takes.points_now
    if takes.full is not None:
        assert earned(takes.full.more) == item.rule.full(item.max_points)
        assert earned(takes.full.more - way) < takes.full.points


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([LINEAR, TARGET, STEPS]), st.decimals(0, 100, places=3, allow_nan=False))
def test_a_value_named_is_on_the_grid_of_hundredths_and_earns_more(rule: str, value) -> None:
    assume(value > 1 or value == 0)
    item = node(rule)
    takes = what_it_takes(item, Given(value=value))
    assume(takes is not None)
    reached = value + takes.told.more
    assert reached == round(reached, 2)
    try:
        score = item.rule.score(Given(value=reached, has_sign=True), item.max_points)
    except InputRefused:
        pytest.fail("the value named is refused")
    assert score.points == takes.told.points > takes.points_now
