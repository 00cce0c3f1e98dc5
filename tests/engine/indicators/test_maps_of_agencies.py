"""Figures on the map of any day: 10 and 11 before a merger, 21 after it."""

from datetime import date
from pathlib import Path

import pytest
from counted_store import REGISTER, counted_store

from caicach.core.agencies import AgencyTree, read_agencies
from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, Values, compute, rows
from caicach.engine.indicators.agency_map import AgencyMap

WEST, EAST, NEW = "H99.10.01", "H99.10.02", "H99.101"


def by_agency(values: Values, indicator: str = "received_count") -> dict[str, int]:
    rows = [row for row in values.records() if row["indicator"] == indicator]
    return {row["agency"]: row["numerator"] for row in rows}


def tree(text: str = REGISTER) -> AgencyTree:
    found, issues = read_agencies(text, "register")
    assert found is not None, issues
    return found


def test_the_old_map_has_both_and_the_new_one_their_sum(facts: Facts) -> None:
    old = by_agency(compute(facts, ["received_count"], ["2025-06"]))
    new = by_agency(compute(facts, ["received_count"], ["2025-06"], map_day=date(2025, 7, 1)))
    # what was already recorded under the new code before it was in force stays apart on the old
    assert old[WEST] > 0
    assert old[EAST] > 0
    assert new[NEW] == old[WEST] + old[EAST] + old[NEW]
    assert WEST not in new


