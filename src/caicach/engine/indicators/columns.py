"""The fact tables as indicators see them: kinds of columns, and tables of an expression."""

from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from caicach.core.indicators import ColumnKind, Schema
from caicach.engine.facts.shape import DECISION, TABLES

Rows = Any
"""An Ibis table; its package carries no types."""

Cell = Any
"""An Ibis value: one cell of a row."""

COUNTED = ("dossiers", "petitions", "documents", "procedures")


@cache
def fact_columns() -> Schema:
    """Return the columns that definitions may name, by fact table, with their kinds."""
    known = {name: _kinds(TABLES[name].schema) for name in COUNTED}
    known["decisions"] = _kinds(pa.schema(list(DECISION)))
    return known


def facts_table(name: str) -> Rows:
    """Return the fact table as the root of an expression, bound to no engine yet."""
    return ibis.table(ibis.Schema.from_pyarrow(TABLES[name].schema), name=name)


def _kinds(schema: pa.Schema) -> dict[str, ColumnKind]:
    kinds = ((field.name, _kind(field.type)) for field in schema)
    return {name: kind for name, kind in kinds if kind is not None}


def _kind(column: pa.DataType) -> ColumnKind | None:
    types = pa.types
    if types.is_timestamp(column):
        return "instant"
    if types.is_date(column):
        return "day"
    if types.is_boolean(column):
        return "flag"
    if types.is_integer(column) or types.is_floating(column):
        return "number"
    if types.is_string(column):
        return "text"
    return "texts" if types.is_list(column) and types.is_string(column.value_type) else None
