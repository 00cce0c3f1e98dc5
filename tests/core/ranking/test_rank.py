"""Competition ranks on unrounded values."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caicach.core.ranking import rank_values, settle, ties

values = st.dictionaries(st.text(max_size=3), st.decimals(0, 100, places=3), max_size=12)


def ranked(*texts: str, lowest_first: bool = False) -> list[int]:
    numbers = {str(index): Decimal(text) for index, text in enumerate(texts)}
    return list(rank_values(numbers, lowest_first=lowest_first).values())


def test_nobody_and_one() -> None:
    assert ranked() == []
    assert ranked("5") == [1]


def test_ties_share_a_rank_and_the_next_is_left_out() -> None:
    assert ranked("90", "95", "95.000", "80") == [3, 1, 1, 4]


def test_lowest_first_turns_the_order_round() -> None:
    assert ranked("90", "95", "95", "80", lowest_first=True) == [2, 3, 3, 1]


def test_values_that_print_alike_are_told_apart() -> None:
    assert ranked("85.016", "85.024") == [2, 1]
    assert ranked("85.00000000001", "85") == [1, 2]


def test_three_thirds_are_one() -> None:
    third = Decimal(1) / 3
    assert third + third + third != 1
    assert rank_values({"a": third + third + third, "b": Decimal(1)}) == {"a": 1, "b": 1}


def test_budgets_in_dong_are_ranked_too() -> None:
    assert ranked("12345678901234567890", "12345678901234567891.5") == [2, 1]


def test_ties_names_only_ranks_held_twice() -> None:
    assert ties({"a": 1, "b": 2, "c": 2, "d": 4}) == {2: ["b", "c"]}


@given(values)
def test_a_rank_is_one_more_than_the_number_of_better_ones(numbers: dict[str, Decimal]) -> None:
    ranks = rank_values(numbers)
    for key, rank in ranks.items():
        better = [other for other in numbers.values() if settle(other) > settle(numbers[key])]
        assert rank == len(better) + 1


@given(values, st.data())
def test_the_order_of_input_changes_nothing(
    numbers: dict[str, Decimal], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(numbers.items()))))
    assert rank_values(shuffled) == rank_values(numbers)
