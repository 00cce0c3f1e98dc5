"""Killed at any moment or out of disk: the store stays whole and the next writer goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("mishap_run.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def run(*words: str | Path | int) -> None:
    command = [sys.executable, PROGRAM, *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]


def test_a_writer_killed_at_any_moment_leaves_a_whole_store(tmp_path: Path) -> None:
    run("kill", tmp_path / "store", 20)


@pytest.mark.parametrize(
    ("moment", "most_bytes"),
    [("rows", 100), ("commit", 100), ("commit", 3_000)],
    ids=["writing rows", "first table's log", "the list of versions"],
)
def test_a_full_disk_in_the_middle_of_a_commit_is_told_and_shows_nothing(
    tmp_path: Path, moment: str, most_bytes: int
) -> None:
    run("fill", tmp_path / "store", moment, most_bytes)
