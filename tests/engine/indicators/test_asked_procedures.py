"""Figures of some procedures: those of all, less the rows of every other procedure."""

import pytest

from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, compute, rows

PERIOD, CUT = "2025-Q3", "2025-06-15/2025-09-14"
ONE, OTHER = "1.000001", "1.000002"
SOME = [
    *("on_time_share", "overdue_open_count", "received_count", "mean_working_days"),
    *("feedback_resolution_share", "procedure_count", "online_service_usage_share"),
    "p90_working_days",
]


@pytest.mark.parametrize("indicator", SOME)
@pytest.mark.parametrize("period", [PERIOD, CUT])
def test_the_figure_of_a_procedure_is_its_row_of_the_grouping(
    facts: Facts, indicator: str, period: str
) -> None:
    every = compute(facts, [indicator], [period], by="procedure").records()
    [row] = [each for each in every if each["procedure"] == ONE]
    [own] = compute(facts, [indicator], [period], by="total", procedures=[ONE]).records()
    same = ("numerator", "sum", "denominator", "value", "state")
    assert {name: own[name] for name in same} == {name: row[name] for name in same}


def test_two_procedures_are_added_up_for_every_agency(facts: Facts) -> None:
    def received(*procedures: str) -> dict[str, int]:
        values = compute(facts, ["received_count"], [PERIOD], procedures=procedures)
        return {row["agency"]: row["numerator"] for row in values.records()}

    one, other = received(ONE), received(OTHER)
    assert received(ONE, OTHER, ONE) == {code: one[code] + other[code] for code in one}
    assert sum(one.values()) < sum(received().values())


@pytest.mark.parametrize("indicator", [name for name in SOME if name != "p90_working_days"])
@pytest.mark.parametrize("agency", ["H99", "H99.101"])
def test_the_rows_of_a_procedure_are_as_many_as_its_figure_counts(
    facts: Facts, indicator: str, agency: str
) -> None:
    asked = {"agency": agency, "procedures": [ONE]}
    found = compute(facts, [indicator], [PERIOD], **asked).records()  # type: ignore[arg-type]
    [figure] = [row for row in found if row["agency"] == agency]
    part = "numerator" if figure["denominator"] is None else "denominator"
    listed = rows(facts, indicator, PERIOD, part=part, **asked)  # type: ignore[arg-type]
    assert listed.count == figure[part]
    assert set(listed.rows.read_all()["procedure"].to_pylist()) <= {ONE}


def test_a_long_code_means_its_procedure(facts: Facts) -> None:
    long = compute(facts, ["received_count"], [PERIOD], procedures=[f" {ONE}.000.00.00.H99"])
    assert long.table.equals(compute(facts, ["received_count"], [PERIOD], procedures=[ONE]).table)


def test_documents_name_no_procedure_so_that_nothing_is_known_of_them(facts: Facts) -> None:
    [row] = compute(
        facts, ["document_signed_share"], [PERIOD], by="total", procedures=[ONE]
    ).records()
    assert (row["state"], row["numerator"], row["value"]) == ("missing", None, None)
    assert rows(facts, "document_signed_share", PERIOD, procedures=[ONE]).count == 0


def test_a_procedure_that_no_row_has_is_refused_and_does_not_read_as_nothing(facts: Facts) -> None:
    for ask in (
        lambda: compute(facts, ["received_count"], [PERIOD], procedures=[ONE, "1.777777"]),
        lambda: rows(facts, "received_count", PERIOD, procedures=["1.777777"]),
    ):
        with pytest.raises(EngineError) as refused:
            ask()
        assert refused.value.issue.code == "procedure-unknown"
        assert "1.777777" in str(refused.value.issue)
