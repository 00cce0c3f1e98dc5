"""Agencies, levels, blocks and procedures: each dossier in its group, none lost, none twice."""

from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from counted_store import PROCEDURES, counted_store

from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, compute

TOP = "H99"


def figures(facts: Facts, indicator: str, by: str, **asked: str) -> dict[str, tuple[int, int]]:
    values = compute(facts, [indicator], ["2025-Q3"], by=by, **asked)  # type: ignore[arg-type]
    return {
        row[values.group_column]: (row["numerator"], row["denominator"]) for row in values.records()
    }


def test_an_agencys_figure_holds_those_of_all_below_it(facts: Facts) -> None:
    found = figures(facts, "on_time_share", "agency")
    below = {code: each for code, each in found.items() if code != TOP}
    own = figures(facts, "on_time_share", "total", agency=TOP)["total"]
    assert found[TOP] == own
    assert sum(each[1] for each in below.values()) < found[TOP][1]


def test_levels_and_blocks_are_rows_of_their_own(facts: Facts) -> None:
    assert set(figures(facts, "on_time_share", "commune")) == {"H99.101", "H99.102"}
    assert set(figures(facts, "on_time_share", "department")) == {"H99.01"}
    assert set(figures(facts, "on_time_share", "province")) == {TOP}
    assert set(figures(facts, "on_time_share", "block")) == {"sở", "xã", "phường", ""}


@pytest.mark.parametrize("by", ["block", "procedure", "field", "service_level"])
def test_groups_that_part_all_dossiers_add_up_to_the_total(facts: Facts, by: str) -> None:
    total = figures(facts, "on_time_share", "total")["total"]
    groups = figures(facts, "on_time_share", by).values()
    assert tuple(map(sum, zip(*groups, strict=True))) == total


@pytest.mark.parametrize("by", ["procedure", "field", "service_level"])
def test_groups_of_procedures_have_no_row_for_the_total(facts: Facts, by: str) -> None:
    assert "total" not in figures(facts, "received_count", by)


def test_an_agency_without_dossiers_has_a_row_of_nothing_to_count(tmp_path: Path) -> None:
    facts = counted_store(tmp_path / "s", dossiers=0).facts()
    rows = compute(facts, ["on_time_share", "feedback_resolution_share"], ["2025-Q3"]).records()
    states = {row["indicator"]: (row["state"], row["denominator"]) for row in rows}
    # dossiers were taken in, though none came; nothing is known about petitions
    assert states["on_time_share"] == ("empty", 0)
    assert states["feedback_resolution_share"] == ("missing", None)
    assert all(row["value"] is None for row in rows if row["indicator"] == "on_time_share")


def test_what_no_row_ever_told_is_missing_and_not_nothing_to_count(tmp_path: Path) -> None:
    store = counted_store(tmp_path / "s", dossiers=40)
    with store.writing() as writing:
        for month in writing.base.months("dossiers"):
            rows = writing.base.read("dossiers", months=[month])
            place = rows.column_names.index("is_boundary_free")
            untold = rows.set_column(place, "is_boundary_free", pa.nulls(len(rows), pa.bool_()))
            writing.replace_months("dossiers", [month], untold)
        writing.commit("intake", "no feed tells it")
    asked = ["boundary_free_share", "data_reuse_share", "received_count"]
    found = compute(store, asked, ["2025-Q3"], by="total").records()
    states = {row["indicator"]: (row["state"], row["denominator"]) for row in found}
    assert states["boundary_free_share"] == ("missing", None)
    assert states["data_reuse_share"][0] == "value"
    # a share that is told, of a month without dossiers, has nothing to count
    [early] = compute(store, ["data_reuse_share"], ["2020-01"], by="total").records()
    assert (early["state"], early["denominator"]) == ("empty", 0)


def test_a_procedure_counts_once_for_a_province_however_many_communes_handle_it(
    facts: Facts,
) -> None:
    found = figures(facts, "procedure_count", "agency")
    handled = [each["handled_by"] for each in PROCEDURES]
    assert found["H99.101"][0] == handled.count("commune")
    assert found["H99.102"][0] == handled.count("commune") + handled.count("H99.102")
    assert found["H99.01"][0] == handled.count("department")
    assert found[TOP][0] == len(PROCEDURES)


def test_a_service_is_in_use_only_where_its_own_agency_has_a_dossier(facts: Facts) -> None:
    found = figures(facts, "online_service_usage_share", "agency")
    assert found[TOP][0] >= max(each[0] for code, each in found.items() if code != TOP)
    assert all(top <= below for top, below in found.values())


def test_the_total_of_procedures_is_that_of_their_fields(facts: Facts) -> None:
    total = figures(facts, "online_provision_share", "total")["total"]
    fields = figures(facts, "online_provision_share", "field")
    assert total == (5, len(PROCEDURES))
    assert tuple(map(sum, zip(*fields.values(), strict=True))) == total


def test_an_unknown_grouping_is_refused_with_those_there_are(facts: Facts) -> None:
    with pytest.raises(EngineError) as refused:
        compute(facts, ["on_time_share"], ["2025"], by="huyện")
    assert refused.value.issue.code == "grouping-unknown"


def test_periods_of_every_kind_are_computed(facts: Facts) -> None:
    periods = [
        "2025-07",
        "2025-Q3",
        "2025-H2",
        "2025",
        "2025-P",
        "2025-R.Q3",
        "2025-07-02/2025-07-05",
    ]
    values = compute(facts, ["received_count"], periods, by="total")
    counts = {row["period"]: row["numerator"] for row in values.records()}
    assert list(counts) == periods
    assert counts["2025-07"] < counts["2025-Q3"] < counts["2025-H2"] < counts["2025"]
    assert counts["2025-07-02/2025-07-05"] < counts["2025-07"]


def test_percentiles_are_those_of_the_rows_and_not_of_smaller_groups(facts: Facts) -> None:
    [total] = compute(facts, ["p90_working_days"], ["2025-Q3"], by="total").records()
    parts = compute(facts, ["p90_working_days"], ["2025-Q3"], by="block").records()
    assert total["denominator"] == sum(row["denominator"] for row in parts)
    assert total["numerator"] is None
    assert (
        min(row["value"] for row in parts) <= total["value"] <= max(row["value"] for row in parts)
    )


def test_a_frame_of_a_package_that_is_not_there_is_told_in_words(facts: Facts) -> None:
    values = compute(facts, ["on_time_share"], ["2025-Q3"])
    if find_spec("polars"):
        assert len(values.to_polars()) == len(values)
        return
    with pytest.raises(EngineError, match="pip install polars"):
        values.to_polars()


def test_values_become_data_frames(facts: Facts) -> None:
    values = compute(facts, ["on_time_share", "mean_working_days"], ["2025-Q3"])
    frame = values.to_pandas()
    assert len(frame) == len(values)
    assert list(frame.columns) == values.table.column_names
    assert frame["engine"].unique().tolist() == ["duckdb"]
