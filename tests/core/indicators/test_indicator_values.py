"""Parts of an indicator, and the value they come to: missing, empty and zero stay apart."""

from dataclasses import replace
from datetime import date

import pytest

from caicach.core.indicators import (
    Equal,
    Figure,
    IndicatorNotFoundError,
    Missing,
    Not,
    all_of,
    find_indicator,
    load_indicators,
)

SHARE = find_indicator("on_time_share")
MEAN = find_indicator("mean_working_days")
COUNT = find_indicator("received_count")
MEDIAN = find_indicator("median_working_days")


def test_a_share_is_in_percent_and_not_rounded() -> None:
    assert SHARE.value(1, 3) == Figure(100 / 3, "value")
    assert SHARE.value(0, 3) == Figure(0.0, "value")


def test_what_nobody_knows_is_missing_not_zero() -> None:
    assert SHARE.value(None, 3) == SHARE.value(1, None) == Figure(None, "missing")
    assert COUNT.value(None) == Figure(None, "missing")
    assert COUNT.value(0) == Figure(0.0, "value")


@pytest.mark.parametrize(("rule", "number"), [("missing", None), ("zero", 0.0), ("full", 100.0)])
def test_an_empty_denominator_reads_as_the_definition_says(rule: str, number: float | None) -> None:
    share = replace(SHARE, empty_denominator=rule)  # type: ignore[arg-type]  # one of its literals
    assert share.value(0, 0) == Figure(number, "empty")
    assert share.value(None, 0) == Figure(number, "empty")


def test_a_mean_divides_its_sum_by_its_count() -> None:
    assert MEAN.value(8.5, 2) == Figure(4.25, "value")


def test_a_percentile_is_handed_in_as_it_is() -> None:
    assert MEDIAN.value(3.5, 4) == Figure(3.5, "value")
    assert MEDIAN.value(None, 0) == Figure(None, "empty")


def test_a_numerator_counts_rows_of_its_denominator() -> None:
    top, below = find_indicator("online_full_share").parts()
    eligible = Equal("procedure.is_eligible_full", "yes")
    full = Equal("procedure.service_level", "full")
    assert below is not None
    assert below.where == eligible
    assert top.where == all_of([eligible, Equal("channel", "online"), full])


def test_states_go_with_their_side() -> None:
    top, below = SHARE.parts()
    assert below is not None
    assert top.states == ("on_time", "open_in_time")
    assert set(below.states) == {"on_time", "overdue", "open_in_time", "open_overdue"}
    assert top.clock == below.clock == "portal"


def test_a_count_has_no_denominator() -> None:
    assert COUNT.parts()[1] is None


def test_a_mean_sums_and_counts_where_its_column_is_known() -> None:
    top, below = MEAN.parts()
    assert below is not None
    assert (top.amount, below.amount) == (("sum", "working_days"), "count")
    assert top.where == below.where == Not(Missing("working_days"))


def test_shares_means_and_counts_roll_up() -> None:
    assert SHARE.rolls_up
    assert MEAN.rolls_up
    assert COUNT.rolls_up
    assert SHARE.refuse_roll_up("here") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("p90_working_days", "percentile-stands-alone"),
        ("online_service_usage_share", "procedures-count-once"),
        ("procedure_count", "procedures-count-once"),
    ],
)
def test_what_does_not_add_up_says_why(name: str, code: str) -> None:
    indicator = find_indicator(name)
    refusal = indicator.refuse_roll_up("here")
    assert not indicator.rolls_up
    assert refusal is not None
    assert refusal.code == code
    assert name in refusal.text("vi")


def test_a_definition_holds_on_both_its_ends() -> None:
    year = replace(SHARE, effective_from=date(2026, 1, 1), effective_until=date(2026, 12, 31))
    assert year.in_force(date(2026, 1, 1))
    assert year.in_force(date(2026, 12, 31))
    assert not year.in_force(date(2025, 12, 31))
    assert not year.in_force(date(2027, 1, 1))
    assert SHARE.in_force(date(1990, 1, 1))


def test_an_unknown_indicator_is_answered_with_those_known() -> None:
    with pytest.raises(IndicatorNotFoundError) as refusal:
        find_indicator("on_time")
    assert refusal.value.known == tuple(load_indicators())
