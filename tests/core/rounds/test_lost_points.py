"""Points lost: how many, where, why; what is missing is no zero, what does not apply no loss."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import edition, judged, points, score, standing
from round_made import given as figures

from caicach.core.rounds import LossReason, LostPoint, losses_by_reason, lost_by_reason, lost_points

SET = judged(_1="4", _2="6", _3="2")


def told(found: list[LostPoint]) -> list[tuple[str, str, str]]:
    return [(each.code, str(each.lost), each.reason.value) for each in found]


def test_what_is_missing_loses_its_maximum_for_a_reason_of_its_own() -> None:
    result = standing(SET, {"a": {"1": 4, "2": 0}})
    assert told(lost_points(result, "a")) == [
        ("2", "6", "below_full"),
        ("3", "2", "not_reported"),
    ]


def test_what_does_not_apply_is_no_loss() -> None:
    assert told(lost_points(standing(SET, {"a": {"1": "KAD", "2": 6, "3": 2}}), "a")) == []


def test_the_most_costly_come_first_and_equal_ones_in_printed_order() -> None:
    result = standing(SET, {"a": {"1": 3, "2": 3, "3": 1}})
    assert [each.code for each in lost_points(result, "a")] == ["2", "1", "3"]


def test_an_appraisal_down_is_told_apart_from_what_was_never_claimed() -> None:
    result = standing(SET, {"a": {"1": 4, "2": "3", "3": 2}})
    assert told(lost_points(result, "a", {"2": points("4.5")})) == [
        ("2", "1.5", "below_full"),
        ("2", "1.5", "appraised_down"),
    ]


def test_an_appraisal_up_leaves_only_what_is_still_short() -> None:
    result = standing(SET, {"a": {"1": 3, "2": 6, "3": 2}})
    assert told(lost_points(result, "a", {"1": points(1)})) == [("1", "1", "below_full")]


def test_what_was_claimed_not_to_apply_and_was_scored_is_short_of_full() -> None:
    result = standing(SET, {"a": {"1": 0, "2": 6, "3": 2}})
    assert told(lost_points(result, "a", {"1": points("KAD")})) == [("1", "4", "below_full")]


def test_an_agency_that_is_not_in_the_round_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        lost_points(standing(SET, {}), "nobody")


EXTRAS = edition("""\
edition: thu/2026
label: thử
maximum: 5
areas:
  - code: 1
    label: mục
    max_points: 5
    source: {text: QĐ, status: sample}
    criteria:
      - code: 1.1
        label: hồ sơ
        max_points: 3
        rule:
          kind: steps
          steps: [{from: 90, points: 3}, {from: 80, below: 90, points: 2}, {below: 80, points: 0}]
      - code: 1.2
        label: giao
        max_points: 2
        rule:
          kind: sum
          parts:
            - {id: x, max_points: 1, rule: {kind: linear}}
            - {id: y, max_points: 1, rule: {kind: linear, empty_denominator: not_applicable}}
  - code: T
    label: thưởng, phạt
    kind: bonus_penalty
    source: {text: QĐ, status: sample}
    criteria:
      - {code: T1, label: thưởng, max_points: 2, rule: {kind: bonus, per_item: 1}}
      - {code: T2, label: phạt, max_points: -2, rule: {kind: penalty, per_event: 0.5}}
""")


def test_a_penalty_is_a_loss_and_a_bonus_not_earned_is_none() -> None:
    result = score(EXTRAS, {"a": {"1.1": {"value": 95}, "1.2": "KAD", "T2": {"value": 3}}})
    assert told(lost_points(result, "a")) == [("T2", "1.5", "penalty")]


def test_a_part_that_does_not_apply_leaves_the_maximum_of_what_is_lost() -> None:
    parts = {"x": {"value": 60}, "y": {"numerator": 0, "denominator": 0}}
    row = {"1.2": {"parts": {key: figures(part) for key, part in parts.items()}}}
    (lost,) = [each for each in lost_points(score(EXTRAS, {"a": row}), "a") if each.code == "1.2"]
    assert (lost.lost, lost.maximum) == (Decimal("0.4"), Decimal(1))


def test_a_loss_says_which_step_of_the_rule_decided() -> None:
    (lost, *_) = lost_points(score(EXTRAS, {"a": {"1.1": {"value": 85}, "1.2": "KAD"}}), "a")
    assert "từ 80% đến dưới 90%" in lost.step_words("vi")
    assert "from 80% to below 90%" in lost.step_words("en")


def test_points_given_to_a_whole_area_lose_there_and_not_item_by_item() -> None:
    result = score(EXTRAS, {"a": {"1": 4}})
    assert told(lost_points(result, "a")) == [("1", "1", "group_below_full")]
    assert losses_by_reason(result)[LossReason.GROUP_BELOW_FULL] == 1
    assert losses_by_reason(result)[LossReason.BELOW_FULL] == 0


def test_a_whole_area_with_all_its_points_loses_nothing_and_a_half_is_a_half() -> None:
    assert lost_points(score(EXTRAS, {"a": {"1": 5}}), "a") == []
    assert told(lost_points(score(EXTRAS, {"a": {"1": "4.5"}}), "a")) == [
        ("1", "0.5", "group_below_full")
    ]


def test_a_small_penalty_counts_and_none_is_none() -> None:
    full = {"1": 5}
    assert told(lost_points(score(EXTRAS, {"a": {**full, "T2": {"value": 1}}}), "a")) == [
        ("T2", "0.5", "penalty")
    ]
    assert lost_points(score(EXTRAS, {"a": {**full, "T2": {"value": 0}}}), "a") == []


def test_a_card_is_read_with_the_items_of_its_own_block() -> None:
    blocks = "blocks: [{id: X, label: Xã}, {id: P, label: Phường}]\n"
    rows = {"a": {"1": 1}, "b": {"1": 3}}
    result = standing(judged(blocks, _1="4"), rows, {"a": "X", "b": "P"})
    assert told(lost_points(result, "b")) == [("1", "1", "below_full")]
    assert losses_by_reason(result, blocks={"P"})[LossReason.BELOW_FULL] == 1
    assert losses_by_reason(result)[LossReason.BELOW_FULL] == 4


AMOUNTS = st.one_of(
    st.none(), st.just("KAD"), st.decimals(0, 2, places=2, allow_nan=False).map(str)
)
ROWS = st.dictionaries(
    st.sampled_from("abc"), st.lists(AMOUNTS, min_size=3, max_size=3), min_size=1, max_size=3
)


def row_of(amounts: list[str | None]) -> dict[str, str]:
    return {code: amount for code, amount in zip("123", amounts, strict=True) if amount is not None}


@settings(max_examples=120, deadline=None)
@given(ROWS, ROWS)
def test_losses_add_up_to_the_applicable_maximum_less_the_points(final, own) -> None:
    result = standing(SET, {code: row_of(each) for code, each in final.items()})
    claimed = standing(SET, {code: row_of(each) for code, each in own.items()})
    every: list[LostPoint] = []
    for agency in result.agencies:
        before = claimed.agency(agency.code)
        losses = lost_points(result, agency.code, before.scores if before else None)
        assert sum(each.lost for each in losses) == agency.maximum - agency.base_points
        assert all(each.lost > 0 for each in losses)
        missing = sum(each.lost for each in losses if each.reason is LossReason.NOT_REPORTED)
        assert missing == agency.maximum - agency.reported
        every += losses
    assert lost_by_reason(every) == losses_by_reason(result, claimed)


def test_reasons_are_called_by_name_in_both_languages() -> None:
    for reason in LossReason:
        assert reason.label("vi") != reason.label("en")
