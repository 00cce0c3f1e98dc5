"""Points that stand: summed and ranked as the rules would have it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import edition, judged, score, standing

from caicach.core.rounds import PointRow, provisional_result
from caicach.core.rules import State

RULES = edition("""\
edition: thu/2026
label: thử
maximum: 10
bonus_cap: 1
bands: [{from: 50, label: đạt}, {below: 50, label: chưa}]
areas:
  - code: 1
    label: một
    max_points: 10
    source: {text: QĐ, status: sample}
    criteria:
      - {code: 1.1, label: a, max_points: 6, rule: {kind: linear}}
      - code: 1.2
        label: b
        max_points: 4
        may_not_apply: true
        rule: {kind: linear_to_target, target: 80}
  - code: T
    label: thưởng, phạt
    kind: bonus_penalty
    source: {text: QĐ, status: sample}
    criteria:
      - {code: T1, label: thưởng, max_points: 2, rule: {kind: bonus, per_item: 1}}
      - {code: T2, label: phạt, max_points: -2, rule: {kind: penalty, per_event: 0.5}}
""")
SHARE = st.fixed_dictionaries({"numerator": st.integers(0, 30), "denominator": st.just(30)})
COUNTED = st.fixed_dictionaries({"value": st.integers(0, 5)})
CARD = st.fixed_dictionaries(
    {},
    optional={
        "1.1": SHARE,
        "1.2": st.one_of(SHARE, st.just("KAD")),
        "T1": COUNTED,
        "T2": COUNTED,
    },
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from("abcde"), CARD, min_size=1))
def test_points_that_stand_come_to_what_their_figures_come_to(rows) -> None:
    scored = score(RULES, rows)
    again = provisional_result(
        RULES,
        [PointRow(each.code, each.name, each.block, each.scores) for each in scored.agencies],
    )
    assert again.agencies == scored.agencies


def test_an_item_left_out_is_missing_and_lowers_no_maximum() -> None:
    (agency,) = standing(judged(_1="4", _2="6"), {"a": {"1": 4}}).agencies
    assert agency.scores["2"].state is State.NOT_REPORTED
    assert (agency.points, agency.maximum, agency.is_complete) == (4, 10, False)


def test_points_of_an_item_of_another_block_count_nowhere() -> None:
    items = "".join(
        f"  - {{code: {code}, label: m, max_points: 4, blocks: [{block}], rule: {{kind: judged}}, "
        "source: {text: QĐ, status: sample}}\n"
        for code, block in (("1", "X"), ("2", "P"))
    )
    blocks = "blocks: [{id: X, label: Xã}, {id: P, label: Phường}]"
    made = edition(f"edition: thu/2026\nlabel: thử\nmaximum: 4\n{blocks}\nareas:\n{items}")
    result = standing(made, {"a": {"1": 3, "2": 4}, "b": {"2": 1}}, {"a": "X", "b": "P"})
    assert [(each.points, each.rank) for each in result.agencies] == [(3, 1), (1, 1)]


def test_an_agency_whose_block_the_edition_lacks_is_summed_and_not_ranked_with_others() -> None:
    made = judged("blocks: [{id: X, label: Xã}]\n", _1="4")
    result = standing(made, {"a": {"1": 3}, "b": {"1": 4}}, {"a": "X", "b": "lạ"})
    assert [(each.code, each.points, each.rank) for each in result.agencies] == [
        ("a", 3, 1),
        ("b", 4, None),
    ]


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(ValueError, match="no choice"):
        provisional_result(RULES, [], choices={"x": "y"})
