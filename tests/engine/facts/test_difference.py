"""What changed between two versions, counted by table and month."""

import pyarrow as pa
from fact_rows import at, dossiers, rows_of, steps

from caicach.engine.facts import MonthDifference, Store, Writing, difference
from caicach.engine.facts.difference import IDENTITY
from caicach.engine.facts.shape import TABLES


def compared(store: Store, *tables: tuple[str, pa.Table]) -> tuple[MonthDifference, ...]:
    """Put whole tables in place, and return what changed in dossiers and steps since."""
    before = store.facts()

    def replaced(writing: Writing) -> None:
        for name, rows in tables:
            writing.replace(name, rows)

    with store.writing() as writing:
        replaced(writing)
        writing.commit("intake", "")
    return difference(before, store.facts()).months


def test_a_version_does_not_differ_from_itself(store: Store) -> None:
    compared(store, ("dossiers", dossiers("a")))
    assert difference(store.facts(), store.facts()).months == ()


def test_rows_written_again_as_they_were_are_no_change(store: Store) -> None:
    rows = dossiers("a", "b", steps=[{"at": at("2025-07-01"), "status": 1}])
    compared(store, ("dossiers", rows))
    assert compared(store, ("dossiers", rows.slice(1).take([0])), ("dossiers", rows)) == ()


def test_added_removed_and_changed_rows_are_told_apart(store: Store) -> None:
    compared(store, ("dossiers", dossiers("stays", "goes", "changes")))
    rows = pa.concat_tables([dossiers("stays", "new", "newer"), dossiers("changes", status="x")])
    assert compared(store, ("dossiers", rows)) == (
        MonthDifference("dossiers", "2025-07", added=2, removed=1, changed=1, judged=0),
    )


def test_a_change_from_missing_to_a_value_is_a_change(store: Store) -> None:
    compared(store, ("dossiers", dossiers("a", "b", component_count=None)))
    rows = pa.concat_tables([dossiers("a", component_count=0), dossiers("b")])
    (month,) = compared(store, ("dossiers", rows))
    assert (month.changed, month.judged) == (1, 0)


def test_changed_judgements_are_counted_by_themselves(store: Store) -> None:
    end = at("2025-07-09")
    compared(store, ("dossiers", dossiers("a", "b", end_at=end)))
    rows = pa.concat_tables([dossiers("a", end_at=None), dossiers("b", end_at=end, code="x")])
    (month,) = compared(store, ("dossiers", rows))
    assert (month.added, month.removed, month.changed, month.judged) == (0, 0, 2, 1)


def test_a_row_that_moved_to_another_month_changed_there(store: Store) -> None:
    compared(store, ("dossiers", dossiers("a", month="unknown")))
    assert compared(store, ("dossiers", dossiers("a", month="2025-07"))) == (
        MonthDifference("dossiers", "2025-07", added=0, removed=0, changed=1, judged=0),
    )


def test_where_a_row_was_read_is_no_part_of_what_it_says(store: Store) -> None:
    compared(store, ("dossiers", dossiers("a", file="one", line=1, taken_in=1)))
    assert compared(store, ("dossiers", dossiers("a", file="two", line=9, taken_in=2))) == ()


def test_the_same_step_twice_counts_twice(store: Store) -> None:
    compared(store, ("steps", steps("a", "a", "b")))
    (month,) = compared(store, ("steps", steps("a", "b", "b", "b")))
    assert (month.table, month.added, month.removed, month.changed) == ("steps", 2, 1, 0)


def test_going_back_turns_the_counts_round(store: Store) -> None:
    first, _ = store.facts(), compared(store, ("dossiers", dossiers("a", "b")))
    (month,) = difference(store.facts(), first).months
    assert (month.added, month.removed) == (0, 2)


def test_files_brought_since_are_listed(store: Store) -> None:
    log = rows_of("files", {"file": "aa", "table": "dossiers", "name": "july.json"})
    compared(store, ("files", log))
    before = store.facts()
    both = pa.concat_tables([log, rows_of("files", {"file": "bb", "name": "august.json"})])
    compared(store, ("files", both))
    brought = difference(before, store.facts()).files
    assert [each["name"] for each in brought] == ["august.json"]


def test_every_table_knows_what_makes_a_row_the_same() -> None:
    assert IDENTITY.keys() == TABLES.keys()
    for name, columns in IDENTITY.items():
        assert set(columns) <= set(TABLES[name].schema.names)
