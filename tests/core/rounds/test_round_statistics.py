"""The set's own statistics: what tells nothing, what decides, where points are lost."""

import itertools
from decimal import Decimal
from math import atanh
from statistics import correlation

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from round_made import judged, standing

from caicach.core.rounds import ItemStatistics, round_statistics

SET = judged(_1="4", _2="6")
WIDE = judged("blocks: [{id: X, label: Xã}, {id: P, label: Phường}]\n", _1="40", _2="40", _3="20")


def item(code: str, rows: dict[str, dict[str, object]]) -> ItemStatistics:
    return round_statistics(standing(SET, rows)).items[code]


def test_without_agencies_there_are_no_items_to_speak_of() -> None:
    found = round_statistics(standing(SET, {}))
    assert (found.items, found.blocks, found.losses) == ({}, [], [])


def test_an_item_nobody_was_scored_in_has_no_mean_and_neither_passes_nor_fails() -> None:
    found = item("2", {"a": {"1": 1}, "b": {"1": 2, "2": "KAD"}})
    assert (found.scored, found.missing, found.exempt) == (0, 1, 1)
    assert (found.mean, found.median, found.spread, found.full_share) == (None, None, None, None)
    assert not found.all_full
    assert not found.all_zero
    assert (found.lost, found.open_points) == (0, 6)


def test_missing_zero_and_exempt_are_counted_apart() -> None:
    rows = {"a": {"1": 4}, "b": {"1": 0}, "c": {"1": "KAD"}, "d": {}, "e": {"1": 2}}
    found = item("1", rows)
    assert (found.scored, found.full, found.zero) == (3, 1, 1)
    assert (found.missing, found.exempt) == (1, 1)
    assert (found.mean, found.median) == (0.5, 0.5)
    assert found.spread == pytest.approx((0.5 / 3) ** 0.5)
    assert (found.lost, found.open_points) == (6, 4)


def test_an_item_that_all_pass_and_one_that_all_fail_are_told() -> None:
    rows = {"a": {"1": 4, "2": 0}, "b": {"1": 4, "2": 0}}
    assert item("1", rows).all_full
    assert item("1", rows).full_share == 1.0
    assert item("2", rows).all_zero
    assert item("1", {"a": {"1": 4}}).all_full
    assert item("1", {"a": {"1": 0}}).all_zero


def ten(second: list[int]) -> dict[str, dict[str, object]]:
    return {str(n): {"1": Decimal(n) / 4, "2": amount} for n, amount in enumerate(second, start=1)}


def test_an_item_that_goes_with_the_rest_discriminates_fully() -> None:
    found = item(
        "1", {key: {**row, "1": Decimal(int(key)) / 4} for key, row in ten([*range(10)]).items()}
    )
    assert found.discrimination is not None
    assert found.discrimination.value == pytest.approx(1)


def test_an_item_that_goes_against_the_rest_has_a_correlation_below_zero() -> None:
    rows = {str(n): {"1": n % 5, "2": 6 - n % 5} for n in range(10)}
    rows = {key: {**row, "1": min(4, row["1"])} for key, row in rows.items()}
    found = item("1", rows).discrimination
    assert found is not None
    assert found.value == pytest.approx(-1)
    assert (found.low, found.high) == (found.value, found.value)


def test_few_agencies_say_nothing_and_ten_say_how_little() -> None:
    rows = {str(n): {"1": n % 4, "2": n % 3} for n in range(9)}
    assert item("1", rows).discrimination is None
    found = item("1", {**rows, "9": {"1": 3, "2": 2}}).discrimination
    assert found is not None
    assert found.agencies == 10
    assert found.low < found.value < found.high
    assert found.high - found.low > 0.8
    spread = 1.959964 / 7**0.5
    assert atanh(found.high) == pytest.approx(atanh(found.value) + spread)
    assert atanh(found.low) == pytest.approx(atanh(found.value) - spread)


def test_an_item_on_which_all_are_level_cannot_be_correlated() -> None:
    assert item("1", {str(n): {"1": 2, "2": n % 7} for n in range(12)}).discrimination is None


RATIOS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 20)), min_size=10, max_size=25
)


@settings(max_examples=60, deadline=None)
@given(RATIOS)
def test_the_correlation_is_pearsons_with_the_item_itself_left_out(cards) -> None:
    mine, rest = [a for a, _, _ in cards], [b + c for _, b, c in cards]
    assume(len(set(mine)) > 1)
    assume(len(set(rest)) > 1)
    rows = {str(n): dict(zip("123", card, strict=True)) for n, card in enumerate(cards)}
    found = round_statistics(standing(WIDE, rows, dict.fromkeys(rows, "X"))).items["1"]
    assert found.discrimination is not None
    assert found.discrimination.value == pytest.approx(correlation(mine, rest), abs=1e-9)


