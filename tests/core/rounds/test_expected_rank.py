"""The rank to expect: points that stand, and what missing items may still bring."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import judged, kept, standing

from caicach.core.rounds import CardSum, Peers, card_sums, expected_rank, movement

SET = judged(_1="40", _2="40", _3="20")
BLOCKS = "blocks: [{id: X, label: Xã}, {id: P, label: Phường}]\n"


def card(code: str, points: object, missing: object = 0, maximum: object = 100) -> CardSum:
    return CardSum(*(code, *(Decimal(str(each)) for each in (points, missing, maximum))))


def test_alone_in_the_block_the_rank_is_one_of_one() -> None:
    found = expected_rank(card("a", 0), [])
    assert (found.rank, found.best, found.worst, found.of) == (1, 1, 1, 1)
    assert found.is_settled


def test_equal_values_share_the_better_rank() -> None:
    found = expected_rank(card("a", 80), [card("b", 80), card("c", 90), card("d", 70)])
    assert (found.rank, found.best, found.worst) == (2, 2, 2)


def test_a_third_of_the_points_ties_with_a_third() -> None:
    third = CardSum("a", Decimal(1) / 3 * 3, Decimal(0), Decimal(3))
    assert expected_rank(third, [card("b", 1, 0, 3)]).rank == 1


def test_missing_items_open_an_interval_on_both_sides() -> None:
    others = [card("b", 85), card("c", 60, 20), card("d", 40, 10)]
    found = expected_rank(card("a", 70, 20), others)
    assert (found.rank, found.best, found.worst, found.of) == (2, 1, 3, 4)


def test_an_own_card_among_the_others_is_passed_over() -> None:
    mine = card("a", 70)
    assert expected_rank(mine, [mine, card("b", 60)]).of == 2


def test_by_points_a_smaller_base_is_no_help() -> None:
    mine, other = card("a", 60, 0, 70), card("b", 80, 0, 100)
    assert expected_rank(mine, [other], "index").rank == 1
    assert expected_rank(mine, [other], "points").rank == 2


def test_cards_are_read_from_a_round_block_by_block() -> None:
    made = judged(BLOCKS, _1="40", _2="60")
    rows = {"a": {"1": 30}, "b": {"1": "KAD", "2": 50}, "c": {"1": 1, "2": 2}}
    result = standing(made, rows, {"a": "X", "b": "X", "c": "P"})
    assert card_sums(result, "X") == [card("a", 30, 60, 100), card("b", 50, 0, 60)]


def test_a_card_where_nothing_applies_has_no_rank_to_expect() -> None:
    result = standing(SET, {"a": {"1": "KAD", "2": "KAD", "3": "KAD"}, "b": {}})
    assert [each.code for each in card_sums(result, None)] == ["b"]


AMOUNT = st.one_of(st.none(), st.integers(0, 20))
CARDS = st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=2, max_size=6)


def rows_of(cards: list[tuple[int | None, ...]]) -> dict[str, dict[str, int]]:
    return {
        str(number): {
            code: amount for code, amount in zip("123", each, strict=True) if amount is not None
        }
        for number, each in enumerate(cards)
    }


@settings(max_examples=80, deadline=None)
@given(CARDS, st.data())
def test_however_the_gaps_are_filled_the_rank_stays_in_the_interval(cards, data) -> None:
    before = card_sums(standing(SET, rows_of(cards)), None)
    expected = [
        Peers.of([other for other in before if other.code != each.code]).expect(each)
        for each in before
    ]
    filled = [
        tuple(data.draw(st.integers(0, 20)) if amount is None else amount for amount in each)
        for each in cards
    ]
    for each, agency in zip(expected, standing(SET, rows_of(filled)).agencies, strict=True):
        assert each.best <= each.rank <= each.worst <= each.of
        assert each.best <= agency.rank <= each.worst


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=1, max_size=6))
def test_with_whole_cards_the_rank_expected_is_the_rank_given(cards) -> None:
    result = standing(SET, rows_of(cards))
    sums = card_sums(result, None)
    for each, agency in zip(sums, result.agencies, strict=True):
        found = expected_rank(each, sums)
        assert found.rank == agency.rank
        assert found.is_settled


@pytest.mark.parametrize(
    ("agency", "block", "rank", "places"),
    [("a", None, 1, 1), ("b", None, 3, -2), ("c", None, 1, None), ("a", "X", 1, None)],
)
def test_movement_is_told_only_from_a_rank_in_the_same_block(agency, block, rank, places) -> None:
    full = {"1": 40, "2": 40}
    rows = {"a": {**full, "3": 10}, "b": {**full, "3": 20}, "c": {"1": 40}}
    assert movement(agency, block, rank, kept(standing(SET, rows))) == places


def test_without_a_former_result_there_is_no_movement() -> None:
    assert movement("a", None, 1, None) is None
    assert movement("z", None, 1, kept(standing(SET, {"a": {"1": 1}}))) is None
