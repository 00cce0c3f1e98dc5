"""Versioned facts: Delta tables, their versions, pins and registers."""

from caicach.engine.facts.contents import TableContents, contents
from caicach.engine.facts.difference import Difference, MonthDifference, difference
from caicach.engine.facts.fact_table import FactFile
from caicach.engine.facts.ledger import FactsVersion, Pin
from caicach.engine.facts.origin import Trace, traces
from caicach.engine.facts.snapshot import Facts
from caicach.engine.facts.store import Store
from caicach.engine.facts.store_error import StoreError
from caicach.engine.facts.vacuum import Vacuumed
from caicach.engine.facts.writing import Writing

__all__ = [
    "Difference",
    "FactFile",
    "Facts",
    "FactsVersion",
    "MonthDifference",
    "Pin",
    "Store",
    "StoreError",
    "TableContents",
    "Trace",
    "Vacuumed",
    "Writing",
    "contents",
    "difference",
    "traces",
]
