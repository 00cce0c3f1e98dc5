"""A store from before a column was added is read and written as if the column were missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from deltalake import DeltaTable
from fact_rows import dossiers

from caicach.engine.facts import Facts, Store, difference, traces
from caicach.engine.facts.fact_table import SETTINGS
from caicach.engine.facts.shape import DOSSIERS
from caicach.engine.facts.table_change import MOST_FILES

Keys = Callable[[Facts], list[str]]

LATER = ("result_is_input", "phases", "received_at")
"""A flag, a list of structs and an instant that an older program did not know."""


def forget(file: str) -> None:
    """Write a file again as a program would have that did not know the later columns."""
    rows = parquet.ParquetFile(file).read()
    parquet.write_table(rows.drop_columns(list(LATER)), file)


def columns_of(store: Store) -> list[str]:
    table = DeltaTable(str(Path(store.address) / "facts/dossiers"))
    return [field.name for field in table.schema().fields]


@pytest.fixture
def older(store: Store) -> Store:
    """Return a store whose dossiers were written by an older program: table and file."""
    table = Path(store.address) / "facts/dossiers"
    shutil.rmtree(table)
    known = pa.schema([field for field in DOSSIERS.schema if field.name not in LATER])
    DeltaTable.create(
        str(table), schema=known, partition_by=["received_month"], configuration=SETTINGS
    )
    with store.writing() as writing:
        writing.append("dossiers", dossiers("a", "b", result_is_input=True))
        writing.commit("intake", "")
    forget(store.facts().files("dossiers")[0].uri)
    return store


def add(store: Store, *keys: str, month: str) -> None:
    with store.writing() as writing:
        writing.append("dossiers", dossiers(*keys, month=month, result_is_input=True))
        writing.commit("intake", "")


def test_columns_that_came_later_are_missing_in_every_row(older: Store) -> None:
    add(older, "c", month="2025-08")
    facts = older.facts()
    with duckdb.connect() as connection:
        found = facts.relation(connection, "dossiers").order("key")
        whole = facts.relation(connection, "dossiers", ["2025-08"])
        assert (found.columns, found.types) == (whole.columns, whole.types)
        rows = found.project("key, result_is_input, phases, received_month").fetchall()
    assert rows == [
        ("a", None, None, "2025-07"),
        ("b", None, None, "2025-07"),
        ("c", True, None, "2025-08"),
    ]


def test_rows_in_memory_have_the_columns_that_came_later(older: Store) -> None:
    facts = older.facts()
    assert facts.read("dossiers").schema == DOSSIERS.schema
    assert facts.read("dossiers", ["result_is_input"])["result_is_input"].to_pylist() == [None] * 2


def test_the_table_learns_of_new_columns_when_it_is_written_next(older: Store) -> None:
    add(older, "c", month="2025-08")
    assert sorted(columns_of(older)) == sorted(DOSSIERS.schema.names)
    assert older.facts(1).read("dossiers").num_rows == 2


def test_a_writing_that_is_broken_off_leaves_the_older_rows(older: Store, keys: Keys) -> None:
    with older.writing() as writing:
        writing.append("dossiers", dossiers("c"))
    assert keys(older.facts()) == ["a", "b"]
    add(older, "d", month="2025-08")
    assert keys(older.facts()) == ["a", "b", "d"]


def test_older_files_are_folded_into_one_with_newer_ones(older: Store, keys: Keys) -> None:
    for number in range(MOST_FILES):
        add(older, f"c{number:02d}", month="2025-07")
    assert len(older.facts().files("dossiers")) < MOST_FILES
    assert len(keys(older.facts())) == MOST_FILES + 2


def test_differences_and_origins_are_told_across_the_change(older: Store) -> None:
    with older.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], dossiers("a", "c"))
        writing.commit("intake", "")
    (told,) = difference(older.facts(1), older.facts(2)).months
    assert (told.added, told.removed) == (1, 1)
    assert [each.key for each in traces(older.facts(1), "b")] == ["b"]
