"""Commands run as a person runs them: words in, text and an exit code out."""

from pathlib import Path

import pytest
from command_run import Ran, Run

from caicach.cli.main import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an environment that names no language."""
    for name in ("CAICACH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*words: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(each) for each in words])
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which the command runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shelf() -> Path:
    """Figures that ship with the package."""
    return Path(__file__).parents[2] / "src/caicach/standards/indices"
