"""Cubes are a cache: built once, again only where facts changed, and never wrong."""

import shutil
from pathlib import Path

import pyarrow.compute as pc

from caicach.engine.facts import Store
from caicach.engine.indicators import compute, prune, refresh
from caicach.engine.indicators.cube_files import cube_root

SOME = ("received_count", "duplicate_share", "on_time_share", "online_partial_share")
MONTH, OTHER = "2025-05", "2025-04"


def figures(store: Store, version: int | None = None) -> list[dict[str, object]]:
    values = compute(store.facts(version), SOME, ["2025-Q2"], by="total")
    return [{**row, "facts_version": None} for row in values.records()]


def change_a_month(store: Store, month: str) -> None:
    """Mark every dossier of a month, of which there are some, as a double."""
    with store.writing() as writing:
        table = writing.base.read("dossiers", months=[month])
        place = table.column_names.index("is_duplicate")
        assert table.num_rows > 0
        marked = pc.fill_null(pc.is_valid(table["key"]), True)
        writing.replace_months("dossiers", [month], table.set_column(place, "is_duplicate", marked))
        writing.commit("intake", "changed")


def test_what_is_there_is_not_built_again(own_store: Store) -> None:
    first, second = refresh(own_store), refresh(own_store)
    assert first.built > 0
    assert (second.built, second.reused) == (0, first.built)


def test_only_months_whose_facts_changed_are_built_again(own_store: Store) -> None:
    before = refresh(own_store)
    change_a_month(own_store, MONTH)
    after = refresh(own_store)
    assert (after.built, after.reused) == (1, before.built - 1)


def test_an_old_version_keeps_its_figures_and_the_new_one_has_its_own(own_store: Store) -> None:
    before = figures(own_store)
    old = own_store.latest
    change_a_month(own_store, MONTH)
    assert figures(own_store, old) == before
    assert figures(own_store) != before


def test_new_procedures_are_seen_by_figures_that_ask_them(own_store: Store) -> None:
    before = figures(own_store)
    with own_store.writing() as writing:
        writing.replace("procedures", writing.base.read("procedures").slice(0, 0))
        writing.commit("procedures", "gone")
    changed = {
        row["indicator"]
        for row, other in zip(before, figures(own_store), strict=True)
        if row != other
    }
    assert "online_partial_share" in changed
    assert "on_time_share" not in changed


def test_a_lost_cube_is_built_again(own_store: Store) -> None:
    before = figures(own_store)
    shutil.rmtree(cube_root(own_store.facts()))
    assert figures(own_store) == before


def test_a_building_cut_short_leaves_nothing_that_counts(own_store: Store) -> None:
    before = figures(own_store)
    root = cube_root(own_store.facts())
    shutil.rmtree(root)
    half: Path = root / "dossiers" / ".building-1-1" / "months" / MONTH
    half.mkdir(parents=True)
    (half / "by-received_at~data_0.parquet").write_bytes(b"PAR1 and no more")
    assert figures(own_store) == before


def test_pruning_keeps_what_the_newest_and_pinned_versions_read(own_store: Store) -> None:
    refresh(own_store)
    pinned = own_store.latest
    own_store.pin(pinned, "published")
    change_a_month(own_store, MONTH)
    refresh(own_store)
    change_a_month(own_store, OTHER)
    refresh(own_store)
    assert prune(own_store) == 0
    own_store.unpin(pinned)
    assert prune(own_store) == 2
    assert refresh(own_store).built == 0
