"""`caicach indicators`: what ships, what is wrong with a file, figures, inputs and rows."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from command_run import Run

from caicach.engine.facts import Store
from caicach.engine.facts.shape import TABLES

REGISTER = """
label: Tỉnh thử
source: dựng để thử
agencies:
  - {code: H99, name: Tỉnh thử, kind: province}
  - {code: H99.11, name: Xã Một, kind: commune, block: xã}
  - {code: H99.12, name: "=Xã Hai", kind: commune, block: xã}
links: [{child: H99.11, parent: H99}, {child: H99.12, parent: H99}]
"""
ENDING = ".provenance.json"
LEVEL = {"service_level": "full", "is_eligible_full": True}
MORNING = datetime.fromisoformat("2026-02-02T08:00:00")


def dossier(number: int, days: int, **given: Any) -> dict[str, Any]:
    """A dossier due after five days and finished after `days`."""
    end = MORNING + timedelta(days=days)
    return {
        "key": f"K{number}",
        "code": f"H99.11-{number}",
        "agency": "H99.11",
        "procedure": "1.000001",
        "channel": "online",
        "received_at": MORNING,
        "received_month": "2026-02",
        "due_at": MORNING + timedelta(days=5),
        "due_used_at": MORNING + timedelta(days=5),
        "portal_end_at": end,
        "end_at": end,
        "working_days": float(days),
        "is_plain": True,
        "file": "ab" * 8,
        "record": number,
        "line": number + 10,
        **given,
    }


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Four dossiers, one of them late, and one procedure."""
    rows = {
        "dossiers": [dossier(1, 2), dossier(2, 5), dossier(3, 6), dossier(4, 1, agency="H99.12")],
        "procedures": [{"procedure": "1.000001", "handled_by": "commune", **LEVEL}],
    }
    made = Store.create(tmp_path / "store")
    with made.writing() as writing:
        for table, found in rows.items():
            content = pa.Table.from_pylist(found, schema=TABLES[table].schema)
            if TABLES[table].month:
                writing.replace_months(table, ["2026-02"], content)
            else:
                writing.replace(table, content)
        writing.put_register("agencies", REGISTER)
        writing.commit("intake", "test")
    return made.address


def test_all_indicators_are_listed_with_unit_and_source(run: Run) -> None:
    ran = run("indicators", "list", "--format", "json")
    listed = {each["indicator"]: each for each in json.loads(ran.out)}
    assert len(listed) >= 40
    assert listed["on_time_share"]["unit"] == "percent"
    assert not listed["p90_working_days"]["rolls_up"]
    assert "Tỷ lệ hồ sơ giải quyết đúng hạn" in run("indicators", "list", "on_time_share").out


def test_a_faulty_definition_is_told_with_all_its_faults_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "theme: Thử\nindicators:\n"
        "  - {id: a, label: A, unit: percent, direction: higher, kind: share, facts: dossiers,\n"
        "     placed_by: received_at, numerator: {where: {chanel: online}}, denominator: {},\n"
        "     source: {text: thử}, effective: {from: 2026-13-01}}\n",
        "utf-8",
    )
    ran = run("indicators", "check", file, "--lang", "en")
    assert ran.code == 1
    assert "chanel" in ran.err
    assert "2026-13-01" in ran.err
    assert f"{file}:" in ran.err


def test_figures_are_shown_in_a_table_people_can_read(run: Run, store: str) -> None:
    ran = run("indicators", "compute", "on_time_share", "--store", store, "--period", "2026-02")
    assert ran.code == 0
    [row] = [line for line in ran.out.splitlines() if "H99.11 Xã Một" in line]
    assert row.split()[-4:] == ["2", "3", "66,67", "%"]


