"""What is written becomes visible all at once, or never."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from fact_rows import dossiers, rows_of, steps
from hypothesis import given, settings
from hypothesis import strategies as some

from caicach.engine.facts import Facts, Store, StoreError
from caicach.engine.facts.recovery import recovered
from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.writing import Writing

Keys = Callable[[Facts], list[str]]


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
    with store.writing() as writing, pytest.raises(StoreError):
        writing.replace_months("dossiers", ["2025-07"], dossiers("a", month="2025-08"))


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
    with pytest.raises(StoreError) as refused:
        second.replace_months("dossiers", ["2025-08"], dossiers("b", month="2025-08"))
    assert refused.value.code == "store-written-meanwhile"
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
