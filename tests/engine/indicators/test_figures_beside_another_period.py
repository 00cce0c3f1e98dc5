"""Figures beside those of the period before, or of the year before, on one map."""

from typing import Any

import pytest

from caicach.core.periods import PeriodError, parse_period
from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, compute, compute_against
from caicach.engine.indicators.compute import Asking

SOME = ["on_time_share", "received_count", "mean_working_days", "p90_working_days"]
NEW, WEST = "H99.101", "H99.10.01"
FIGURES = ("numerator", "sum", "denominator", "value", "state")


def by_group(records: list[dict[str, Any]], group: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["indicator"], row[group]): row for row in records}


@pytest.mark.parametrize("by", ["agency", "commune", "total"])
def test_both_figures_are_those_computed_alone_on_the_map_of_the_period(
    facts: Facts, by: str
) -> None:
    values = compute_against(facts, SOME, ["2025-Q3"], "previous", by=by)
    found, day = by_group(values.records(), values.group_column), values.records()[0]["map_day"]
    now = compute(facts, SOME, ["2025-Q3"], by=by)
    before = compute(facts, SOME, ["2025-Q2"], by=by, map_day=day)
    now_rows = by_group(now.records(), now.group_column)
    before_rows = by_group(before.records(), before.group_column)
    assert found.keys() >= now_rows.keys() | before_rows.keys()
    for key, row in now_rows.items():
        assert {name: found[key][name] for name in FIGURES} == {n: row[n] for n in FIGURES}
    for key, row in before_rows.items():
        assert {n: found[key][f"{n}_before"] for n in FIGURES} == {n: row[n] for n in FIGURES}
    assert {row["against"] for row in found.values()} == {"2025-Q2"}


def test_shares_change_by_points_counts_by_percent_and_means_by_their_unit(facts: Facts) -> None:
    rows = by_group(
        compute_against(facts, SOME, ["2025-09"], "previous", by="total").records(), "total"
    )
    share, count = rows["on_time_share", "total"], rows["received_count", "total"]
    mean = rows["mean_working_days", "total"]
    assert (share["change_in"], count["change_in"]) == ("points", "percent")
    assert mean["change_in"] == "working_days"
    assert share["change"] == share["value"] - share["value_before"]
    assert mean["change"] == mean["value"] - mean["value_before"]
    more = count["numerator"] - count["numerator_before"]
    assert count["change"] == pytest.approx(100 * more / count["numerator_before"])


def test_nothing_changes_from_what_is_not_there(facts: Facts) -> None:
    asked = ["on_time_share", "received_count"]
    [share, count] = compute_against(facts, asked, ["2025-04"], "last-year", by="total").records()
    assert (share["against"], share["state_before"], share["change"]) == ("2024-04", "empty", None)
    assert (count["value_before"], count["change"]) == (0, None)


def test_a_group_that_only_the_other_period_has_gets_a_row_of_nothing(facts: Facts) -> None:
    asking = Asking.of(facts, ["received_count", "on_time_share"], {"by": "procedure"})
    period = parse_period("2025-07")
    alone = asking.answer(period, period.last_day)
    both = asking.answer(period, period.last_day, ["9.000000"])
    assert sorted([*alone.groups, "9.000000"]) == sorted(both.groups)
    rows = [row for row in both.table.to_pylist() if row["procedure"] == "9.000000"]
    assert [(row["numerator"], row["state"]) for row in rows] == [(0, "value"), (0, "empty")]


def test_the_period_before_a_merger_is_carried_to_the_new_map(facts: Facts) -> None:
    rows = by_group(
        compute_against(facts, ["received_count"], ["2025-07"], "previous").records(), "agency"
    )
    assert rows["received_count", NEW]["numerator_before"] > 0
    assert ("received_count", WEST) not in rows


def test_a_comparison_with_no_such_period_is_refused(facts: Facts) -> None:
    with pytest.raises(PeriodError):
        compute_against(facts, SOME, ["2026-R.Q1"], "previous")
    with pytest.raises(EngineError):
        compute_against(facts, SOME, ["2025"], "next")  # type: ignore[arg-type]
