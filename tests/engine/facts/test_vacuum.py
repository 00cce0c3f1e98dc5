"""A vacuum takes what nobody needs: never the newest, never what is pinned."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fact_rows import dossiers, steps

from caicach.engine.facts import Facts, Store, StoreError

Keys = Callable[[Facts], list[str]]


@pytest.fixture
def lived(store: Store) -> Store:
    """Return a store of five versions, each with one dossier of its own."""
    for version in range(1, 5):
        with store.writing() as writing:
            writing.replace_months("dossiers", ["2025-07"], dossiers(f"v{version}"))
            if version == 2:
                writing.append("steps", steps("v2"))
            writing.commit("intake", "")
    return store


def parquet_files(store: Store) -> set[str]:
    return {each.name for each in Path(store.address).glob("facts/**/*.parquet")}


def test_old_versions_go_and_the_newest_stay(lived: Store, keys: Keys) -> None:
    gone = lived.vacuum(2)
    assert gone.versions == (0, 1, 2)
    assert gone.files == 2  # the dossiers of versions 1 and 2; the steps are still in use
    assert gone.bytes > 0
    assert {version: keys(lived.facts(version)) for version in (3, 4)} == {3: ["v3"], 4: ["v4"]}
    assert lived.facts().read("steps").num_rows == 1
    with pytest.raises(StoreError) as refused:
        lived.facts(2)
    assert refused.value.code == "store-version-vacuumed"


def test_a_pinned_version_stays_until_it_is_unpinned(lived: Store, keys: Keys) -> None:
    lived.pin(1, "báo cáo năm 2025")
    assert lived.vacuum(1).versions == (0, 2, 3)
    assert keys(lived.facts(1)) == ["v1"]
    lived.unpin(1)
    assert lived.vacuum(1).versions == (1,)
    assert len(parquet_files(lived)) == 2


def test_a_dry_run_tells_the_same_and_removes_nothing(lived: Store, keys: Keys) -> None:
    before = parquet_files(lived)
    told = lived.vacuum(1, dry_run=True)
    assert parquet_files(lived) == before
    assert keys(lived.facts(1)) == ["v1"]
    assert lived.vacuum(1) == told


def test_a_second_vacuum_finds_nothing(lived: Store) -> None:
    lived.vacuum(1)
    again = lived.vacuum(1)
    assert (again.versions, again.files, again.bytes) == ((), 0, 0)


def test_files_of_a_writing_that_was_cut_short_go(lived: Store, keys: Keys) -> None:
    stray = Path(lived.address) / "facts/dossiers/received_month=2025-07/part-killed.parquet"
    stray.write_bytes(b"half a file")
    gone = lived.vacuum(10)
    assert (gone.versions, gone.files, gone.bytes) == ((), 1, 11)
    assert not stray.exists()
    assert keys(lived.facts()) == ["v4"]


def test_writing_goes_on_after_a_vacuum(lived: Store, keys: Keys) -> None:
    lived.vacuum(1)
    with lived.writing() as writing:
        writing.append("dossiers", dossiers("after"))
        writing.commit("intake", "")
    assert keys(lived.facts()) == ["after", "v4"]
    assert keys(lived.facts(4)) == ["v4"]


def test_at_least_the_newest_version_stays(lived: Store) -> None:
    with pytest.raises(StoreError) as refused:
        lived.vacuum(0)
    assert refused.value.code == "store-keep-too-few"


@pytest.mark.parametrize("version", [2, 9])
def test_a_version_that_is_gone_cannot_be_pinned(lived: Store, version: int) -> None:
    lived.vacuum(1)
    with pytest.raises(StoreError):
        lived.pin(version, "too late")
    assert [each.pin for each in lived.versions()] == [None] * 5


def test_a_vacuum_waits_for_the_writer(lived: Store) -> None:
    with lived.writing(), pytest.raises(StoreError) as refused:
        lived.vacuum(1, wait=False)
    assert refused.value.code == "store-busy"
