"""What a store holds at a version, told from its files alone: no row is read."""

from dataclasses import dataclass

from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.snapshot import Facts


@dataclass(frozen=True, slots=True)
class TableContents:
    """One table. months: those that have rows, sorted, `unknown` last; bytes: on disk."""

    name: str
    rows: int
    months: tuple[str, ...]
    files: int
    bytes: int


def contents(facts: Facts) -> list[TableContents]:
    """Return what every table holds, in the order of the reference."""
    return [_contents_of(facts, name) for name in TABLES]


def _contents_of(facts: Facts, name: str) -> TableContents:
    files = facts.files(name)
    rows, size = sum(each.rows for each in files), sum(each.bytes for each in files)
    return TableContents(name, rows, tuple(facts.months(name)), len(files), size)
