"""A correction beside the result it corrects: who moved, by how much, and why."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import edition, judged, kept, score, standing

from caicach.core.rounds import restatement
from caicach.core.rules import State

SET = judged("bands: [{from: 50, label: đạt}, {below: 50, label: chưa}]\n", _1="4", _2="6")
FIGURES = edition("""\
edition: thu/2026
label: thử
maximum: 10
areas:
  - code: 1
    label: a
    max_points: 6
    rule: {kind: linear}
    source: {text: QĐ, status: sample}
  - code: 2
    label: b
    max_points: 4
    rule: {kind: relative_to_best, of: number}
    source: {text: QĐ, status: sample}
""")


def points_of(rows: dict[str, dict[str, object]]):
    return kept(standing(SET, rows))


def figures_of(rows: dict[str, dict[str, object]]):
    return kept(score(FIGURES, rows))


def test_the_same_result_restates_nobody() -> None:
    rows = {"a": {"1": 4, "2": "KAD"}, "b": {}}
    assert restatement(points_of(rows), points_of(rows)) == []


def test_a_corrected_item_explains_points_index_rank_and_band() -> None:
    before = points_of({"a": {"1": 4, "2": 2}, "b": {"1": 0, "2": 4}})
    after = points_of({"a": {"1": 4, "2": 2}, "b": {"1": 1, "2": 6}})
    a, b = restatement(before, after)
    assert (a.code, a.is_moved_by_others, a.items) == ("a", True, ())
    assert (a.before.rank, a.after.rank) == (1, 2)
    assert (b.before.points, b.after.points) == (4, 7)
    assert (b.before.band, b.after.band) == ("chưa", "đạt")
    assert [(each.code, each.before, each.after) for each in b.items] == [
        ("1", 0, 1),
        ("2", 4, 6),
    ]
    assert b.unexplained == 0
    assert not b.is_moved_by_others


def test_missing_exempt_and_zero_are_different_things_to_correct() -> None:
    before = points_of({"a": {"1": 0, "2": 1}, "b": {"1": 0, "2": 1}, "c": {"2": 1}})
    after = points_of({"a": {"2": 1}, "b": {"1": "KAD", "2": 1}, "c": {"1": "KAD", "2": 1}})
    states = [
        (agency.code, item.before, item.state_before, item.after, item.state_after)
        for agency in restatement(before, after)
        for item in agency.items
    ]
    assert states == [
        ("a", 0, State.SCORED, None, State.NOT_REPORTED),
        ("b", 0, State.SCORED, None, State.NOT_APPLICABLE),
        ("c", None, State.NOT_REPORTED, None, State.NOT_APPLICABLE),
    ]


def test_changes_that_cancel_out_are_told_all_the_same() -> None:
    before = points_of({"a": {"1": 1, "2": 2}})
    (found,) = restatement(before, points_of({"a": {"1": 2, "2": 1}}))
    assert found.before == found.after
    assert [each.code for each in found.items] == ["1", "2"]


def test_the_cause_is_another_figure_a_judgement_a_rule_or_the_peers() -> None:
    before = figures_of({"a": {"1": {"value": 50}, "2": {"value": 5}}, "b": {"2": {"value": 10}}})
    after = figures_of({"a": {"1": {"value": 60}, "2": {"value": 5}}, "b": {"2": {"value": 20}}})
    found = restatement(before, after)
    assert [(each.code, [item.cause for item in each.items]) for each in found] == [
        ("a", ["inputs", "peers"])
    ]
    judged_again = figures_of({"a": {"1": 3, "2": {"value": 5}}, "b": {"2": {"value": 10}}})
    moved = figures_of({"a": {"1": 2, "2": {"value": 5}}, "b": {"2": {"value": 10}}})
    (found_judged,) = restatement(judged_again, moved)
    assert [item.cause for item in found_judged.items] == ["judgement"]


def test_another_maximum_is_a_change_of_the_rule() -> None:
    wider = judged(_1="4", _2="8")
    before = points_of({"a": {"1": 1, "2": 6}})
    (found,) = restatement(before, kept(standing(wider, {"a": {"1": 1, "2": 8}})))
    assert [(each.code, each.cause) for each in found.items] == [("2", "rule")]


def test_an_item_in_one_result_only_is_added_or_removed() -> None:
    longer = judged(_1="4", _2="6", _3="1")
    before = points_of({"a": {"1": 1, "2": 6}})
    after = kept(standing(longer, {"a": {"1": 1, "2": 6, "3": 1}}))
    assert [each.cause for each in restatement(before, after)[0].items] == ["added"]
    assert [each.cause for each in restatement(after, before)[0].items] == ["removed"]


def test_an_agency_in_one_result_only_is_told_and_those_left_out_come_last() -> None:
    before = points_of({"z": {"1": 4}, "a": {"1": 1}})
    after = points_of({"a": {"1": 1}, "n": {"1": 2}})
    found = {each.code: each for each in restatement(before, after)}
    assert list(found) == ["n", "z"]
    assert found["n"].before is None
    assert found["z"].after is None
    assert found["z"].items == ()


def test_a_larger_block_alone_restates_nobody() -> None:
    before, after = points_of({"a": {"1": 4}}), points_of({"a": {"1": 4}, "b": {"1": 1}})
    assert [each.code for each in restatement(before, after)] == ["b"]


def test_rounding_is_left_unexplained_by_the_items() -> None:
    rounded = judged("rounding: {at: total, places: 0}\n", _1="4", _2="6")
    one, other = ({"a": {"1": each, "2": 6}} for each in ("1.4", "1.6"))
    (found,) = restatement(kept(standing(rounded, one)), kept(standing(rounded, other)))
    assert found.unexplained == Decimal("0.8")


AMOUNT = st.one_of(st.none(), st.just("KAD"), st.decimals(0, 4, places=2, allow_nan=False).map(str))
ROUND = st.dictionaries(st.sampled_from("abc"), st.tuples(AMOUNT, AMOUNT), min_size=1)


def rows_of(cards: dict[str, tuple[object, object]]) -> dict[str, dict[str, object]]:
    return {
        agency: {code: each for code, each in zip("12", pair, strict=True) if each is not None}
        for agency, pair in cards.items()
    }


@settings(max_examples=60, deadline=None)
@given(ROUND, ROUND)
def test_items_explain_all_that_changed_and_both_ways_tell_of_the_same_agencies(one, other):
    before, after = points_of(rows_of(one)), points_of(rows_of(other))
    found = restatement(before, after)
    assert all(each.unexplained == 0 for each in found)
    back = restatement(after, before)
    assert {each.code for each in found} == {each.code for each in back}
