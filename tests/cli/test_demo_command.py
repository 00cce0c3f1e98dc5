"""`caicach demo`: reports, a province of records, and a workspace that is built once."""

import json
import socket
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from command_run import Run

from caicach.cli.demo_province import agencies_for, last_quarter
from caicach.cli.demo_workspace import HOST, free_port

WRITTEN = {
    "caicach.xlsx",
    "home",
    "index.html",
    "key.txt",
    "papi-2024.html",
    "pci-2019.html",
    "province",
    "quang-nam-department-2021.html",
    "service-index-2026.html",
    "store",
}


def test_the_demo_builds_everything_once_and_says_where(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAICACH_DATABASE_URL", "sqlite:////nowhere/of-another-installation")
    words = ("demo", "--out", "demo", "--dossiers", "1000", "--no-serve")
    first = run(*words)
    assert first.code == 0, first.err
    assert "Lỗi" not in first.err
    assert {path.name for path in Path("demo").iterdir()} >= WRITTEN
    assert "on_time_share · kỳ" in first.out
    assert "8/13 là 61,54 %" in first.out
    assert "demo/index.html" in first.out
    assert _measured(Path("demo/home")) > 0
    second = run(*words)
    assert second.code == 0, second.err
    assert "on_time_share" not in second.out
    assert "--anew" in second.out


def _measured(home: Path) -> int:
    """Return how many standings were measured from the dossiers of the demonstration itself."""
    assert json.loads((home / "demonstration.json").read_text())["dossiers"] == 1000
    with closing(sqlite3.connect(home / "caicach.sqlite3")) as database:
        asked = "SELECT count(*) FROM monitoring_standingrow WHERE source = 'indicator'"
        (count,) = database.execute(asked).fetchone()
        return int(count)


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 10, 31), "2026-Q3"),
        (date(2026, 1, 31), "2025-Q4"),
    ],
)
def test_the_quarter_shown_is_the_last_one_that_is_over(day: date, quarter: str) -> None:
    assert str(last_quarter(day)) == quarter


def test_a_small_province_has_fewer_agencies() -> None:
    assert [agencies_for(dossiers) for dossiers in (1_000, 9_000, 20_000)] == [20, 30, 60]
