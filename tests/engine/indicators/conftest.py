"""One small province for all tests of figures; what changes it makes its own."""

from pathlib import Path

import pytest
from counted_store import counted_store

from caicach.engine.facts import Facts, Store


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A province around the merger of July 2025."""
    return counted_store(tmp_path_factory.mktemp("province") / "store")


@pytest.fixture(scope="session")
def facts(province: Store) -> Facts:
    """Its newest facts; held, so that cubes stay loaded from test to test."""
    return province.facts()


@pytest.fixture
def own_store(tmp_path: Path) -> Store:
    """A smaller province that a test may change."""
    return counted_store(tmp_path / "store", dossiers=60, seed=11)
