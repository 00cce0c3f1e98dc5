"""What a store holds is told from its files."""

from fact_rows import dossiers, steps

from caicach.engine.facts import Store, contents
from caicach.engine.facts.shape import TABLES


def test_an_empty_store_holds_nothing_of_everything(store: Store) -> None:
    told = contents(store.facts())
    assert [each.name for each in told] == list(TABLES)
    assert {(each.rows, each.months, each.files, each.bytes) for each in told} == {(0, (), 0, 0)}


def test_rows_months_and_files_are_counted(store: Store) -> None:
    with store.writing() as writing:
        writing.append("dossiers", dossiers("a", "b"))
        writing.append("dossiers", dossiers("c", month="unknown"))
        writing.append("steps", steps("a"))
        writing.commit("intake", "")
    told = {each.name: each for each in contents(store.facts())}
    assert (told["dossiers"].rows, told["dossiers"].files) == (3, 2)
    assert told["dossiers"].months == ("2025-07", "unknown")
    assert told["steps"].rows == 1
    assert told["steps"].bytes > 0
