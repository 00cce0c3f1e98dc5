"""Readers hold a version: the same columns whatever is there, the same rows for ever."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from fact_rows import dossiers, rows_of, steps

from caicach.engine.facts import Store
from caicach.engine.facts.shape import DOSSIERS, TABLES


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a store with dossiers of three months in one version."""
    with store.writing() as writing:
        for month in ("2025-07", "2025-08", "unknown"):
            rows = dossiers(f"a {month}", f"b {month}", month=month, steps=[])
            writing.append("dossiers", rows)
        writing.commit("intake", "")
    return store


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_has_the_columns_and_types_of_a_filled_one(store: Store, table: str) -> None:
    shape = TABLES[table]
    with store.writing() as writing:
        writing.append(table, rows_of(table, {shape.month: "2025-07"} if shape.month else {}))
        writing.commit("intake", "")
    with duckdb.connect() as connection:
        empty = store.facts(0).relation(connection, table)
        full = store.facts(1).relation(connection, table)
        assert empty.columns == full.columns == shape.schema.names
        assert empty.types == full.types
        assert (len(empty.fetchall()), len(full.fetchall())) == (0, 1)


def test_months_are_texts_even_where_they_look_like_numbers(store: Store) -> None:
    with store.writing() as writing:
        writing.append("steps", steps("a", month="2025"))
        writing.commit("intake", "")
    with duckdb.connect() as connection:
        found = store.facts().relation(connection, "steps").project("month").fetchall()
    assert found == [("2025",)]


def test_only_the_months_asked_for_are_read(filled: Store) -> None:
    facts = filled.facts()
    months = ["2025-08", "2031-01"]
    with duckdb.connect() as connection:
        found = facts.relation(connection, "dossiers", months).project("code").fetchall()
    assert sorted(found) == [("a 2025-08",), ("b 2025-08",)]
    assert facts.read("dossiers", ["code"], months)["code"].to_pylist() == [row[0] for row in found]
    assert facts.read("dossiers", ["code"], []).num_rows == 0


def test_queries_and_memory_hold_the_same_rows(filled: Store) -> None:
    facts = filled.facts()
    with duckdb.connect() as connection:
        found = facts.relation(connection, "dossiers").order("code").to_arrow_table()
    assert found.cast(DOSSIERS.schema) == facts.read("dossiers").sort_by("code")


def test_files_tell_their_month_rows_and_size(filled: Store) -> None:
    files = filled.facts().files("dossiers")
    assert [(each.month, each.rows) for each in files] == [
        ("2025-07", 2),
        ("2025-08", 2),
        ("unknown", 2),
    ]
    assert [each.bytes for each in files] == [Path(each.uri).stat().st_size for each in files]


def test_a_snapshot_does_not_see_what_is_written_after_it(filled: Store) -> None:
    early = filled.facts()
    with filled.writing() as writing:
        writing.replace("dossiers", dossiers())
        writing.commit("intake", "")
    assert early.read("dossiers").num_rows == 6
    assert filled.facts().read("dossiers").num_rows == 0


def test_rows_stand_in_groups_small_enough_to_skip(store: Store) -> None:
    keys = pa.array([str(number) for number in range(200_000)])
    blank = [pa.nulls(len(keys), field.type) for field in DOSSIERS.schema]
    rows = pa.Table.from_arrays(blank, schema=DOSSIERS.schema).set_column(0, "key", keys)
    month = rows.schema.get_field_index("received_month")
    rows = rows.set_column(month, "received_month", pa.array(["2025-07"] * len(keys)))
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], rows)
        writing.commit("intake", "")
    (file,) = store.facts().files("dossiers")
    sizes = "SELECT DISTINCT row_group_num_rows FROM parquet_metadata(?) ORDER BY 1"
    with duckdb.connect() as connection:
        groups = connection.execute(sizes, [file.uri]).fetchall()
    assert groups == [(200_000 - 131_072,), (131_072,)]
