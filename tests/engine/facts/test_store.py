"""A store is made once, finished if its making was cut short, and refused in words."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fact_rows import dossiers

from caicach.engine.facts import Store, StoreError, ledger
from caicach.engine.facts.shape import TABLES


def refusal(address: Path, make: bool = False) -> str:
    with pytest.raises(StoreError) as refused:
        (Store.create if make else Store.open)(address)
    return refused.value.code


def test_a_new_store_has_one_version_and_all_tables_empty(store: Store) -> None:
    facts = store.facts()
    assert (facts.version, store.latest) == (0, 0)
    assert {name: facts.read(name).num_rows for name in TABLES} == dict.fromkeys(TABLES, 0)


def test_a_folder_without_a_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing") == "store-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_second_store_in_the_same_place_is_refused(store: Store) -> None:
    assert refusal(Path(store.address), make=True) == "store-exists"


def test_a_folder_that_holds_something_else_does_not_become_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    assert refusal(tmp_path, make=True) == "store-folder-taken"
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("sign", "[]^|%*?\\")
def test_a_sign_that_cannot_stand_in_a_store_is_named(tmp_path: Path, sign: str) -> None:
    with pytest.raises(StoreError) as refused:
        Store.create(tmp_path / f"a{sign}b")
    assert refused.value.code == "store-name-unusable"
    assert f"“{sign}”" in refused.value.issue.text("vi")


@pytest.mark.parametrize("there", [["dossiers"], list(TABLES)], ids=["one table", "all tables"])
def test_a_making_that_was_cut_short_is_finished(store: Store, there: list[str]) -> None:
    root = Path(store.address)
    shutil.rmtree(root / "commits")
    for name in TABLES.keys() - set(there):
        shutil.rmtree(root / "facts" / name)
    assert refusal(root) == "store-missing"
    again = Store.create(root)
    assert [each.version for each in again.versions()] == [0]
    assert again.facts().read("steps").num_rows == 0


def test_a_making_cut_short_before_the_first_version_is_finished(store: Store) -> None:
    """The ledger's table was there, its first row was not."""
    log = Path(store.address) / "commits/_delta_log"
    (log / "00000000000000000001.json").unlink()
    assert refusal(Path(store.address)) == "store-missing"
    assert Store.create(store.address).latest == 0


def test_a_store_of_a_newer_version_is_refused_with_what_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(ledger, "FORMAT", ledger.FORMAT + 1)
        with store.writing() as writing:
            writing.commit("intake", "from tomorrow")
    with pytest.raises(StoreError) as refused:
        Store.open(store.address)
    assert refused.value.code == "store-newer"
    assert "Cập nhật Caicach" in refused.value.issue.remedy("vi")
    with pytest.raises(StoreError), store.writing():
        pass


def test_a_store_made_before_a_table_was_thought_of_reads_it_as_empty_and_gets_it(
    store: Store,
) -> None:
    first = store.versions()[0]
    older = {name: version for name, version in first.tables.items() if name != "orphans"}
    store._ledger.rewrite(lambda known: [replace(each, tables=older) for each in known])
    shutil.rmtree(Path(store.address) / "facts/orphans")
    assert store.facts().read("orphans").num_rows == 0
    with store.writing() as writing:
        writing.commit("intake", "")
    assert store.latest == 1
    assert "orphans" in store.versions()[1].tables


def test_a_damaged_log_is_told_in_words(store: Store) -> None:
    log = Path(store.address) / "commits/_delta_log/00000000000000000001.json"
    log.write_text("{", encoding="utf-8")
    assert refusal(Path(store.address)) == "store-unreadable"


def test_versions_tell_what_made_them(store: Store) -> None:
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], dossiers("a"))
        assert writing.commit("intake", "july.json") == 1
    kinds = [(each.version, each.kind, each.note) for each in store.versions()]
    assert kinds == [(0, "created", ""), (1, "intake", "july.json")]


def test_a_version_that_never_was_is_refused(store: Store) -> None:
    with pytest.raises(StoreError) as refused:
        store.facts(7)
    assert refused.value.code == "store-version-unknown"
