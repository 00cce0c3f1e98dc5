"""A store in a folder, and what the tests read from it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caicach.engine.facts import Facts, Store


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where an empty store stands, to be copied."""
    return Path(Store.create(tmp_path_factory.mktemp("made") / "store").address)


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Store:
    """Return an empty store, in a folder named as people name folders."""
    return Store.open(shutil.copytree(made, tmp_path / "kho số liệu 'tỉnh' 2026"))


Keys = Callable[[Facts], list[str]]


@pytest.fixture
def keys() -> Keys:
    """Return the keys of all dossiers of some facts, sorted."""
    return lambda facts: sorted(facts.read("dossiers", ["key"])["key"].to_pylist())
