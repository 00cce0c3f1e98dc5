"""Ranks and bands: unrounded, shared by true ties, with a reason where there is none."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.scoring import Result, score_inputs
from caicach.core.scoring.document import agency_entries
from rounds import edition as edition_of
from rounds import inputs, judged, score

HEAD = "edition: my-set/2026\nlabel: x\n"
ONE = HEAD + judged(A="100")
TWO = HEAD + judged(A="60", B="40")


def ranks(result: Result) -> dict[str, int | None]:
    return {each.code: each.rank for each in result.agencies}


def reasons(result: Result) -> dict[str, str]:
    return {each.code: each.unranked.code for each in result.agencies if each.unranked}


def test_agencies_that_print_alike_are_ranked_apart() -> None:
    result = score(ONE, {"x": {"A": "85.016"}, "y": {"A": "85.024"}})
    assert [f"{each.points:.2f}" for each in result.agencies] == ["85.02", "85.02"]
    assert ranks(result) == {"x": 2, "y": 1}


@pytest.mark.parametrize("by", ["index", "points"])
def test_they_are_ranked_apart_also_where_the_total_is_rounded(by: str) -> None:
    rounding = f"rounding: {{at: total, places: 2}}\nranking: {{by: {by}}}\n"
    text = HEAD + rounding + judged(A="100")
    result = score(text, {"x": {"A": "85.016"}, "y": {"A": "85.024"}})
    assert [str(each.points) for each in result.agencies] == ["85.02", "85.02"]
    assert ranks(result) == {"x": 2, "y": 1}


def test_true_ties_share_a_rank_and_the_next_is_left_out() -> None:
    rows = {"x": {"A": 80}, "y": {"A": "80.00"}, "z": {"A": 79}, "w": {"A": 90}}
    assert ranks(score(ONE, rows)) == {"x": 2, "y": 2, "z": 4, "w": 1}


THIRDS = """\
maximum: 3
bands: [{from: 33.3333333333, label: Đạt}, {below: 33.3333333333, label: Chưa}]
areas:
  - {code: a, label: x, max_points: 1, rule: {kind: linear}, source: {place: x}}
  - {code: b, label: x, max_points: 1, rule: {kind: linear}, source: {place: x}}
  - {code: c, label: x, max_points: 1, rule: {kind: linear}, source: {place: x}}
