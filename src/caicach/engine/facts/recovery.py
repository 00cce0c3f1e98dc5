"""What an interrupted writer left is taken back before the next one begins."""

from deltalake import DeltaTable, Schema

from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import create_table, open_table
from caicach.engine.facts.ledger import FactsVersion
from caicach.engine.facts.shape import TABLES


def recovered(address: Address, entry: FactsVersion) -> dict[str, DeltaTable]:
    """Return every table opened at its latest version, which says what `entry` names.

    A table that moved on without a facts version is restored; files that no version names any
    more go at the next vacuum.
    """
    return {name: _recovered(address, name, entry.tables.get(name)) for name in TABLES}


def _recovered(address: Address, name: str, version: int | None) -> DeltaTable:
    if version is None:  # a kind of table that came after the store was made
        create_table(address, name)
        version = 0
    table = open_table(address, name)
    if table.version() != version and _paths(table) != _paths(open_table(address, name, version)):
        table.restore(version)
    _add_columns(table, name)
    return table


def _add_columns(table: DeltaTable, name: str) -> None:
    """A table made before a column was added learns of it, for whoever reads it as Delta."""
    known = {field.name for field in table.schema().fields}
    wanted = Schema.from_arrow(TABLES[name].schema).fields
    if new := [field for field in wanted if field.name not in known]:
        table.alter.add_columns(new)


def _paths(table: DeltaTable) -> set[str]:
    """A vacuum and an earlier restore leave versions behind that hold the same files."""
    return set(table.get_add_actions()["path"].to_pylist())
