"""Backup and restore: whole, checked, the same on another machine and the other database."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ENVIRONMENT = {name: text for name, text in os.environ.items() if "CAICACH" not in name}
CAICACH = "from caicach.cli.main import run; run()"
FILL = """
import django
django.setup()
from datetime import date
from django.db import transaction
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.register.models import Agency, Entry

with transaction.atomic():
    agency = Agency.objects.create(code="H99")
    Entry.objects.create(agency=agency, name="Tỉnh mẫu Nam Hà", kind="province")
    for number in range(1_500):
        person = Person.objects.create(email=f"p{number}@x.example", full_name=f"Người {number}")
        first = date(2026, 1, 1)
        Post.objects.create(person=person, agency=agency, role=Role.LEADER, valid_from=first)
    for number in range(30):
        after = {"z": number, "a": {"c": 1, "b": 2}}
        record(Actor.system("test"), "person.added", person, after=after)
"""


class Machine:
    """An installation of its own."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.environment = ENVIRONMENT | {"CAICACH_HOME": str(home), "PYTHONWARNINGS": "ignore"}
        if database:
            self.environment["CAICACH_DATABASE_URL"] = database

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, *command]
        return subprocess.run(
            program, env=self.environment, capture_output=True, text=True, check=False
        )

    def caicach(self, *command: str) -> subprocess.CompletedProcess[str]:
        return self.run("-c", CAICACH, "--lang", "en", *command)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, Path]:
    folder = tmp_path_factory.mktemp("one")
    machine = Machine(folder / "home")
    (folder / "home").mkdir()
    assert machine.run("-m", "django", "migrate", "-v0").returncode == 0
    assert machine.run("-c", FILL).returncode == 0
    evidence = folder / "home/evidence/ab/cd"
    evidence.mkdir(parents=True)
    (evidence / "abcd").write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 5_000)
    (folder / "home/evidence/arriving").mkdir()
    (folder / "home/evidence/arriving/half").write_bytes(b"%PDF half")
    archive = folder / "backup.zip"
    done = machine.caicach("admin", "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert "30 events" in done.stdout
    return machine, archive


def test_an_archive_is_private_and_whole(written: tuple[Machine, Path]) -> None:
    machine, archive = written
    assert archive.stat().st_mode & 0o077 == 0
    done = machine.caicach("admin", "verify-backup", str(archive))
    assert done.returncode == 0, done.stderr


def test_what_is_still_arriving_is_left_out(written: tuple[Machine, Path]) -> None:
    with zipfile.ZipFile(written[1]) as opened:
        evidence = [name for name in opened.namelist() if name.startswith("evidence/")]
    assert evidence == ["evidence/ab/cd/abcd"]


def test_a_backup_overwrites_nothing(written: tuple[Machine, Path]) -> None:
    machine, archive = written
    before = archive.read_bytes()
    assert machine.caicach("admin", "backup", str(archive)).returncode == 1
    assert archive.read_bytes() == before


def test_it_is_restored_elsewhere_and_compared(
    written: tuple[Machine, Path], tmp_path: Path
) -> None:
    _, archive = written
    other = Machine(tmp_path / "other")
    done = other.caicach("admin", "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert "equal" in done.stderr
    again = tmp_path / "again.zip"
    left_by_a_killed_one = tmp_path / ".again.zip.part"
    left_by_a_killed_one.write_bytes(b"PK half")
    assert other.caicach("admin", "backup", str(again)).returncode == 0
    assert hashes(again) == hashes(archive)
    assert {each.name for each in tmp_path.iterdir()} == {
        "other",
        again.name,
        left_by_a_killed_one.name,
    }


def test_a_place_with_people_is_left_alone(written: tuple[Machine, Path]) -> None:
    machine, archive = written
    done = machine.caicach("admin", "restore", str(archive))
    assert done.returncode == 1
    assert "holds data already" in done.stderr


@pytest.mark.parametrize("where", ["a table", "a file"])
def test_a_changed_archive_is_refused_before_anything_is_restored(
    written: tuple[Machine, Path], tmp_path: Path, where: str
) -> None:
    _, archive = written
    changed = tmp_path / "changed.zip"
    wanted = "audit.event" if where == "a table" else "evidence/"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"1", b"7", 1) if wanted in name else content)
    other = Machine(tmp_path / "other")
    done = other.caicach("admin", "restore", str(changed))
    assert done.returncode == 1
    assert "differs from when the backup was written" in done.stderr
    assert not (tmp_path / "other/evidence/ab").exists()


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    strange = tmp_path / "strange.zip"
    strange.write_bytes(b"PK but not really")
    machine = Machine(tmp_path / "home")
    for command in ("verify-backup", "restore"):
        done = machine.caicach("admin", command, str(strange))
        assert done.returncode == 1
        assert "no backup" in done.stderr


def hashes(archive: Path) -> set[tuple[str, int]]:
    with zipfile.ZipFile(archive) as opened:
        return {
            (entry.filename, entry.CRC)
            for entry in opened.infolist()
            if entry.filename != "manifest.json"
        }