"""


def test_three_thirds_tie_with_one_whole_and_reach_its_band() -> None:
    third = {"numerator": 1, "denominator": 3}
    whole: dict[str, Any] = {"a": {"value": 100}, "b": {"value": 0}, "c": {"value": 0}}
    text = HEAD + THIRDS.replace("33.3333333333", "33.333333333333")
    result = score(text, {"x": dict.fromkeys("abc", third), "y": whole})
    assert ranks(result) == {"x": 1, "y": 1}
    assert result.agencies[0].points != result.agencies[1].points
    assert [str(each.band) for each in result.agencies] == ["Đạt", "Đạt"]


NOISY = "bands: [{from: 10, label: Đạt}, {below: 10, label: Chưa}]\n" + judged(
    a="10", b="10", c="10", d="70"
).replace("judged", "linear")


def test_a_band_is_reached_on_its_bound_though_thirds_fall_short_of_it() -> None:
    third = {"numerator": 1, "denominator": 3}
    (found,) = score(
        HEAD + NOISY, {"x": {**dict.fromkeys("abc", third), "d": {"value": 0}}}
    ).agencies
    assert found.index is not None
    assert found.index < 10
    assert str(found.band) == "Đạt"


def test_who_misses_what_peers_have_is_left_out_with_the_reason() -> None:
    result = score(TWO, {"x": {"A": 50, "B": 30}, "y": {"A": 60}, "z": {"A": 40, "B": 0}})
    assert ranks(result) == {"x": 1, "y": None, "z": 2}
    assert [each.rank_of for each in result.agencies] == [2, 2, 2]
    assert reasons(result) == {"y": "items-missing"}
    entry = list(agency_entries(result))[1]
    assert entry["unranked"] == {
        "code": "items-missing",
        "text": "Chưa xếp hạng. Còn thiếu các mục mà cơ quan cùng khối đã có: B.",
    }


def test_what_nobody_has_is_owed_by_nobody() -> None:
    assert ranks(score(TWO, {"x": {"A": 50}, "y": {"A": 60}})) == {"x": 2, "y": 1}


def test_an_edition_may_rank_the_incomplete_all_the_same() -> None:
    text = HEAD + "ranking: {by: points, incomplete: rank}\n" + judged(A="60", B="40")
    rows: dict[str, dict[str, Any]] = {"x": {"A": 50, "B": 30}, "y": {"A": 60}, "z": {}}
    result = score(text, rows)
    assert ranks(result) == {"x": 1, "y": 2, "z": None}
    assert reasons(result) == {"z": "nothing-reported"}


def test_by_points_and_by_index_differ_where_something_does_not_apply() -> None:
    areas = judged(A="60", B="40").replace("label: mục B", "label: B, may_not_apply: true")
    rows = {"x": {"A": 48, "B": "KAD"}, "y": {"A": 45, "B": 29}}
    assert ranks(score(HEAD + areas, rows)) == {"x": 1, "y": 2}
    assert ranks(score(HEAD + "ranking: {by: points}\n" + areas, rows)) == {"x": 2, "y": 1}


BLOCKS = "blocks: [{id: a, label: A}, {id: b, label: B}]\n"


def test_blocks_are_ranked_among_themselves() -> None:
    rows = {code: {"A": points} for code, points in zip("stuv", (10, 20, 30, 40), strict=True)}
    result = score(HEAD + BLOCKS + judged(A="100"), rows, {"s": "a", "t": "b", "u": "a", "v": "b"})
    assert ranks(result) == {"s": 2, "t": 2, "u": 1, "v": 1}
    assert [each.rank_of for each in result.agencies] == [2, 2, 2, 2]


def test_a_block_may_go_unranked_for_a_reason() -> None:
    text = (
        HEAD + BLOCKS + "ranking: {unranked_blocks: [b], reason: mới thành lập}\n" + judged(A="100")
    )
    result = score(text, {"x": {"A": 5}, "y": {"A": 6}}, {"x": "a", "y": "b"})
    assert ranks(result) == {"x": 1, "y": None}
    entry = list(agency_entries(result))[1]
    assert entry["unranked"]["text"] == "Khối này không xếp hạng: mới thành lập."


def test_an_agency_without_its_block_or_with_a_strange_one_is_a_fault() -> None:
    rows = {"x": {"A": 5}, "y": {"A": 6}, "z": {"A": 7}}
    result = score(HEAD + BLOCKS + judged(A="100"), rows, {"x": "a", "y": "c"})
    assert [each.code for each in result.issues] == [
        "agency-block-unknown",
        "agency-block-missing",
    ]
    assert ranks(result)["x"] == 1


def test_codes_of_nowhere_are_faults() -> None:
    text = HEAD + BLOCKS + judged(A="100").replace("label: mục A", "label: A, blocks: [a]")
    other = judged(B="100").replace("label: mục B", "label: B, blocks: [b]")
    both = text + other.removeprefix("areas:\n")
    result = score(both, {"x": {"A": 5, "B": 6, "C": 7}}, {"x": "a"})
    assert [each.code for each in result.issues] == ["code-unknown-far", "code-not-here"]
    assert "A, B" in result.issues[0].remedy("vi")


points = st.decimals(0, 60, places=2)
rounds = st.dictionaries(
    st.sampled_from("stuvwxyz"),
    st.fixed_dictionaries({}, optional={"A": points, "B": st.decimals(0, 40, places=1)}),
    min_size=2,
)


@given(rounds, st.data())
def test_the_order_of_agencies_changes_nothing(
    rows: dict[str, dict[str, Decimal]], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(rows.items()))))
    one, other = score(TWO, rows), score(TWO, shuffled)
    assert {each["code"]: each for each in agency_entries(one)} == {
        each["code"]: each for each in agency_entries(other)
    }
    assert [each.code for each in other.agencies] == list(shuffled)


IN_BLOCKS = edition_of(HEAD + BLOCKS + judged(A="60", B="40"))


@given(rounds, rounds)
def test_another_block_changes_nothing_in_this_one(
    here: dict[str, dict[str, Decimal]], there: dict[str, dict[str, Decimal]]
) -> None:
    others = {f"{code}2": items for code, items in there.items()}
    blocks = {**dict.fromkeys(here, "a"), **dict.fromkeys(others, "b")}
    alone = score_inputs(IN_BLOCKS, inputs(here, blocks))
    both = score_inputs(IN_BLOCKS, inputs({**others, **here}, blocks))
    assert list(agency_entries(alone)) == [
        each for each in agency_entries(both) if each["block"] == "a"
    ]


@given(rounds)
def test_a_better_index_never_has_a_worse_rank(rows: dict[str, dict[str, Decimal]]) -> None:
    ranked = [each for each in score(TWO, rows).agencies if each.rank and each.index is not None]
    for one in ranked:
        for other in ranked:
            assert one.rank is not None
            assert other.rank is not None
            assert (one.index or 0) <= (other.index or 0) or one.rank < other.rank


def test_an_agency_that_still_misses_items_has_no_band_yet() -> None:
    text = HEAD + NOISY
    whole: dict[str, Any] = {"a": {"value": 90}, "b": {"value": 90}, "c": {"value": 90}}
    complete, growing = score(text, {"x": {**whole, "d": {"value": 90}}, "y": whole}).agencies
    assert str(complete.band) == "Đạt"
    assert growing.index is not None
    assert growing.index > 10
    assert growing.band is None
