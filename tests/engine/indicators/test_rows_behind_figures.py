"""The rows behind a figure: as many as it says, of the right agency, leading to file and line."""

from datetime import date

import pytest
from counted_store import FILE

from caicach.core.indicators import load_indicators
from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, compute, rows

PERIOD, CUT = "2025-Q3", "2025-06-15/2025-09-14"
SOME = [
    *("on_time_share", "on_time_rate_date", "overdue_open_count", "digitised_dossier_share"),
    *("feedback_resolution_share", "document_signed_share", "mean_working_days", "refused_share"),
    *("online_service_usage_share", "procedure_announced_on_time_share"),
]


@pytest.mark.parametrize("indicator", SOME)
@pytest.mark.parametrize(("period", "agency"), [(PERIOD, "H99"), (CUT, "H99.101")])
def test_there_are_as_many_rows_as_the_figure_counts(
    facts: Facts, indicator: str, period: str, agency: str
) -> None:
    found = compute(facts, [indicator], [period], agency=agency).records()
    [figure] = [row for row in found if row["agency"] == agency]
    if figure["numerator"] is not None:
        listed = rows(facts, indicator, period, part="numerator", agency=agency)
        assert listed.count == figure["numerator"]
        assert listed.rows.read_all().num_rows == listed.count
    if load_indicators()[indicator].denominator is not None:
        below = rows(facts, indicator, period, part="denominator", agency=agency)
        assert below.count == figure["denominator"]


def test_a_row_leads_to_its_file_and_line(facts: Facts) -> None:
    table = rows(facts, "on_time_share", PERIOD, agency="H99.101").rows.read_all()
    first = table.to_pylist()[0]
    assert first["file"] == FILE
    assert first["line"] == int(first["key"].removeprefix("K"))
    assert set(table["state"].to_pylist()) <= {"on_time", "open_in_time"}


def test_pages_together_are_the_whole_list_in_order(facts: Facts) -> None:
    whole = rows(facts, "received_count", PERIOD).rows.read_all().to_pylist()
    size = len(whole) // 3 + 1
    paged = []
    for first in range(0, len(whole), size):
        page = rows(facts, "received_count", PERIOD, first=first, limit=size)
        paged += page.rows.read_all().to_pylist()
    assert paged == whole
    assert len({row["key"] for row in whole}) == len(whole)


def test_rows_of_merged_agencies_are_those_recorded_under_either(facts: Facts) -> None:
    new = rows(facts, "received_count", "2025-06", agency="H99.101", map_day=date(2025, 7, 1))
    recorded = set(new.rows.read_all()["agency"].to_pylist())
    assert {"H99.10.01", "H99.10.02"} <= recorded <= {"H99.10.01", "H99.10.02", "H99.101"}


def test_a_count_has_no_rows_below_it(facts: Facts) -> None:
    with pytest.raises(EngineError) as refused:
        rows(facts, "received_count", PERIOD, part="denominator")
    assert refused.value.issue.code == "indicator-without-denominator"


def test_an_agency_without_rows_has_an_empty_list(facts: Facts) -> None:
    listed = rows(facts, "on_time_share", "2020-01", agency="H99.01")
    assert (listed.count, listed.rows.read_all().num_rows) == (0, 0)
