"""From self-scored to final: inflation, agreement, and what cannot be compared."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import judged, standing

from caicach.core.rounds import (
    Differences,
    PointRow,
    Stage,
    differences,
    item_differences,
    provisional_result,
)
from caicach.core.rules import Score, State

SET = judged("blocks: [{id: X, label: Xã}, {id: P, label: Phường}]\n", _1="40", _2="60")
BLOCKS = dict.fromkeys("abcd", "X") | {"e": "P"}


def compare(own: dict[str, dict[str, object]], final: dict[str, dict[str, object]]) -> Differences:
    return differences(
        {
            Stage.SELF: standing(SET, own, BLOCKS),
            Stage.FINAL: standing(SET, final, BLOCKS),
        }
    )


def test_inflation_is_what_was_claimed_less_what_was_kept() -> None:
    found = compare({"a": {"1": 40, "2": 50}}, {"a": {"1": 30, "2": 55}}).agencies["a"]
    assert (found.inflation, found.inflation_index) == (5, 5)
    assert (found.compared, found.agreed, found.agreement) == (2, 0, 0.0)


def test_what_is_missing_or_exempt_on_one_side_is_no_difference_in_points() -> None:
    own = {"a": {"1": 40}, "b": {"1": "KAD", "2": 60}}
    final = {"a": {"1": 30, "2": 0}, "b": {"1": 0, "2": 60}}
    found = compare(own, final)
    assert (found.agencies["a"].inflation, found.agencies["a"].inflation_index) == (10, 25)
    assert (found.agencies["b"].compared, found.agencies["b"].inflation) == (1, 0)


def test_with_nothing_compared_nothing_is_said() -> None:
    found = compare({"a": {}}, {"a": {"1": 10}})
    assert found.agencies["a"].inflation is None
    assert found.agencies["a"].inflation_index is None
    assert found.agencies["a"].agreement is None
    assert found.blocks == {"X": None}
    assert found.over_claimed() == []


def test_an_agency_in_one_stage_only_is_left_out() -> None:
    assert list(compare({"a": {"1": 1}}, {"a": {"1": 1}, "b": {"1": 1}}).agencies) == ["a"]


def test_those_who_claimed_most_come_first_and_those_who_claimed_too_little_not_at_all() -> None:
    own = {"a": {"1": 20}, "b": {"1": 40}, "c": {"1": 10}, "d": {"1": 10}}
    final = {"a": {"1": 10}, "b": {"1": 10}, "c": {"1": 10}, "d": {"1": 20}}
    found = compare(own, final)
    assert [each.code for each in found.over_claimed()] == ["b", "a"]
    assert found.blocks["X"] == Decimal("12.5")  # of 25, 75, 0 and −25
    assert found.items["1"].inflation == 30
    assert found.whole.agreement == 0.25


def test_half_a_point_too_many_is_over_claimed() -> None:
    found = compare({"a": {"1": "10.5"}, "b": {"1": 10}}, {"a": {"1": 10}, "b": {"1": 10}})
    assert [each.code for each in found.over_claimed()] == ["a"]


def test_a_part_that_does_not_apply_leaves_the_maximum_compared() -> None:
    own, final = (
        {"a": {"1": Score(Decimal(amount), State.SCORED, "sum_without:x", exempt)}}
        for amount, exempt in ((20, Decimal(0)), (10, Decimal(15)))
    )
    results = {
        stage: provisional_result(SET, [PointRow("a", "", "X", row["a"])])
        for stage, row in ((Stage.SELF, own), (Stage.FINAL, final))
    }
    assert item_differences(results, "a")[0].maximum == 25
    assert item_differences(results, "a")[1].maximum == 60
    assert differences(results).agencies["a"].inflation_index == 40


def test_noise_of_a_division_is_agreement() -> None:
    third = Decimal(10) / 3 * 3
    assert compare({"a": {"1": third}}, {"a": {"1": 10}}).whole.agreement == 1.0


def test_every_item_is_shown_through_all_stages_with_what_was_missing() -> None:
    results = {
        Stage.SELF: standing(SET, {"a": {"1": 40}}, BLOCKS),
        Stage.APPRAISED_1: standing(SET, {"a": {"1": 20, "2": 60}}, BLOCKS),
        Stage.FINAL: standing(SET, {"a": {"1": 30, "2": 60}}, BLOCKS),
    }
    one, two = item_differences(results, "a")
    assert [one.scores[stage].points for stage in results] == [40, 20, 30]
    assert (one.change, two.change) == (-10, None)
    (first, _) = item_differences(results, "a", Stage.SELF, Stage.APPRAISED_1)
    assert first.change == -20


def test_a_stage_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        differences({Stage.SELF: standing(SET, {})})
    with pytest.raises(KeyError):
        item_differences({Stage.FINAL: standing(SET, {}), Stage.SELF: standing(SET, {})}, "z")


AMOUNT = st.one_of(st.none(), st.just("KAD"), st.integers(0, 40))
STAGE = st.dictionaries(st.sampled_from("abe"), st.tuples(AMOUNT, AMOUNT), min_size=1)


def rows_of(cards: dict[str, tuple[object, object]]) -> dict[str, dict[str, object]]:
    return {
        agency: {code: each for code, each in zip("12", pair, strict=True) if each is not None}
        for agency, pair in cards.items()
    }


@settings(max_examples=80, deadline=None)
@given(STAGE, STAGE)
def test_agencies_areas_and_items_add_up_to_the_whole(own, final) -> None:
    found = compare(rows_of(own), rows_of(final))
    areas = [each for by_area in found.areas.values() for each in by_area.values()]
    for parts in (found.agencies.values(), areas, found.items.values()):
        assert sum(each.compared for each in parts) == found.whole.compared
        assert sum(each.before - each.after for each in parts) == (
            found.whole.before - found.whole.after
        )
    turned = compare(rows_of(final), rows_of(own))
    assert {code: each.before for code, each in found.items.items()} == {
        code: each.after for code, each in turned.items.items()
    }