def test_figures_become_json_and_parquet(run: Run, store: str, tmp_path: Path) -> None:
    words = ("indicators", "compute", "on_time_share", "--store", store, "--period", "2026-02")
    entry = json.loads(run(*words, "--by", "total", "--format", "json").out)[0]
    assert (entry["numerator"], entry["denominator"], entry["map_day"]) == (3, 4, "2026-02-28")
    assert run(*words, "--out", tmp_path / "f.parquet").code == 0
    assert parquet.read_table(tmp_path / "f.parquet").num_rows == 3


def test_the_service_index_goes_from_facts_to_points(run: Run, store: str, tmp_path: Path) -> None:
    inputs, scored = tmp_path / "inputs.csv", tmp_path / "scored.json"
    words = ("--store", store, "--period", "2026-Q1", "--by", "commune", "--out", inputs)
    assert run("indicators", "compute", "service-index/2026", *words).code == 0
    lines = inputs.read_text("utf-8").splitlines()
    assert "H99.11,Xã Một,xã,2.1,2,3," in lines
    # 3.3 is multiplied by the synchronised share, which these records do not tell
    assert not any(",3.3," in line for line in lines)
    # nobody knows of petitions, and what a spreadsheet would run is guarded
    assert not any(",5.2," in line for line in lines)
    assert any(line.startswith("H99.12,'=Xã Hai,") for line in lines)
    provenance = json.loads((tmp_path / "inputs.provenance.json").read_text("utf-8"))
    assert provenance["facts_version"] == 1
    assert provenance["criteria"]["2.1"] == "on_time_share"
    assert "3.full" not in provenance["criteria"]
    assert run("score", "service-index/2026", inputs, "--out", scored).code == 0
    points = {each["code"]: each for each in json.loads(scored.read_text("utf-8"))["agencies"]}
    assert set(points) == {"H99.11", "H99.12"}


def test_another_option_of_the_edition_asks_other_items(run: Run, store: str) -> None:
    ran = run(
        *("indicators", "compute", "service-index/2026", "--store", store, "--period", "2026-Q1"),
        *("--format", "csv", "--choose", "online_points=full-process-share"),
    )
    codes = {line.split(",")[3] for line in ran.out.splitlines()}
    assert "3.full" in codes
    assert "3.1" not in codes


def test_rows_are_paged_and_counted(run: Run, store: str) -> None:
    words = ("indicators", "rows", "on_time_share", "--store", store, "--period", "2026-02")
    ran = run(*words, "--part", "denominator", "--limit", "3", "--page", "2")
    assert "Dòng 4–4 trong 4 dòng, hết." in ran.err
    assert "Trang 9 không có dòng nào" in run(*words, "--limit", "3", "--page", "9").err
    assert "H99.11-1" not in ran.out
    assert "1 row." in run(*words, "--agency", "H99.12", "--lang", "en").err


def test_all_rows_are_written_to_a_file(run: Run, store: str, tmp_path: Path) -> None:
    words = ("indicators", "rows", "on_time_share", "--store", store, "--period", "2026-02")
    assert run(*words, "--out", tmp_path / "rows.csv").code == 0
    assert len((tmp_path / "rows.csv").read_text("utf-8").splitlines()) == 4
    assert run(*words, "--out", tmp_path / "rows.parquet").code == 0
    found = parquet.read_table(tmp_path / "rows.parquet").to_pylist()
    assert [(row["key"], row["line"]) for row in found] == [("K1", 11), ("K2", 12), ("K4", 14)]


def test_figures_stand_beside_those_of_another_period(run: Run, store: str) -> None:
    words = ("indicators", "compute", "on_time_share", "received_count", "--store", store)
    asked = ("--period", "2026-03", "--by", "total")
    ran = run(*words, *asked, "--against", "previous")
    share, count = (line for line in ran.out.splitlines() if " tất cả " in line)
    assert share.split()[-3:] == ["2026-02", "75,00", "–"]
    assert count.split()[-4:] == ["2026-02", "4", "−100,00", "%"]
    assert "Giá trị kỳ đó" in ran.out
    entry = json.loads(run(*words, *asked, "--against", "last-year", "--format", "json").out)[1]
    assert (entry["against"], entry["numerator_before"], entry["change"]) == ("2025-03", 0, None)
    ran = run(*words, "--period", "2026-02", "--against", "previous", "--lang", "en")
    assert " Its value " in ran.out


