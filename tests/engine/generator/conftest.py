"""A small province, made once."""

from pathlib import Path

import pytest
from small_province import SMALL

from caicach.engine.generator import generate


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province of 900 dossiers around the merger of 1 July 2025, with its faults and truth."""
    folder = tmp_path_factory.mktemp("province")
    generate(SMALL, folder, lambda _: None)
    return folder
