"""Figures follow merges and splits exactly, and missing parts stay missing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, Part

BEFORE, MIDDLE, AFTER = date(2024, 1, 1), date(2025, 3, 1), date(2026, 1, 1)
SPLIT_ON, MERGE_ON = date(2025, 1, 1), date(2025, 7, 1)


def born(code: str, first: date | None = None, last: date | None = None) -> Agency:
    return Agency(code=code, name=code, kind="commune", valid_from=first, valid_to=last)


def arrow(kind: str, one: str, other: str | None, on: date, share: str = "1") -> LineageEvent:
    return LineageEvent(kind=kind, from_code=one, to_code=other, on=on, share=Decimal(share))


def eve(day: date) -> date:
    return day - timedelta(1)


# A is split into B (0.3) and C (0.7); then B and D merge into E. F is abolished, G goes on.
TREE = AgencyTree(
    agencies=(
        born("A", last=eve(SPLIT_ON)),
        born("B", SPLIT_ON, eve(MERGE_ON)),
        born("C", SPLIT_ON),
        born("D", last=eve(MERGE_ON)),
        born("E", MERGE_ON),
        born("F", last=eve(MERGE_ON)),
        born("G"),
    ),
    events=(
        arrow("merge", "B", "E", MERGE_ON),
        arrow("merge", "D", "E", MERGE_ON),
        arrow("split", "A", "B", SPLIT_ON, "0.3"),
        arrow("split", "A", "C", SPLIT_ON, "0.7"),
        arrow("abolish", "F", None, MERGE_ON),
    ),
)

MERGER = AgencyTree(
    agencies=(born("10", last=eve(MERGE_ON)), born("11", last=eve(MERGE_ON)), born("21", MERGE_ON)),
    events=(arrow("merge", "10", "21", MERGE_ON), arrow("merge", "11", "21", MERGE_ON)),
)


def test_the_registers_of_these_tests_are_sound() -> None:
    assert TREE.check() == MERGER.check() == []


def test_ten_and_eleven_are_twenty_one_on_the_new_map_and_themselves_on_the_old() -> None:
    figures = {"10": 10, "11": 11}
    new = MERGER.remap(figures, BEFORE, AFTER).figures
    assert {code: figure.amount for code, figure in new.items()} == {"21": 21}
    assert new["21"].parts == (Part("10", Decimal(1), 10), Part("11", Decimal(1), 11))
    old = MERGER.remap(figures, BEFORE, eve(MERGE_ON)).figures
    assert {code: figure.amount for code, figure in old.items()} == figures


def test_the_new_order_begins_on_the_day_of_the_event() -> None:
    assert MERGER.successors("10", BEFORE, eve(MERGE_ON)) == {"10": 1}
    assert MERGER.successors("10", BEFORE, MERGE_ON) == {"21": 1}


def test_shares_are_multiplied_along_chains() -> None:
    assert TREE.successors("A", BEFORE, AFTER) == {"C": Decimal("0.7"), "E": Decimal("0.3")}
    assert TREE.predecessors("E", BEFORE, AFTER) == {"A": Decimal("0.3"), "D": 1}
    assert TREE.predecessors("E", MIDDLE, AFTER) == {"B": 1, "D": 1}


def test_an_abolished_agency_has_no_successor() -> None:
    assert TREE.successors("F", BEFORE, AFTER) == {}


def test_an_agency_without_events_is_its_own_successor() -> None:
    assert TREE.successors("G", BEFORE, AFTER) == {"G": 1}
    assert TREE.predecessors("G", BEFORE, AFTER) == {"G": 1}


def test_divided_figures_are_exact_decimals() -> None:
    figures = TREE.remap({"A": 7, "D": 1}, BEFORE, AFTER).figures
    assert figures["E"].amount == Decimal("3.1")
    assert figures["C"].amount == Decimal("4.9")
    long = Decimal("0.1234567890123456789012345678")
    assert TREE.remap({"A": long}, BEFORE, AFTER).figures["C"].amount == Decimal(
        "0.08641975230864197523086419746"
    )


def test_undivided_counts_stay_whole_numbers() -> None:
    amount = MERGER.remap({"10": 10, "11": 11}, BEFORE, AFTER).figures["21"].amount
    assert isinstance(amount, int)


@pytest.mark.parametrize("figures", [{"10": 10, "11": None}, {"10": 10}])
def test_a_sum_with_a_missing_part_is_partial(figures: dict[str, int | None]) -> None:
    figure = MERGER.remap(figures, BEFORE, AFTER).figures["21"]
    assert figure.amount == 10
    assert figure.is_partial
    assert figure.missing == ("11",)


def test_nothing_but_missing_parts_is_missing_not_zero() -> None:
    figure = MERGER.remap({"10": None}, BEFORE, AFTER).figures["21"]
    assert figure.amount is None
    assert not figure.is_partial


def test_zero_is_a_figure() -> None:
    figure = MERGER.remap({"10": 0, "11": 0}, BEFORE, AFTER).figures["21"]
    assert figure.amount == 0
    assert figure.amount is not None
    assert not figure.missing


def test_what_finds_no_place_is_told() -> None:
    result = TREE.remap({"F": 5, "Z": 3, "E": 2}, BEFORE, AFTER)
    assert result.figures == {}
    assert result.lost == {"F": 5}
    assert result.unknown == {"Z": 3, "E": 2}


def test_an_end_without_an_event_loses_its_figure() -> None:
    tree = AgencyTree((born("A", last=eve(MERGE_ON)), born("A", AFTER)))
    assert tree.remap({"A": 4}, BEFORE, AFTER).lost == {"A": 4}
    assert tree.predecessors("A", BEFORE, AFTER) == {}


def test_a_sum_is_not_taken_apart_again() -> None:
    for ask in (
        lambda: MERGER.remap({"21": 21}, AFTER, BEFORE),
        lambda: MERGER.successors("21", AFTER, BEFORE),
        lambda: MERGER.predecessors("10", AFTER, BEFORE),
    ):
        with pytest.raises(ValueError, match="2024-01-01"):
            ask()


def test_one_agency_in_two_notations_is_not_added_up_silently() -> None:
    tree = AgencyTree((born("H22.01"),))
    with pytest.raises(ValueError, match=r"H22\.01"):
        tree.remap({"H22.01": 1, "000.00.01.H22": 2}, BEFORE, AFTER)


def test_an_agency_that_takes_in_another_keeps_its_code_and_its_own_figure() -> None:
    tree = AgencyTree(
        agencies=(born("A"), born("B", last=eve(MERGE_ON))),
        events=(arrow("merge", "B", "A", MERGE_ON),),
    )
    assert tree.check() == []
    assert tree.remap({"A": 10, "B": 11}, BEFORE, AFTER).figures["A"].amount == 21
    assert tree.predecessors("A", BEFORE, AFTER) == {"A": 1, "B": 1}


def test_an_agency_may_keep_a_part_of_itself() -> None:
    tree = AgencyTree(
        agencies=(born("A"), born("B", SPLIT_ON)),
        events=(
            arrow("split", "A", "A", SPLIT_ON, "0.6"),
            arrow("split", "A", "B", SPLIT_ON, "0.4"),
        ),
    )
    assert tree.check() == []
    assert tree.successors("A", BEFORE, AFTER) == {"A": Decimal("0.6"), "B": Decimal("0.4")}
    assert tree.predecessors("A", BEFORE, AFTER) == {"A": Decimal("0.6")}


def test_events_of_one_day_happen_at_once() -> None:
    swapped = AgencyTree(
        agencies=(born("A"), born("B")),
        events=(arrow("rename", "A", "B", SPLIT_ON), arrow("rename", "B", "A", SPLIT_ON)),
    )
    assert swapped.successors("A", BEFORE, AFTER) == {"B": 1}
    assert swapped.predecessors("A", BEFORE, AFTER) == {"B": 1}


@st.composite
def reorganisations(draw: st.DrawFn) -> tuple[AgencyTree, list[date]]:
    """Waves of agencies: each wave is divided among the next by shares that make 1."""
    waves = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    starts = [BEFORE + timedelta(100 * number) for number in range(len(waves))]
    agencies = tuple(
        born(
            f"{wave}-{number}",
            starts[wave],
            eve(starts[wave + 1]) if wave + 1 < len(waves) else None,
        )
        for wave, count in enumerate(waves)
        for number in range(count)
    )
    events: list[LineageEvent] = []
    for wave in range(len(waves) - 1):
        for number in range(waves[wave]):
            cut, on = draw(st.integers(1, 10)), starts[wave + 1]
            targets = draw(st.lists(st.integers(0, waves[wave + 1] - 1), min_size=2, max_size=2))
            for target, tenths in zip(targets, (cut, 10 - cut), strict=True):
                if tenths:
                    share = str(Decimal(tenths) / 10)
                    events.append(
                        arrow("split", f"{wave}-{number}", f"{wave + 1}-{target}", on, share)
                    )
    return AgencyTree(agencies, events=tuple(events)), starts


@given(reorganisations(), st.data())
def test_nothing_is_gained_or_lost_on_the_way(made, data: st.DataObject) -> None:
    tree, starts = made
    assert tree.check() == []
    amounts = {each.code: data.draw(st.integers(0, 10**9)) for each in tree.on(starts[0])}
    for day in starts:
        result = tree.remap(amounts, starts[0], day)
        assert sum(figure.amount for figure in result.figures.values()) == sum(amounts.values())
        assert not result.lost


@given(reorganisations())
def test_forward_and_backward_tell_the_same_shares(made) -> None:
    tree, starts = made
    first, last = starts[0], starts[-1]
    forward = {
        (each.code, code): share
        for each in tree.on(first)
        for code, share in tree.successors(each.code, first, last).items()
    }
    backward = {
        (code, each.code): share
        for each in tree.on(last)
        for code, share in tree.predecessors(each.code, first, last).items()
    }
    assert forward == backward