def test_chained_periods_are_all_on_the_last_ones_map(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025-06", "2025-08"], map_day="chained")
    assert {row["map_day"] for row in values.records()} == {date(2025, 8, 31)}
    june = by_agency(compute(facts, ["received_count"], ["2025-06"], map_day=date(2025, 8, 31)))
    chained = {r["agency"]: r["numerator"] for r in values.records() if r["period"] == "2025-06"}
    assert chained == june


def test_each_period_is_on_its_own_last_days_map_unless_told_otherwise(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025-06", "2025-07"])
    days = {(row["period"], row["map_day"]) for row in values.records()}
    assert days == {("2025-06", date(2025, 6, 30)), ("2025-07", date(2025, 7, 31))}


def test_what_was_merged_is_not_divided_again_and_that_is_told(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025-09"], map_day=date(2025, 6, 30))
    assert [issue.code for issue in values.issues] == ["agency-not-divisible"]
    assert by_agency(values)[NEW] > 0


def test_what_has_nothing_recorded_in_the_period_is_not_warned_of(facts: Facts) -> None:
    # the new commune has dossiers, none of them received in April or open by then
    assert by_agency(compute(facts, ["received_count"], ["2025-04"])).get(NEW, 0) > 0
    assert compute(facts, ["petition_count"], ["2025-03"]).issues == ()
    for period in ("2025-02", "2025-01-15/2025-02-14"):
        values = compute(facts, ["received_count", "overdue_open_count"], [period])
        assert values.issues == ()


def test_only_what_is_asked_for_is_warned_of(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025-09"], map_day=OLD_MAP, agency="H99.01")
    assert values.issues == ()


def test_an_agency_that_is_no_more_has_no_figure_and_not_zero(facts: Facts) -> None:
    asked = ["refused_share", "received_count", "mean_working_days", "p90_working_days"]
    values = compute(facts, asked, ["2026-02"], map_day=OLD_MAP)
    of = {(row["indicator"], row["agency"]): row for row in values.records()}
    figures = ("state", "numerator", "sum", "denominator", "value")
    for indicator in asked:
        for gone in (EAST, WEST, "H99.10"):
            row = of[indicator, gone]
            assert [row[name] for name in figures] == ["missing", None, None, None, None]
        assert of[indicator, "H99.102"]["state"] != "missing"
    assert of["received_count", "H99.102"]["numerator"] == 0


def test_an_agency_that_ended_within_the_period_keeps_what_was_recorded(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025"], map_day=OLD_MAP)
    assert by_agency(values)[WEST] > 0
    # and what was recorded before the merger and is still open is still its own
    still = compute(facts, ["backlog_count"], ["2025-Q3"], map_day=OLD_MAP)
    assert by_agency(still, "backlog_count")[WEST] > 0


def test_what_was_renamed_or_divided_is_carried_back_whole() -> None:
    old = AgencyMap(tree(SPLIT), date(2025, 8, 31))
    after = old.era("2025-09")
    assert old.place("H99.201", after) == ({NEW: 1}, None)
    assert old.is_told(NEW, date(2025, 9, 1))
    june = AgencyMap(tree(), date(2025, 6, 15))
    assert june.is_told("H99.102", date(2025, 7, 1))
    assert not june.is_told(WEST, date(2025, 7, 1))
    assert june.is_told(WEST, date(2025, 6, 30))


def test_no_map_loses_a_dossier(facts: Facts) -> None:
    totals = {
        compute(facts, ["received_count"], ["2025"], by="total", map_day=day).records()[0][
            "numerator"
        ]
        for day in (date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1))
    }
    assert len(totals) == 1


def test_a_code_is_taken_on_the_nearest_day_it_was_in_force() -> None:
    """Some systems learn of a merger early, others late."""
    july = AgencyMap(tree(), date(2025, 7, 15))
    june = AgencyMap(tree(), date(2025, 6, 15))
    before, after = july.era("2025-06"), july.era("2025-07")
    assert july.place(WEST, after)[0] == {NEW: 1}
    assert june.place(NEW, before) == ({NEW: 1}, "agency-not-divisible")
    assert june.place(WEST, after) == ({WEST: 1}, None)


def test_a_code_of_no_agency_stands_as_it_is() -> None:
    on = AgencyMap(tree(), date(2025, 7, 15))
    assert on.place("UBND xã Lạ", 0) == ({"UBND xã Lạ": 1}, None)


def test_an_agency_that_went_without_successor_stands_under_its_own_code() -> None:
    on = AgencyMap(tree(), date(2025, 7, 15))
    assert on.place("H99.10", 0) == ({"H99.10": 1}, "agency-without-successor")


SPLIT = """
label: Chia tách
source: dựng để thử
agencies:
  - {code: H99.101, name: Xã Lớn, kind: commune, valid_to: 2025-08-31}
  - {code: H99.201, name: Xã Trái, kind: commune, valid_from: 2025-09-01}
  - {code: H99.202, name: Xã Phải, kind: commune, valid_from: 2025-09-01}
lineage:
  - {kind: split, from: H99.101, to: H99.201, on: 2025-09-01, share: 0.75}
  - {kind: split, from: H99.101, to: H99.202, on: 2025-09-01, share: 0.25}
"""


def test_a_split_is_refused_unless_shares_are_asked_for(tmp_path: Path) -> None:
    facts = counted_store(tmp_path / "s", dossiers=60, register=SPLIT).facts()
    before, day = ["2025-04-01/2025-08-31"], date(2025, 9, 1)
    with pytest.raises(EngineError) as refused:
        compute(facts, ["received_count"], before, map_day=day)
    assert refused.value.issue.code == "agency-divided"
    old = by_agency(compute(facts, ["received_count"], before))
    new = by_agency(compute(facts, ["received_count"], before, map_day=day, divides=True))
    assert old[NEW] > 0
    assert (new["H99.201"], new["H99.202"]) == (old[NEW] * 0.75, old[NEW] * 0.25)


def test_without_a_register_codes_alone_tell_the_province(tmp_path: Path) -> None:
    facts = counted_store(tmp_path / "s", dossiers=40, register=None).facts()
    [province] = compute(facts, ["received_count"], ["2025"], by="province").records()
    [total] = compute(facts, ["received_count"], ["2025"], by="total").records()
    assert (province["agency"], province["numerator"]) == ("H99", total["numerator"])
    with pytest.raises(EngineError) as refused:
        compute(facts, ["received_count"], ["2025"], by="commune")
    assert refused.value.issue.code == "grouping-needs-agencies"


OLD_MAP = date(2025, 6, 30)


def test_what_was_formed_later_counts_for_its_province_and_level_on_an_old_map(
    facts: Facts,
) -> None:
    asked = ["received_count"], ["2025-09"]
    [total] = compute(facts, *asked, by="total", map_day=OLD_MAP).records()
    province = by_agency(compute(facts, *asked, by="province", map_day=OLD_MAP))
    assert province == {"H99": total["numerator"]}
    communes = compute(facts, *asked, by="commune", map_day=OLD_MAP)
    assert by_agency(communes)[NEW] > 0
    assert {row["agency"]: row["name"] for row in communes.records()}[NEW] == "Xã Mới"


def test_what_ended_without_successor_still_counts_for_its_province() -> None:
    on = AgencyMap(tree(), date(2025, 7, 15))
    assert on.above("H99.10") == ("H99.10", "H99")
    assert on.above(WEST) == (WEST, "H99")
    assert on.above("UBND xã Lạ") == ("UBND xã Lạ",)


@pytest.mark.parametrize("by", ["agency", "total", "commune", "procedure"])
def test_an_agency_of_no_map_is_refused_and_does_not_read_as_nothing(facts: Facts, by: str) -> None:
    for agency in ("H88", WEST):
        with pytest.raises(EngineError) as refused:
            compute(facts, ["received_count"], ["2025-09"], by=by, agency=agency)
        assert refused.value.issue.code == "agency-not-on-map"
    with pytest.raises(EngineError):
        rows(facts, "received_count", "2025-09", agency="H88")


def test_an_agency_of_only_some_of_the_periods_is_shown_in_those(facts: Facts) -> None:
    values = compute(facts, ["received_count"], ["2025-06", "2025-09"], agency=WEST)
    assert {row["period"] for row in values.records()} == {"2025-06"}


def test_a_misspelt_keyword_is_not_passed_over(facts: Facts) -> None:
    with pytest.raises(TypeError, match="takes no map;"):
        compute(facts, ["received_count"], ["2025"], map=OLD_MAP)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes no side;"):
        rows(facts, "received_count", "2025", side="numerator")  # type: ignore[call-arg]
