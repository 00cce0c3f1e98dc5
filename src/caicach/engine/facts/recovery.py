"""What an interrupted writer left is taken back before the next one begins."""

from deltalake import DeltaTable

from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import open_table
from caicach.engine.facts.ledger import FactsVersion


def recovered(address: Address, entry: FactsVersion) -> dict[str, DeltaTable]:
    """Return every table opened at its latest version, which says what `entry` names.

    A table that moved on without a facts version is restored; files that no version names any
    more go at the next vacuum.
    """
    return {name: _recovered(address, name, version) for name, version in entry.tables.items()}


def _recovered(address: Address, name: str, version: int) -> DeltaTable:
    table = open_table(address, name)
    if table.version() != version and _paths(table) != _paths(open_table(address, name, version)):
        table.restore(version)
    return table


def _paths(table: DeltaTable) -> set[str]:
    """A vacuum and an earlier restore leave versions behind that hold the same files."""
    return set(table.get_add_actions()["path"].to_pylist())
