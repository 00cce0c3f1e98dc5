"""A store in a folder, and what the tests read from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caicach.engine.facts import Facts, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store, in a folder named as people name folders."""
    return Store.create(tmp_path / "kho số liệu 'tỉnh' 2026")


Keys = Callable[[Facts], list[str]]


@pytest.fixture
def keys() -> Keys:
    """Return the keys of all dossiers of some facts, sorted."""
    return lambda facts: sorted(facts.read("dossiers", ["key"])["key"].to_pylist())
