"""Versioned facts: Delta tables, their versions, pins and registers."""

from caicach.engine.facts.fact_table import FactFile
from caicach.engine.facts.ledger import FactsVersion, Pin
from caicach.engine.facts.snapshot import Facts
from caicach.engine.facts.store import Store
from caicach.engine.facts.store_error import StoreError
from caicach.engine.facts.writing import Writing

__all__ = ["FactFile", "Facts", "FactsVersion", "Pin", "Store", "StoreError", "Writing"]
