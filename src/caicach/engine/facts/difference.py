"""What changed from one facts version to another: rows by table and month, files brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from caicach.engine.facts.shape import ORIGIN, TABLES, TAKEN, TableShape
from caicach.engine.facts.snapshot import Facts

IDENTITY: dict[str, tuple[str, ...]] = {
    "dossiers": ("key",),
    "steps": ("link", "at", "status", "unit"),
    "procedures": ("procedure_printed", "handled_by"),
    "petitions": ("key",),
    "documents": ("key",),
    "apologies": ("link", "apologised_at", "extended_to_at"),
    "earlier": ("key", "taken_in"),
    "files": ("file", "profile", "taken_in"),
    "unreadable": ("file", "record"),
    "orphans": ("code", "sender"),
    "registers": ("name",),
}
"""The columns that tell which rows of two versions are the same row."""

PLACE = frozenset(each.name for each in (*ORIGIN, *TAKEN)) - {"vendor", "faults"}
"""Where a row was read says nothing about what it says."""


@dataclass(frozen=True, slots=True)
class MonthDifference:
    """Rows of one month of one table; month: None where the table is not cut by month.

    changed: the same row says something else. judged: of these, a judgement changed. A row that
    moved to another month counts as changed in the new one.
    """

    table: str
    month: str | None
    added: int
    removed: int
    changed: int
    judged: int


@dataclass(frozen=True, slots=True)
class Difference:
    """months: only those where something changed. files: rows of the intake log, brought since."""

    months: tuple[MonthDifference, ...]
    files: tuple[dict[str, Any], ...]


def difference(before: Facts, after: Facts) -> Difference:
    """Return what changed from `before` to `after`; what they share on disk is not read."""
    with duckdb.connect() as connection:
        months = [
            each for name in TABLES for each in _table_difference(connection, before, after, name)
        ]
    return Difference(tuple(months), tuple(_files_brought(before, after)))


def _table_difference(
    connection: duckdb.DuckDBPyConnection, before: Facts, after: Facts, name: str
) -> list[MonthDifference]:
    old, new = before.files(name), after.files(name)
    shared = {each.uri for each in old} & {each.uri for each in new}
    gone = [each for each in old if each.uri not in shared]
    come = [each for each in new if each.uri not in shared]
    if not gone and not come:
        return []
    old_rows = _marked(before.relation_of(connection, name, gone), TABLES[name]).set_alias("old")
    new_rows = _marked(after.relation_of(connection, name, come), TABLES[name]).set_alias("new")
    both = old_rows.join(new_rows, "old.id = new.id", how="outer")
    rows = both.aggregate(COUNTS, "coalesce(new.month, old.month)").order("month").fetchall()
    return [MonthDifference(name, *row) for row in rows if any(row[1:])]


COUNTS = """
    coalesce(new.month, old.month) AS month,
    sum(greatest(coalesce(new.n, 0) - coalesce(old.n, 0), 0))::BIGINT AS added,
    sum(greatest(coalesce(old.n, 0) - coalesce(new.n, 0), 0))::BIGINT AS removed,
    coalesce(sum(new.n) FILTER (old.n = new.n AND old.said <> new.said), 0)::BIGINT AS changed,
    coalesce(sum(new.n) FILTER (old.n = new.n AND old.judged <> new.judged), 0)::BIGINT AS judged
"""


def _marked(rows: duckdb.DuckDBPyRelation, shape: TableShape) -> duckdb.DuckDBPyRelation:
    """Return one row for each identity: how many there are, and a mark of what they say.

    The mark is the sum of hashes, so that the order of equal identities does not matter.
    """
    judged = [each.name for each in shape.columns if each.filled_by == "judgement"]
    said = [each.name for each in shape.columns if each.name not in PLACE]
    identity = ", ".join(f'"{name}"' for name in IDENTITY[shape.name])
    month = f'"{shape.month}"' if shape.month else "NULL::VARCHAR"
    return rows.aggregate(
        f"row({identity}) AS id, any_value({month}) AS month, count(*) AS n, "
        f"sum({_hash(said)}) AS said, sum({_hash(judged)}) AS judged",
        identity,
    )


def _hash(columns: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in columns)
    return f"hash({listed})::HUGEINT" if columns else "0"


def _files_brought(before: Facts, after: Facts) -> list[dict[str, Any]]:
    """A file read again is in the log again."""
    names = IDENTITY["files"]
    known = {tuple(row.values()) for row in before.read("files", names).to_pylist()}
    rows = after.read("files").to_pylist()
    return [row for row in rows if tuple(row[name] for name in names) not in known]
