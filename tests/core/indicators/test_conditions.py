"""Conditions that ask the same are equal, whatever their order; parts follow from content."""

from hypothesis import given
from hypothesis import strategies as st

from caicach.core.indicators import (
    EVERY_ROW,
    All,
    Any,
    Condition,
    Equal,
    Has,
    Having,
    Missing,
    Not,
    Part,
    all_of,
    any_of,
    leaves,
    part_of,
    told_by,
)

ONLINE = Equal("channel", "online")
VERIFIED = Equal("is_verified", "yes")
USED = Having("dossiers", "received_at", ONLINE)
tests = st.builds(Equal, st.sampled_from("abc"), st.sampled_from("xy")) | st.builds(
    Missing, st.sampled_from("abc")
)
conditions = st.recursive(
    tests,
    lambda inner: (
        st.builds(all_of, st.lists(inner, max_size=3))
        | st.builds(Not, inner)
        | st.builds(any_of, st.lists(inner, min_size=1, max_size=3))
    ),
    max_leaves=6,
)


def test_a_condition_says_what_must_be_told_for_it_to_hold() -> None:
    known = Not(Missing("a"))
    assert told_by(known) == (frozenset("a"),)
    assert told_by(Missing("a")) == told_by(EVERY_ROW) == told_by(Not(Equal("a", "yes"))) == ()
    assert set(told_by(all_of([known, Equal("b", "yes")]))) == {frozenset("a"), frozenset("b")}
    assert told_by(any_of([known, Equal("b", "yes")])) == (frozenset("ab"),)
    assert told_by(any_of([known, Missing("b")])) == ()


def test_no_condition_at_all_is_every_row() -> None:
    assert all_of([]) == EVERY_ROW == All(())
    assert all_of([EVERY_ROW, EVERY_ROW]) == EVERY_ROW


def test_one_condition_alone_stays_as_it_is() -> None:
    assert all_of([ONLINE]) == any_of([ONLINE]) == ONLINE


def test_conditions_inside_any_stay_together() -> None:
    both = all_of([ONLINE, VERIFIED])
    assert any_of([both, Missing("channel")]) == Any((both, Missing("channel")))


@given(st.lists(conditions, max_size=4), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_nor_nesting_matters(
    listed: list[Condition], shuffler: object
) -> None:
    mixed = [*listed, *listed]
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert all_of(mixed) == all_of(listed)
    assert all_of([all_of(listed), *listed]) == all_of(listed)


def test_a_cell_with_a_value_need_not_be_known_as_well() -> None:
    known = Not(Missing("channel"))
    assert all_of([known, ONLINE]) == ONLINE
    assert all_of([any_of([known, VERIFIED]), ONLINE]) == ONLINE
    assert all_of([known, VERIFIED]) == All((VERIFIED, known))
    assert all_of([Missing("channel"), ONLINE]) == All((ONLINE, Missing("channel")))
    assert all_of([known, Not(ONLINE)]) == All((Not(ONLINE), known))


def test_the_tests_of_a_condition_come_from_every_depth() -> None:
    nested = all_of([Not(any_of([ONLINE, VERIFIED])), Has("faults", "x"), USED])
    assert set(leaves(nested)) == {ONLINE, VERIFIED, Has("faults", "x"), USED}


def test_equal_parts_share_their_name_and_others_do_not() -> None:
    one = Part("dossiers", "received_at", all_of([ONLINE, VERIFIED]))
    same = Part("dossiers", "received_at", all_of([VERIFIED, ONLINE]))
    names = {
        each.name
        for each in (
            one,
            same,
            Part("dossiers", "end_at", one.where),
            Part("dossiers", "received_at", ONLINE),
            Part("dossiers", "received_at", one.where, ("sum", "working_days")),
            Part("dossiers", "cohort", one.where, "count", "portal", ("on_time",)),
            Part("dossiers", "cohort", one.where, "count", "date", ("on_time",)),
        )
    }
    assert one.name == same.name
    assert len(names) == 6
    assert all(len(name) == 12 for name in names)


def test_a_name_stays_the_same_from_run_to_run() -> None:
    """Cubes are kept under it: whoever changes it makes every store compute afresh."""
    assert Part("dossiers", "received_at", ONLINE).name == "ccf192a054cb"


def test_what_a_procedure_must_have_is_a_part_of_its_own() -> None:
    share = Part("procedures", "whole", all_of([Not(USED), Equal("service_level", "full")]))
    assert share.within == (Part("dossiers", "received_at", ONLINE),) == (part_of(USED),)
    assert not share.adds_up
    assert share.within[0].adds_up


def test_ranked_values_do_not_add_up() -> None:
    assert not Part("dossiers", "end_at", EVERY_ROW, ("values", "working_days")).adds_up
    assert Part("dossiers", "end_at", EVERY_ROW, ("sum", "working_days")).adds_up