def test_one_procedure_is_computed_listed_and_scored(run: Run, store: str, tmp_path: Path) -> None:
    one = ("--store", store, "--period", "2026-Q1", "--procedure", "1.000001.000.00.00.H99")
    ran = run("indicators", "compute", "on_time_share", *one, "--by", "total", "--format", "json")
    assert json.loads(ran.out)[0]["denominator"] == 4
    assert "3 rows." in run("indicators", "rows", "on_time_share", *one, "--lang", "en").err
    inputs, scored = tmp_path / "inputs.csv", tmp_path / "scored.json"
    by_commune = ("--by", "commune", "--out", inputs)
    assert run("indicators", "compute", "service-index/2026", *one, *by_commune).code == 0
    assert run("score", "service-index/2026", inputs, "--out", scored).code == 0
    shown = run("explain", scored, "H99.11", "2.1", "--provenance", inputs.with_suffix(ENDING))
    assert "--procedure 1.000001 " in shown.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("compute", "on_time_share"), "indicators-no-period"),
        (
            ("compute", "on_time_share", "--period", "2026-02", "--procedure", "9.9"),
            "procedure-unknown",
        ),
        (
            ("rows", "on_time_share", "--period", "2026-02", "--procedure", "9.9"),
            "procedure-unknown",
        ),
        (
            ("compute", "on_time_share", "--period", "2026-02", "--against", "next"),
            "against-unknown",
        ),
        (
            ("compute", "on_time_share", "--period", "2026-R.Q1", "--against", "previous"),
            "period-no-previous",
        ),
        (
            ("compute", "service-index/2026", "--period", "2026-Q1", "--against", "previous"),
            "indicators-against-edition",
        ),
        (("compute", "on_time", "--period", "2026-02"), "indicator-unknown"),
        (("compute", "pci/2019", "--period", "2026-02"), "indicator-set-unknown"),
        (("compute", "on_time_share", "--period", "2026-13"), "period-month"),
        (("compute", "on_time_share", "--period", "2026-02", "--by", "x"), "grouping-unknown"),
        (("compute", "on_time_share", "--period", "2026-02", "--map", "x"), "map-day-unknown"),
        (("compute", "on_time_share", "--period", "2026-02", "--engine", "x"), "engine-unknown"),
        (("rows", "on_time_share", "--period", "2026-02", "--part", "x"), "indicator-part-unknown"),
        (
            ("compute", "on_time_share", "--period", "2026-02", "--agency", "H88"),
            "agency-not-on-map",
        ),
        (("rows", "on_time_share", "--period", "2026-02", "--agency", "H88"), "agency-not-on-map"),
        (
            ("compute", "on_time_share", "--period", "2026-02", "--spark", "local[*]"),
            "spark-address-unused",
        ),
        (
            ("rows", "on_time_share", "--period", "2026-02", "--period", "2026-03"),
            "indicator-rows-one-period",
        ),
        (
            ("rows", "on_time_share", "--period", "2026-02", "--page", "0"),
            "indicator-page-below-one",
        ),
    ],
)
def test_wrong_use_is_told_by_its_code(run: Run, store: str, words: list[str], code: str) -> None:
    ran = run("indicators", *words, "--store", store)
    assert ran.code == 2
    assert f"{code}]" in ran.err


def test_an_edition_is_fed_for_one_period_at_a_time(run: Run, store: str) -> None:
    two = ("--period", "2026-Q1", "--period", "2026-02")
    ran = run("indicators", "compute", "service-index/2026", "--store", store, *two)
    assert (ran.code, "[indicators-one-edition]" in ran.err) == (2, True)
