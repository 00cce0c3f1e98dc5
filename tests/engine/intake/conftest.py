"""An empty store with its folder of files."""

from pathlib import Path

import pytest
from office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
