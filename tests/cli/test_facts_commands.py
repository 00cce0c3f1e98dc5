"""`caicach facts`: versions listed, compared, pinned, vacuumed, and rows led back to files."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from command_run import Run

from caicach.engine.facts import Store
from caicach.engine.facts.shape import TABLES


def rows_of(table: str, *named: dict[str, Any]) -> pa.Table:
    schema = TABLES[table].schema
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | e for e in named], schema=schema)


@pytest.fixture
def address(folder: Path) -> str:
    """Return a store of three versions, the third by a new calendar."""
    store = Store.create(folder / "kho")
    july = {"received_month": "2025-07", "file": "aa", "record": 3, "line": 40}
    dossier = {"key": "k1", "code": "H01.1-0001", "link": "|H01.1-0001", **july}
    with store.writing() as writing:
        writing.append("dossiers", rows_of("dossiers", {**dossier, "taken_in": 1}))
        step = {"link": "|H01.1-0001", "code": "H01.1-0001", "status": "received"}
        at = datetime.fromisoformat("2025-07-01 08:00")
        writing.append("steps", rows_of("steps", {**step, "at": at, "month": "2025-07"}))
        writing.append("files", rows_of("files", {"file": "aa", "name": "t7.json", "records": 4}))
        writing.commit("intake", "t7.json")
    with store.writing() as writing:
        judged = {**dossier, "taken_in": 1, "working_days": 1.5}
        writing.replace_months("dossiers", ["2025-07"], rows_of("dossiers", judged))
        writing.commit("calendar", "Tết 2026")
    return store.address


def test_show_tells_rows_and_months_of_every_table(run: Run, address: str) -> None:
    ran = run("facts", "show", "--store", address, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert told["version"] == 2
    assert [each["name"] for each in told["tables"]] == list(TABLES)
    assert told["tables"][0]["rows"] == 1
    assert told["tables"][0]["months"] == ["2025-07"]


def test_show_tells_an_older_version_too(run: Run, address: str) -> None:
    ran = run("facts", "show", "--store", address, "--facts-version", "0", "--format", "csv")
    assert "dossiers,0,,0,0 B" in ran.out.splitlines()


def test_versions_say_what_made_them_in_both_languages(run: Run, address: str) -> None:
    assert "đổi lịch" in run("facts", "versions", "--store", address).out
    ran = run("facts", "versions", "--store", address, "--lang", "en")
    assert "a new calendar" in ran.out
    assert len([line for line in ran.out.splitlines() if line.lstrip()[:1].isdigit()]) == 3


def test_diff_counts_rows_and_lists_files(run: Run, address: str) -> None:
    ran = run("facts", "diff", "0", "2", "--store", address, "--format", "json")
    told = json.loads(ran.out)
    months = {each["table"]: each for each in told["months"]}
    assert months["dossiers"] == {
        "table": "dossiers",
        "month": "2025-07",
        "added": 1,
        "removed": 0,
        "changed": 0,
        "judged": 0,
    }
    assert [each["name"] for each in told["files"]] == ["t7.json"]
    assert "t7.json" in run("facts", "diff", "0", "2", "--store", address).out


def test_diff_counts_judgements_that_changed(run: Run, address: str) -> None:
    ran = run("facts", "diff", "1", "2", "--store", address, "--format", "csv")
    assert ran.out.splitlines() == [
        "table,month,added,removed,changed,judged",
        "dossiers,2025-07,0,0,1,1",
    ]


def test_diff_of_equal_versions_says_so(run: Run, address: str) -> None:
    ran = run("facts", "diff", "2", "2", "--store", address)
    assert ran.out == "Hai phiên bản không khác nhau.\n"


def test_a_pinned_version_survives_a_vacuum_until_it_is_unpinned(run: Run, address: str) -> None:
    assert run("facts", "pin", "1", "--reason", "Báo cáo", "--store", address).code == 0
    assert "ghim: Báo cáo" in run("facts", "versions", "--store", address).out
    words = ("facts", "vacuum", "--keep", "1", "--store", address, "--format", "json")
    told = json.loads(run(*words, "--dry-run").out)
    assert (told["versions"], told["dry_run"]) == ([0], True)
    assert json.loads(run(*words).out)["versions"] == [0]
    assert run("facts", "unpin", "1", "--store", address).code == 0
    ran = run("facts", "vacuum", "--keep", "1", "--store", address, "--lang", "en")
    assert (ran.code, ran.out.startswith("Removed 1 files, ")) == (0, True)
    gone = run("facts", "show", "--facts-version", "1", "--store", address)
    assert (gone.code, "store-version-vacuumed" in gone.err) == (2, True)


def test_a_pin_without_a_reason_is_wrong_use(run: Run, address: str) -> None:
    ran = run("facts", "pin", "1", "--reason", " ", "--store", address)
    assert (ran.code, "store-pin-no-reason" in ran.err) == (2, True)
    assert run("facts", "pin", "1", "--store", address).code == 2


def test_a_dossier_is_led_back_to_file_record_and_line(run: Run, address: str) -> None:
    ran = run("facts", "origin", "H01.1-0001", "--store", address, "--format", "json")
    dossier, step = json.loads(ran.out)
    assert (dossier["table"], dossier["name"], dossier["record"], dossier["line"]) == (
        "dossiers",
        "t7.json",
        3,
        40,
    )
    assert (step["table"], step["at"]) == ("steps", "2025-07-01T08:00:00")
    assert "01/07/2025 08:00:00" in run("facts", "origin", "k1", "--store", address).out


def test_an_unknown_dossier_is_wrong_use(run: Run, address: str) -> None:
    ran = run("facts", "origin", "H99", "--store", address)
    assert (ran.code, ran.out) == (2, "")
    assert "store-row-unknown" in ran.err


@pytest.mark.parametrize("command", ["show", "versions", "vacuum"])
def test_a_store_that_is_not_there_is_wrong_use_and_is_not_made(
    run: Run, folder: Path, command: str
) -> None:
    ran = run("facts", command, "--store", folder / "none")
    assert (ran.code, "store-missing" in ran.err) == (2, True)
    assert list(folder.iterdir()) == []


def test_the_environment_may_name_the_store(
    run: Run, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAICACH_STORE", raising=False)
    ran = run("facts", "show")
    assert (ran.code, "store-not-named" in ran.err) == (2, True)
    monkeypatch.setenv("CAICACH_STORE", address)
    assert run("facts", "show").code == 0


def test_a_vacuum_that_will_not_wait_tells_who_writes(run: Run, address: str) -> None:
    with Store.open(address).writing():
        ran = run("facts", "vacuum", "--store", address, "--no-wait")
    assert (ran.code, "store-busy" in ran.err) == (1, True)


def test_faults_of_a_store_are_the_output_where_json_is_asked_for(run: Run, address: str) -> None:
    (Path(address) / "facts/dossiers/_delta_log/00000000000000000000.json").write_text("{")
    ran = run("facts", "show", "--store", address, "--format", "json")
    assert ran.code == 1
    assert [each["code"] for each in json.loads(ran.out)["issues"]] == ["store-unreadable"]
