"""What an office installs holds everything: words, pages, assets and standards."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LEFT_OUT = {".pyc", ".mo"}
BUILD = ["pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]


def written() -> set[str]:
    """Return the files of the package as git knows them; in an archive, all there are."""
    command = ["git", "ls-files", "-z", "src/caicach"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode == 0:
        return {name.removeprefix("src/") for name in listed.stdout.split("\0") if name}
    paths = (path for path in (SOURCE / "caicach").rglob("*") if path.is_file())
    return {str(path.relative_to(SOURCE)) for path in paths if path.suffix not in LEFT_OUT}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", *BUILD, "--wheel-dir", str(folder), str(ROOT)], check=True, cwd=ROOT
    )
    (wheel,) = folder.glob("caicach-*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_everything_written_is_packed(packed: set[str]) -> None:
    there = {name for name in written() if (SOURCE / name).exists()}
    assert {Path(name).suffix for name in there} >= {".py", ".html", ".css", ".js", ".yaml", ".po"}
    assert sorted(there - packed) == []


def test_the_words_of_every_catalogue_are_packed_compiled(packed: set[str]) -> None:
    catalogues = {name for name in packed if name.endswith(".po")}
    assert "caicach/web/accounts/locale/vi/LC_MESSAGES/django.po" in catalogues
    assert sorted({name[:-2] + "mo" for name in catalogues} - packed) == []


def test_nothing_is_packed_that_nobody_wrote(packed: set[str]) -> None:
    ours = {name for name in packed if name.startswith("caicach/") and not name.endswith(".mo")}
    assert (
        sorted(name for name in ours if "cache" in name or name.endswith((".pyc", ".part"))) == []
    )