def test_neighbours_that_would_change_places_without_an_item_are_counted() -> None:
    rows = {"a": {"1": 4, "2": 3}, "b": {"1": 0, "2": 6}, "c": {"1": 0, "2": 5}}
    assert item("1", rows).decides.swaps == 1  # b would overtake a
    assert item("2", rows).decides.swaps == 0  # without it a stays first, b and c are level


def test_the_smallest_loss_that_costs_a_place_names_both_agencies() -> None:
    rows = {"a": {"1": 4, "2": 3}, "b": {"1": 2, "2": Decimal("4.5")}, "c": {"1": 2, "2": 1}}
    closest = item("1", rows).decides.closest
    assert closest is not None
    assert (closest.loss, closest.agency, closest.next_agency) == (Decimal("0.5"), "a", "b")


def test_an_item_too_small_to_cost_anybody_a_place_decides_nothing() -> None:
    rows = {"a": {"1": 1, "2": 6}, "b": {"1": 0, "2": 2}}
    assert item("1", rows).decides.closest is None
    assert item("1", rows).decides.swaps == 0


def test_agencies_that_share_a_rank_are_no_neighbours() -> None:
    rows = {"a": {"1": 4, "2": 2}, "b": {"1": 2, "2": 4}}
    assert item("1", rows).decides.swaps == 0
    assert item("1", rows).decides.closest is None


def test_a_smaller_base_is_reckoned_with_when_places_are_compared() -> None:
    rows = {"a": {"1": "KAD", "2": 3}, "b": {"1": 1, "2": Decimal("3.5")}}
    closest = item("2", rows).decides.closest
    assert closest is not None  # 50 % against 45 %: 0.3 of 6 points
    assert closest.loss == Decimal("0.3")


def every_rank(result, without: str) -> list[tuple[str, str]]:
    """Return the pairs that stand the other way round once an item is left out."""
    ranked = sorted((each for each in result.agencies if each.rank), key=lambda each: each.rank)
    found = []
    for one, other in itertools.pairwise(ranked):
        values = []
        for each in (one, other):
            score = each.scores[without]
            whole = Decimal({"1": 40, "2": 40, "3": 20}[without])
            base = each.maximum - (whole if score.state != "not_applicable" else 0)
            values.append((each.points - (score.points or 0)) / base if base else Decimal(0))
        if one.rank != other.rank and values[1] - values[0] > Decimal("1e-9"):
            found.append((one.code, other.code))
    return found


CELL = st.one_of(st.integers(0, 20), st.just("KAD"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=8), st.sampled_from("123"))
def test_swaps_are_those_found_by_ranking_again_without_the_item(cards, code) -> None:
    rows = {str(n): dict(zip("123", card, strict=True)) for n, card in enumerate(cards)}
    result = standing(WIDE, rows, dict.fromkeys(rows, "X"))
    found = round_statistics(result).items[code]
    assert found.decides.swaps == len(every_rank(result, code))


def test_blocks_have_medians_of_what_was_reported() -> None:
    rows = {
        "a": {"1": 40, "2": 40, "3": 20},
        "b": {"1": 20},
        "c": {"1": 10, "2": 20, "3": 5},
        "d": {},
        "e": {"1": 4, "2": 4, "3": 2},
        "f": {},
    }
    blocks = {**dict.fromkeys("abcdf", "X"), "e": "P"}
    x, p = round_statistics(standing(WIDE, rows, blocks)).blocks
    assert (x.block, x.agencies, x.ranked, x.incomplete) == ("X", 5, 2, 3)
    assert (x.lowest, x.median, x.highest) == (35, 50, 100)
    assert x.areas == {"A": 50}
    assert (p.median, p.agencies) == (10, 1)


def test_a_block_without_figures_has_no_median() -> None:
    (block,) = round_statistics(standing(SET, {"a": {}})).blocks
    assert (block.median, block.lowest, block.highest) == (None, None, None)
    assert block.areas == {"A": None}


def test_one_block_may_be_looked_at_alone() -> None:
    rows = {"a": {"1": 40}, "e": {"1": 0}}
    result = standing(WIDE, rows, {"a": "X", "e": "P"})
    assert round_statistics(result, {"P"}).items["1"].all_zero
    assert round_statistics(result).items["1"].scored == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, st.one_of(st.none(), CELL)), min_size=1, max_size=8))
def test_losses_of_items_add_up_to_those_of_their_area_and_of_all_cards(cards) -> None:
    rows = {
        str(n): {key: each for key, each in zip("123", card, strict=True) if each is not None}
        for n, card in enumerate(cards)
    }
    result = standing(WIDE, rows, dict.fromkeys(rows, "X"))
    found = round_statistics(result)
    (area,) = found.losses
    assert area.lost == sum(each.lost for each in found.items.values())
    assert area.lost == sum(each.reported - each.base_points for each in result.agencies)
    assert area.open_points == sum(each.maximum - each.reported for each in result.agencies)
    assert area.share == (1.0 if area.lost else None)
