"""Names and text that may not appear in the project."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers"}
PACKAGES = sorted(path for path in ROOT.glob("src/caicach/**/*") if path.suffix in ("", ".py"))


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in PACKAGES if path.stem.lower() in BANNED] == []


WRITTEN = [path for path in ROOT.glob("src/caicach/**/*.py") if path.parent.name != "migrations"]
"""Every module but the migrations, which Django writes."""


@pytest.mark.parametrize("path", sorted(WRITTEN), ids=lambda p: p.stem)
def test_each_module_opens_with_one_sentence(path: Path) -> None:
    first = path.read_text("utf-8").lstrip().splitlines()[:1]
    assert first
    assert first[0].startswith('"""')


def test_no_two_modules_of_the_tests_share_a_name() -> None:
    """The tests are no packages: of two modules of one name, only the first would be imported."""
    names = Counter(path.stem for path in ROOT.glob("tests/**/*.py") if path.stem != "conftest")
    assert [name for name, times in names.items() if times > 1] == []


def tracked() -> list[Path]:
    """Files git knows; in an unpacked archive, those of the usual folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


ADDRESS = re.compile(
    r"https?://[^\s\"']*(pypi|npmjs|registry|pythonhosted)[^\s\"']*", re.IGNORECASE
)
INDEX = re.compile(r"--(extra-)?index-url|--find-links")


def test_no_tracked_file_names_a_package_registry_or_this_machine() -> None:
    guilty = []
    for path in tracked():
        if (
            path.suffix in (".png", ".xlsx", ".docx")
            or path == Path(__file__)
            or not path.is_file()
        ):
            continue
        text = path.read_text("utf-8")
        home = str(Path.home())
        if ADDRESS.search(text) or INDEX.search(text) or (home != "/" and f"{home}/" in text):
            guilty.append(path)
    assert guilty == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("locks/*.txt")), ids=lambda p: p.stem)
def test_every_pin_has_its_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-zA-Z])", lock.read_text("utf-8").strip())
    assert entries
    assert [each.splitlines()[0] for each in entries if "--hash=sha256:" not in each] == []
    assert [each.splitlines()[0] for each in entries if "==" not in each.splitlines()[0]] == []
