"""A store that may only be read says so in words, and in nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caicach.engine.facts import Store

RUN = "import sys; from caicach.cli.main import main; sys.exit(main(sys.argv[1:]))"
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""The administrator of a machine may write everywhere unless this right is laid down."""


@pytest.fixture
def barred(tmp_path: Path) -> list[str]:
    """Make a store that may only be read, and return how a command is begun."""
    folder = Path(Store.create(tmp_path / "kho").address)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    if not os.access(folder, os.W_OK):
        return [sys.executable, "-c", RUN]
    if not shutil.which("setpriv"):
        pytest.skip("whoever runs this may write everywhere")
    return [*AS_ANYONE, sys.executable, "-c", RUN]


@pytest.mark.parametrize("words", [("pin", "0", "--reason", "quý I"), ("unpin", "0"), ("vacuum",)])
def test_it_is_told_in_words(barred: list[str], words: tuple[str, ...], tmp_path: Path) -> None:
    asked = [*barred, "facts", *words, "--store", str(tmp_path / "kho")]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "[store-no-right]" in ran.stderr
    assert "panicked" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 2
