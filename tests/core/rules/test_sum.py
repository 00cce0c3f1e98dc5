"""Sum of parts: missing, not applicable and zero stay apart inside one item."""

from decimal import Decimal

from handed import faults, given, outcome, refusal, rule
from hypothesis import given as draw
from hypothesis import strategies as st

RULE = rule(
    "sum",
    parts=[
        {"id": "plan", "label": "Kế hoạch", "max_points": "1", "rule": {"kind": "yes_no"}},
        {"max_points": "2", "rule": {"kind": "linear"}},
    ],
)


def test_all_parts_known_add_up() -> None:
    parts = {"plan": {"choice": "có"}, "2": {"value": "75"}}
    assert outcome(RULE, "3", parts=parts) == ("2.5", "sum")


def test_zero_in_a_part_is_zero_and_a_part_left_out_is_missing() -> None:
    none = {"plan": {"choice": "không"}, "2": {"value": "0"}}
    assert outcome(RULE, "3", parts=none) == ("0", "sum")
    assert outcome(RULE, "3", parts={"plan": {"choice": "có"}}) == (None, "parts_missing:2")
    blank = {"plan": {"choice": "có"}, "2": {}}
    assert outcome(RULE, "3", parts=blank) == (None, "parts_missing:2")
    assert outcome(RULE, "3") == (None, "not_reported")


def test_a_part_that_does_not_apply_leaves_the_base_with_its_maximum() -> None:
    parts = {"plan": {"not_applicable": True}, "2": {"value": "50"}}
    score = RULE.score(given(parts=parts), Decimal(3))
    assert (score.points, score.exempt, score.step) == (1, 1, "sum_without:plan")


def test_no_part_that_applies_means_the_item_does_not_apply() -> None:
    parts = {"plan": {"not_applicable": True}, "2": {"not_applicable": True}}
    assert outcome(RULE, "3", parts=parts) == (None, "not_applicable")


def test_an_empty_base_in_a_part_is_missing_unless_its_rule_settles_it() -> None:
    parts = {"plan": {"choice": "có"}, "2": {"numerator": "0", "denominator": "0"}}
    assert outcome(RULE, "3", parts=parts) == (None, "parts_missing:2")


def test_a_bare_figure_and_an_unknown_part_are_refused() -> None:
    assert refusal(RULE, "3", value="2") == "item-needs-parts"
    assert refusal(RULE, "3", parts={"1": {"choice": "có"}}) == "part-unknown"
    assert refusal(RULE, "3", parts={"plan": {"choice": "sắp có"}}) == "answer-unknown"


def test_points_given_for_the_whole_stay_within_the_maximum() -> None:
    assert outcome(RULE, "3", points="2.2") == ("2.2", "given")
    assert refusal(RULE, "3", points="3.2") == "points-above-maximum"


def test_faults_are_named_inside_the_part() -> None:
    assert faults(RULE, "3") == []
    broken = rule(
        "sum",
        parts=[
            {"id": "a", "max_points": "1", "rule": {"kind": "linear", "full_at": "0"}},
            {"id": "a", "max_points": "1", "rule": {"kind": "bonus"}},
            {
                "max_points": "1",
                "rule": {
                    "kind": "sum",
                    "parts": [{"max_points": "1", "rule": {"kind": "yes_no", "yes": "2"}}],
                },
            },
        ],
    )
    assert faults(broken, "2") == [
        ("full-mark-zero", ("parts", 0, "rule", "full_at")),
        ("part-duplicate", ("parts", 1)),
        ("part-rule-refused", ("parts", 1, "rule")),
        ("rule-above-maximum", ("parts", 2, "rule", "parts", 0, "rule", "yes")),
        ("parts-do-not-add", ("parts",)),
    ]


def test_words_list_the_parts() -> None:
    assert RULE.words(Decimal(3), "vi") == (
        "Tổng các phần: (plan) Kế hoạch: Có: 1; Không: 0 | (2) Giá trị ÷ 100% × 2, tối đa 2"
    )


@draw(st.permutations([("a", 10), ("b", 35), ("c", 100), ("d", 0)]))
def test_the_order_of_parts_changes_nothing(listed: list[tuple[str, int]]) -> None:
    one = rule(
        "sum",
        parts=[{"id": key, "max_points": "1", "rule": {"kind": "linear"}} for key, _ in listed],
    )
    parts = {key: {"value": str(value) if value != 1 else "2"} for key, value in listed}
    assert outcome(one, "4", parts=parts) == ("1.45", "sum")
