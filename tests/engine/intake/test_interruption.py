"""An intake that is killed, crowded out or out of disk leaves the store whole."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from office import dossier, envelope, steps_of

from caicach.engine.facts import Store

RIG = Path(__file__).with_name("kill_rig.py")
FILES, DOSSIERS = 24, 120


def write_files(folder: Path) -> None:
    """Files that add dossiers, change them and bring steps."""
    folder.mkdir()
    for number in range(FILES):
        rows = [
            dossier(
                MaHoSo=f"H21.217-2603-{n:05d}",
                NgayTiepNhan=f"2026{1 + n % 9:02d}02093000",
                GhiChu=str(number),
                HinhThuc=str(number % 2),
            )
            for n in range(number * 40, number * 40 + DOSSIERS)
        ]
        steps = [step for row in rows for step in steps_of(row["MaHoSo"])]
        text = [envelope("DongBoHoSoMC", rows), envelope("CapNhatTienDoHoSoMC", steps)]
        (folder / f"{number:02d}.ndjson").write_text("\n".join(text))


def run_rig(folder: Path, kills: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(RIG), str(folder), str(kills), "7"],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
def test_a_hundred_kills_at_random_moments_leave_every_version_whole(tmp_path: Path) -> None:
    write_files(tmp_path / "files")
    found = run_rig(tmp_path, kills=100)
    assert sum(killed for killed, _ in found["stores"].values()) == 100
    by_version = {state[0]: state for _, states in found["stores"].values() for state in states}
    for store, (_, states) in found["stores"].items():
        assert all(state == by_version[state[0]] for state in states)
        assert states[-1] == found["calm"]
        assert rows_of(tmp_path / store) == rows_of(tmp_path / "calm")


def rows_of(place: Path) -> list[str]:
    """Return the dossiers with all their columns, in an order of their own."""
    facts = Store.open(place).facts()
    return sorted(json.dumps(row, default=str) for row in facts.read("dossiers").to_pylist())


TAKE = """
import resource, sys
from pathlib import Path
from caicach.engine.facts import Store, StoreError
from caicach.engine.intake import Intake, IntakeSetting
from caicach.engine.profiles import Reading, load_profile
store, file, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
profile, _ = load_profile("national")
opened = Store.open(store)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    Intake(opened, IntakeSetting(Reading(), threads=1)).run([file], profile)
except StoreError as error:
    sys.exit(f"StoreError {error.code}")
except Exception as error:
    sys.exit(f"{type(error).__name__} {error}")
"""


def start(store: Path, file: Path, limit: int = 0) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", TAKE, str(store), str(file), str(limit)]
    return subprocess.Popen(arguments, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited by rlimit")
@pytest.mark.parametrize("limit", [1_000, 8_000, 17_000])
def test_a_disk_that_fills_up_leaves_the_facts_and_the_next_run_is_right(
    tmp_path: Path, limit: int
) -> None:
    write_files(tmp_path / "files")
    first, second = sorted((tmp_path / "files").iterdir())[:2]
    Store.create(tmp_path / "store")
    assert start(tmp_path / "store", first).wait() == 0
    full = start(tmp_path / "store", second, limit)
    assert full.wait() != 0
    assert Store.open(tmp_path / "store").latest == 1
    assert start(tmp_path / "store", second).wait() == 0
    assert Store.open(tmp_path / "store").facts().read("dossiers").num_rows == DOSSIERS + 40


def test_of_two_intakes_at_once_one_waits_and_both_are_taken(tmp_path: Path) -> None:
    write_files(tmp_path / "files")
    first, second = sorted((tmp_path / "files").iterdir())[:2]
    Store.create(tmp_path / "store")
    both = [start(tmp_path / "store", file) for file in (first, second)]
    assert [each.wait() for each in both] == [0, 0]
    facts = Store.open(tmp_path / "store").facts()
    assert (facts.version, facts.read("dossiers").num_rows) == (2, DOSSIERS + 40)
