"""Causes of lost points add up to the maximum less the points, to the last digit."""

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import edition, judged, score, standing

from caicach.core.criteria import Edition, load_shipped
from caicach.core.rounds import LossReason, causes_of, losses_by_reason, lost_on_card
from caicach.core.scoring import Result

ROUNDING = LossReason.ROUNDING
NOISE = Decimal("1E-20")
"""Well above what sums of 28 digits lose, and far below any point."""


def add_up(result: Result, code: str, claimed: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Return the causes that are not zero, once they are known to add up."""
    agency = result.agency(code)
    assert agency is not None
    block = agency.block if agency.block in result.outlines else None
    areas = result.outlines[block]
    causes = causes_of(areas, agency, lost_on_card(areas, agency, claimed or {}))
    with localcontext(Context(prec=80)):
        assert sum(causes.values()) == agency.maximum - agency.points
    return {reason.value: str(amount.normalize()) for reason, amount in causes.items() if amount}


EXTRAS = """\
edition: thu/2026
label: thử
maximum: 10
bonus_cap: 1
penalty_cap: 2
areas:
  - code: A
    label: lĩnh vực
    max_points: 10
    source: {text: QĐ, status: sample}
    criteria:
      - {code: 1, label: một, max_points: 6, may_not_apply: true, rule: {kind: judged}}
      - {code: 2, label: hai, max_points: 4, rule: {kind: judged}}
  - code: T
    label: thưởng, phạt
    kind: bonus_penalty
    source: {text: QĐ, status: sample}
    criteria:
      - {code: T1, label: thưởng, max_points: 3, rule: {kind: bonus, per_item: 0.5}}
      - {code: T2, label: phạt, max_points: -5, rule: {kind: penalty, per_event: 0.5}}
"""
FULL = {"1": 6, "2": 4}


def told(rows: Mapping[str, Any], text: str = EXTRAS) -> dict[str, str]:
    return add_up(score(edition(text), {"a": rows}), "a")


def test_a_bonus_makes_up_for_what_was_lost() -> None:
    assert told({**FULL, "2": 2, "T1": {"value": 1}}) == {"below_full": "2", "bonus": "-0.5"}


def test_a_bonus_beyond_the_cap_is_told_as_not_counted() -> None:
    assert told({**FULL, "T1": {"value": 5}}) == {"bonus": "-2.5", "bonus_cap": "1.5"}


def test_a_bonus_just_at_the_cap_loses_nothing_to_it() -> None:
    assert told({**FULL, "T1": {"value": 2}}) == {"bonus": "-1"}


def test_a_penalty_beyond_the_cap_is_told_as_spared() -> None:
    assert told({**FULL, "T2": {"value": 8}}) == {"penalty": "4", "penalty_cap": "-2"}
    assert told({**FULL, "T2": {"value": 4}}) == {"penalty": "2"}


def test_what_is_missing_exempt_and_zero_are_three_things() -> None:
    assert told({"1": 6}) == {"not_reported": "4"}
    assert told({"1": "KAD", "2": 4}) == {}
    assert told({"1": 0, "2": 4}) == {"below_full": "6"}


def test_points_for_a_group_as_a_whole_have_a_cause_of_their_own() -> None:
    assert told({"A": 7}) == {"group_below_full": "3"}
    assert told({"A": 10, "T": 3}) == {"bonus": "-3", "bonus_cap": "2"}
    assert told({"A": 10, "T": -3}) == {"penalty": "3", "penalty_cap": "-1"}


@pytest.mark.parametrize(
    ("at", "rounding"),
    [("item", {}), ("area", {"rounding": "-0.02"}), ("total", {"rounding": "-0.02"})],
)
def test_rounding_is_a_cause_where_sums_are_rounded(at: str, rounding: dict[str, str]) -> None:
    made = judged(f"rounding: {{at: {at}, places: 1}}\n", _1="4", _2="6")
    found = add_up(standing(made, {"a": {"1": "3.14", "2": "5.74"}}), "a")
    below = {"item": "1.2", "area": "1.12", "total": "1.12"}
    assert found == {"below_full": below[at], **rounding}


def test_all_agencies_together_are_the_sum_of_each() -> None:
    result = score(edition(EXTRAS), {"a": {**FULL, "T1": {"value": 5}}, "b": {"1": 1}})
    whole = losses_by_reason(result)
    assert sum(whole.values()) == sum(each.maximum - each.points for each in result.agencies)
    assert whole[LossReason.BONUS_CAP] == Decimal("1.5")
    assert whole[LossReason.NOT_REPORTED] == 4


def sample_round(made: Edition, fractions: list[int | None]) -> Result:
    """Give every item of every block some sevenths of its maximum, or nothing at all."""
    items = [node for _loc, node, _above in made.walk() if node.is_item]
    rows = {}
    for place, block in enumerate(made.blocks):
        row: dict[str, Any] = {}
        for number, node in enumerate(items):
            part = fractions[(number + place) % len(fractions)]
            if part is not None and (not node.blocks or block.id in node.blocks):
                row[node.code] = Decimal(part) * (node.max_points or Decimal(0)) / 7
        rows[block.id] = row
    return standing(made, rows, {each: each for each in rows})


@pytest.mark.parametrize("name", ["sample-department/2026", "sample-commune/2026"])
@settings(max_examples=40, deadline=None)
@given(
    own=st.lists(st.none() | st.integers(0, 7), min_size=3, max_size=19),
    final=st.lists(st.none() | st.integers(0, 7), min_size=3, max_size=19),
)
def test_causes_add_up_for_every_agency_of_a_sample_round(
    name: str, own: list[int | None], final: list[int | None]
) -> None:
    made = load_shipped(name)
    result, claimed = sample_round(made, final), sample_round(made, own)
    for agency in result.agencies:
        mine = claimed.agency(agency.code)
        assert mine is not None
        add_up(result, agency.code, mine.scores)
        areas = result.outlines[agency.block]
        causes = causes_of(areas, agency, lost_on_card(areas, agency, mine.scores))
        assert abs(causes[ROUNDING]) < NOISE  # the set rounds nothing
        assert causes[LossReason.BONUS] <= 0 <= causes[LossReason.BONUS_CAP]
        assert causes[LossReason.PENALTY_CAP] <= 0 <= causes[LossReason.PENALTY]
        assert causes[LossReason.NOT_REPORTED] == agency.maximum - agency.reported
