"""Cases: rows as written become cells of their column's kind."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from caicach.core.indicators import Case, Schema, read_cases

COLUMNS: Schema = {
    "dossiers": {
        "procedure": "text",
        "received_at": "instant",
        "is_plain": "flag",
        "is_synced": "flag",
        "working_days": "number",
        "supplement_count": "number",
        "faults": "texts",
    },
    "procedures": {"procedure": "text"},
    "documents": {"issued_on": "day"},
}

EIGHT = datetime.fromisoformat("2026-01-01T08:00:00")


def case(facts: str, expect: str = "{numerator: 1, value: 1}") -> Case:
    period = "{start: 2026-01-01, end: 2026-03-31}"
    text = f"- name: a\n  period: {period}\n  facts: {facts}\n  expect: {expect}\n"
    [read], issues = read_cases(text, "a.yaml")
    assert issues == []
    return read


def test_a_bare_day_begins_at_midnight_and_ends_with_its_last_second() -> None:
    period = case("{dossiers: []}").period
    assert period.start == datetime.fromisoformat("2026-01-01")
    assert period.end == datetime.fromisoformat("2026-03-31T23:59:59")


def test_cells_take_the_kind_of_their_column() -> None:
    read = case(
        "{dossiers: [{procedure: '1.10', received_at: 2026-01-01T08:00:00, is_synced: 'no',"
        " working_days: 1.5, supplement_count: 2, faults: [a]}],"
        " documents: [{issued_on: 2026-01-01}]}"
    )
    rows = read.rows(COLUMNS)
    assert rows["dossiers"] == [
        {
            "procedure": "1.10",
            "received_at": EIGHT,
            "is_synced": False,
            "working_days": 1.5,
            "supplement_count": 2,
            "faults": ["a"],
            "is_plain": True,
        }
    ]
    assert rows["documents"] == [{"issued_on": date(2026, 1, 1)}]


def test_phases_name_clocks_and_states_and_make_a_dossier_not_plain() -> None:
    read = case(
        "{dossiers: [{phases: [{clock: date, from_at: 2026-01-01T08:00:00, state: open_overdue,"
        " was: not_counted, until_at: null}]}]}"
    )
    assert read.rows(COLUMNS)["dossiers"] == [
        {
            "phases": [
                {
                    "clock": 2,
                    "from_at": EIGHT,
                    "state": 4,
                    "was": 0,
                    "until_at": None,
                }
            ],
            "is_plain": False,
        }
    ]


def test_decisions_hold_days_and_flags() -> None:
    read = case("{procedures: [{decisions: [{decided_on: 2026-01-01, is_in_time: 'yes'}]}]}")
    assert read.rows(COLUMNS)["procedures"] == [
        {"decisions": [{"decided_on": date(2026, 1, 1), "is_in_time": True}]}
    ]


def test_missing_is_no_number() -> None:
    expect = case("{dossiers: []}", "{numerator: missing, denominator: 0, value: missing}").expect
    assert (expect.numerator, expect.denominator, expect.value) == (None, Decimal(0), None)


@pytest.mark.parametrize(
    "row", ["{colour: red}", "{is_synced: 'true'}", "{working_days: many}", "{faults: a}"]
)
def test_a_cell_that_its_column_cannot_hold_is_refused(row: str) -> None:
    read = case(f"{{dossiers: [{row}]}}")
    with pytest.raises(ValueError, match="dossiers"):
        read.rows(COLUMNS)


def test_a_broken_case_is_told() -> None:
    read, issues = read_cases("- {name: a, period: {start: soon, end: 2026-01-01}}\n", "a.yaml")
    assert read == ()
    assert {each.code for each in issues} == {"not-a-day", "key-missing"}
