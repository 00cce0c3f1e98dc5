"""What the platform makes of the files of an invented province is what is true of it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from small_province import SMALL, table

from caicach.core.clocks import State
from caicach.core.indicators import load_indicators
from caicach.engine.facts import Facts, Store
from caicach.engine.indicators import compute
from caicach.engine.intake import Intake, IntakeSetting, put_agencies
from caicach.engine.judgements import JudgedFacts, Question, open_workspace, store_setting
from caicach.engine.profiles import Reading, load_profile

KEY = b"a key that only this test knows"
FEEDS = (
    *(("procedures.csv", "procedures-table"), ("petitions.csv", "petitions-table")),
    *(("documents.csv", "documents-table"), ("apologies.csv", "apologies-table")),
    *(("steps", "national-steps"), ("dossiers", "national-dossiers")),
)
QUARTER_END = datetime.fromisoformat("2025-06-30T23:59:59")
PERIODS = ("2025-06", "2025-07", "2025-Q2", "2025-Q3")
"""On both sides of the merger."""

NEAR = 1e-9
"""Percentiles lie between two values and are interpolated in another order of operations."""


@pytest.fixture(scope="module")
def facts(province: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The files of the province, taken in."""
    store = Store.create(tmp_path_factory.mktemp("store") / "store")
    setting = IntakeSetting(Reading(pseudonym_key=KEY), threads=1)
    for name, profile_name in FEEDS:
        profile, _ = load_profile(profile_name)
        assert profile is not None
        feed = province / name
        paths = sorted(feed.iterdir()) if feed.is_dir() else [feed]
        Intake(store, setting).run(paths, profile)
    register = province / "agencies.yaml"
    assert put_agencies(store, register.read_text("utf-8"), str(register)).issues == []
    return store.facts()


def test_intake_tells_each_planted_fault_and_no_other(facts: Facts, province: Path) -> None:
    planted = {row["dossier"]: row["codes"] for row in table(province / "truth/faults.csv")}
    rows = facts.read("dossiers", ["code", "faults"]).to_pylist()
    assert len(rows) == SMALL.dossiers + list(planted.values()).count("duplicate-content")
    for row in rows:
        assert set(row["faults"] or ()) == set(planted.get(row["code"], "").split()), row["code"]


def test_every_clock_says_what_is_true_of_every_dossier(facts: Facts, province: Path) -> None:
    file = f"truth/clocks-{QUARTER_END.date()}.csv"
    true = {row.pop("dossier"): row for row in table(province / file)}
    uncounted = dict.fromkeys(("portal", "date", "working_time"), str(State.NOT_COUNTED))
    with open_workspace() as workspace:
        judged = JudgedFacts(facts, Question(QUARTER_END), store_setting(facts), workspace)
        found = workspace.connection.sql(judged.states()).to_arrow_table().to_pylist()
    assert true
    for row in found:
        told = {clock: str(State(row[clock])) for clock in uncounted}
        assert told == true.get(row["code"], uncounted), row["code"]


@pytest.mark.parametrize(
    ("file", "asked"),
    [("province", {"by": "province"}), ("new-map", {"map_day": date(2025, 9, 30)})],
)
def test_every_indicator_has_its_true_amounts(
    file: str, asked: dict[str, Any], facts: Facts, province: Path
) -> None:
    true = {
        (row["period"], row["agency"], row["indicator"]): row
        for row in table(province / f"truth/{file}.csv")
        if row["period"] in PERIODS
    }
    periods = sorted({period for period, _, _ in true})
    assert periods
    shown = {agency for _, agency, _ in true}
    seen = 0
    for row in compute(facts, list(load_indicators()), periods, **asked).table.to_pylist():
        place = (row["period"], row["agency"], row["indicator"])
        if row["agency"] in shown:
            seen += place in true
            assert figures(true.get(place, {})) == pytest.approx(told(row), abs=NEAR), place
    assert seen == len(true)


def figures(row: dict[str, str]) -> list[float]:
    """Return numerator, denominator and value of a line of the truth; what is empty is 0."""
    return [float(row.get(name) or 0) for name in ("numerator", "denominator", "value")]


def told(row: dict[str, Any]) -> list[float]:
    """Return the same of a computed row: counts have no denominator, percentiles no numerator."""
    kind = load_indicators()[row["indicator"]].kind
    numerator = row["sum"] if row["numerator"] is None else row["numerator"]
    whole = None if kind == "count" else row["denominator"]
    value = row["value"] if kind == "percentile" else None
    return [float(each or 0) for each in (numerator, whole, value)]
