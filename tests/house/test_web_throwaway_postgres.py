"""Tests on PostgreSQL bring their server along, or say why they do not run."""

import os
import sys
from pathlib import Path

import pytest
from tools.throwaway_postgres import ADDRESS, find_tools, refuse, run

ASK = """
import os, psycopg
address = os.environ["CAICACH_TEST_DATABASE_URL"].rpartition("/")[0] + "/postgres"
with psycopg.connect(address) as connection:
    cluster = connection.execute("SHOW data_directory").fetchone()[0]
    folded = connection.execute("SELECT lower('CẢI CÁCH ĐẤT')").fetchone()[0]
assert folded == "cải cách đất", folded
open(os.environ["TOLD"], "w").write(cluster)
"""


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_missing_server_is_a_reason_to_skip_and_a_failure_in_ci(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    assert refuse("no initdb") == code
    assert "no initdb" in capsys.readouterr().err


def test_a_server_lives_as_long_as_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_tools() is None and os.environ.get("CI") != "true":
        pytest.skip("no PostgreSQL on this machine")
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    assert run([sys.executable, "-c", ASK]) == 0
    assert not Path((tmp_path / "told").read_text()).exists()


def test_the_commands_own_code_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "postgresql://nobody@127.0.0.1:1/none")
    assert run([sys.executable, "-c", "raise SystemExit(3)"]) == 3
