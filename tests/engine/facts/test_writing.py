"""What is written becomes visible all at once, or never."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fact_rows import dossiers, rows_of, steps
from hypothesis import given, settings
from hypothesis import strategies as some

from caicach.engine.facts import Facts, Store, StoreError
from caicach.engine.facts.recovery import recovered
from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.table_change import MOST_FILES
from caicach.engine.facts.writing import Writing

Keys = Callable[[Facts], list[str]]


def stored_files(store: Store) -> list[str]:
    return [each.name for each in Path(store.address).glob("facts/*/*/*.parquet")]


def named_types(table: str) -> tuple[list[str], list[pa.DataType]]:
    schema = TABLES[table].schema
    return schema.names, schema.types


def test_nothing_is_visible_before_the_commit(store: Store, keys: Keys) -> None:
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], dossiers("a"))
        assert keys(store.facts()) == []
        writing.commit("intake", "")
        assert keys(store.facts()) == ["a"]


def test_a_writing_left_without_a_commit_never_was(store: Store, keys: Keys) -> None:
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], dossiers("a"))
    with store.writing() as writing:
        writing.append("steps", steps("a"))
        writing.commit("intake", "")
    assert keys(store.facts()) == []
    assert store.facts().read("steps").num_rows == 1


def test_a_writing_broken_by_an_error_never_was(store: Store, keys: Keys) -> None:
    def break_off() -> None:
        with store.writing() as writing:
            writing.replace_months("dossiers", ["2025-07"], dossiers("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-08"], dossiers("b", month="2025-08"))
        writing.commit("intake", "")
    assert keys(store.facts()) == ["b"]


def test_a_month_is_replaced_and_the_others_stay(store: Store, keys: Keys) -> None:
    with store.writing() as writing:
        writing.append(
            "dossiers", pa.concat_tables([dossiers("a"), dossiers("b", month="2025-08")])
        )
        writing.append("dossiers", dossiers("c", month="unknown"))
        writing.commit("intake", "")
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07", "unknown"], dossiers("d", "e"))
        writing.commit("intake", "")
    assert keys(store.facts()) == ["b", "d", "e"]
    assert store.facts().months("dossiers") == ["2025-07", "2025-08"]
    assert keys(store.facts(1)) == ["a", "b", "c"]


def test_no_months_at_all_replace_nothing(store: Store) -> None:
    with store.writing() as writing:
        writing.replace_months("dossiers", [], dossiers())
        assert writing.commit("intake", "") == 1
    assert store.facts().entry.tables["dossiers"] == 0


def test_a_row_of_another_month_is_refused(store: Store) -> None:
    with store.writing() as writing, pytest.raises(ValueError, match="2025-08"):
        writing.replace_months("dossiers", ["2025-07"], dossiers("a", month="2025-08"))
    assert stored_files(store) == []


def test_a_row_without_a_month_is_refused(store: Store) -> None:
    rows = rows_of("dossiers", {"key": "a"}, {"key": "b", "received_month": "unknown"})
    with store.writing() as writing, pytest.raises(ValueError, match="1 rows have no"):
        writing.append("dossiers", rows)


def test_a_month_replaced_twice_in_one_writing_holds_the_later_rows(
    store: Store, keys: Keys
) -> None:
    with store.writing() as writing:
        writing.append("dossiers", dossiers("a", month="2025-08"))
        writing.replace_months("dossiers", ["2025-07"], dossiers("b"))
        writing.append("dossiers", dossiers("c"))
        writing.replace_months("dossiers", ["2025-07"], dossiers("d"))
        writing.append("dossiers", dossiers("e"))
        writing.commit("intake", "")
    assert keys(store.facts()) == ["a", "d", "e"]
    assert len(stored_files(store)) == 3


def test_files_of_a_month_are_folded_before_they_become_many(store: Store) -> None:
    for number in range(MOST_FILES + 1):
        with store.writing() as writing:
            for month in ("2025-07", "2025-08") if number == 3 else ("2025-07",):
                writing.append("steps", steps(f"{number:02}", month=month, taken_in=number))
            writing.append("files", rows_of("files", {"file": f"{number:02}"}))
            writing.commit("intake", "")
    before, after = store.facts(MOST_FILES), store.facts()
    assert (len(before.files("steps", ["2025-07"])), len(before.files("files"))) == (16, 16)
    assert (len(after.files("steps", ["2025-07"])), len(after.files("files"))) == (1, 1)
    assert len(after.files("steps", ["2025-08"])) == 1
    rows = after.read("steps", ["link", "taken_in", "month"], ["2025-07"]).sort_by("link")
    assert rows.to_pylist() == [
        {"link": f"{number:02}", "taken_in": number, "month": "2025-07"}
        for number in range(MOST_FILES + 1)
    ]
    assert after.read("files").num_rows == MOST_FILES + 1
    assert before.read("steps").num_rows == MOST_FILES + 1


def test_what_was_written_and_never_committed_is_removed(store: Store) -> None:
    with store.writing() as writing:
        writing.append("dossiers", dossiers("a"))
        assert len(stored_files(store)) == 1
    assert stored_files(store) == []


def test_rows_stay_in_the_order_in_which_they_came(store: Store) -> None:
    """Sorted rows are what lets a query leave out most of a file."""
    keys = [f"{number:06}" for number in range(300_000)]
    rows = pa.table({"link": keys, "month": ["2025-07", "2025-08", "2025-08"] * 100_000})
    blank = {
        name: pa.nulls(len(keys), kind) for name, kind in zip(*named_types("steps"), strict=True)
    }
    whole = pa.table(blank | {name: rows[name] for name in rows.schema.names})
    with store.writing() as writing:
        writing.replace_months("steps", ["2025-07", "2025-08"], whole)
        writing.commit("intake", "")
    for month, rest in (("2025-07", {0}), ("2025-08", {1, 2})):
        found = store.facts().read("steps", ["link"], [month])["link"].to_pylist()
        assert found == [key for number, key in enumerate(keys) if number % 3 in rest]


def test_missing_zero_and_false_come_back_as_they_were(store: Store) -> None:
    given_rows = rows_of(
        "dossiers",
        {"key": "a", "received_month": "unknown", "is_synced": False, "digitised_count": 0},
        {"key": "b", "received_month": "unknown", "faults": [], "supplements": None},
        {"key": "c", "received_month": "unknown", "supplements": [], "agency": ""},
    )
    with store.writing() as writing:
        writing.append("dossiers", given_rows)
        writing.commit("intake", "")
    assert store.facts().read("dossiers").sort_by("key") == given_rows


def test_wider_types_and_another_order_of_columns_are_taken(store: Store) -> None:
    rows = dossiers("a", faults=["x"])
    wide = rows.select(rows.schema.names[::-1])
    wide = wide.set_column(
        wide.schema.get_field_index("code"), "code", wide["code"].cast(pa.large_string())
    )
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], wide.to_reader())
        writing.commit("intake", "")
    assert store.facts().read("dossiers") == rows


def test_registers_travel_with_their_version(store: Store) -> None:
    with store.writing() as writing:
        writing.put_register("calendar", "year: 2025")
        writing.put_register("agencies", "none")
        writing.commit("calendar", "")
    with store.writing() as writing:
        writing.put_register("calendar", "year: 2026")
        writing.commit("calendar", "")
    assert store.facts(0).register("calendar") is None
    assert store.facts(1).register("calendar") == "year: 2025"
    assert store.facts(2).register("calendar") == "year: 2026"
    assert store.facts(2).register("agencies") == "none"


def test_where_nothing_locks_the_second_of_two_writers_is_refused(store: Store, keys: Keys) -> None:
    """As on object storage: both begin, the one that commits last wrote on old ground."""

    def begun() -> Writing:
        facts = store.facts()
        return Writing(facts, store._address, recovered(store._address, facts.entry))

    first, second = begun(), begun()
    first.replace_months("dossiers", ["2025-07"], dossiers("a"))
    second.append("steps", steps("b"))
    first.commit("intake", "first")
    with pytest.raises(StoreError) as refused:
        second.commit("intake", "second")
    assert refused.value.code == "store-written-meanwhile"
    with store.writing() as third:
        third.commit("intake", "third")
    assert keys(store.facts()) == ["a"]
    assert store.facts().read("steps").num_rows == 0


MONTHS = some.sampled_from(["2025-06", "2025-07", "unknown"])
CHANGES = some.lists(
    some.tuples(
        some.dictionaries(MONTHS, some.lists(some.text("xyz", min_size=1, max_size=3)), min_size=1),
        some.booleans(),
    ),
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(changes=CHANGES)
def test_every_version_reads_for_ever_as_it_was_committed(
    changes: list[tuple[dict[str, list[str]], bool]], tmp_path_factory: Any
) -> None:
    store = Store.create(tmp_path_factory.mktemp("stores") / "store")
    known: list[dict[str, list[str]]] = [{}]
    for months, is_committed in changes:
        with store.writing() as writing:
            rows = [dossiers(*found, month=month) for month, found in months.items()]
            writing.replace_months("dossiers", months, pa.concat_tables(rows))
            if is_committed:
                known.append(known[-1] | months)
                writing.commit("intake", "")
    for version, months in enumerate(known):
        facts = store.facts(version)
        found = facts.read("dossiers", ["received_month", "key"]).to_pylist()
        pairs = sorted((row["received_month"], row["key"]) for row in found)
        assert pairs == sorted((month, key) for month in months for key in months[month])
        assert facts.months("dossiers") == sorted(month for month in months if months[month])


def test_every_table_takes_rows_of_its_shape(store: Store) -> None:
    with store.writing() as writing:
        for name, shape in TABLES.items():
            month = {shape.month: "2025-07"} if shape.month else {}
            writing.append(name, rows_of(name, month))
        writing.commit("intake", "")
    assert {store.facts().read(name).num_rows for name in TABLES} == {1}
