"""The columns that conditions may name, handed in by whoever holds the fact tables."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal, TypeAlias

ColumnKind = Literal["text", "instant", "day", "flag", "number", "texts"]
Schema: TypeAlias = Mapping[str, Mapping[str, ColumnKind]]
"""Columns of each fact table by name. `decisions` holds the columns of one entry of the
procedures' list of that name; other lists of entries are no columns here."""

OF_PROCEDURE = "procedure."
REACH_PROCEDURE = ("dossiers", "petitions")
TIMES = ("instant", "day")


def kind_of(column: str, facts: str, schema: Schema) -> ColumnKind | None:
    """Return the kind of a column as seen from a row of `facts`; None when there is no such."""
    if column.startswith(OF_PROCEDURE):
        reached = schema.get("procedures", {}) if facts in REACH_PROCEDURE else {}
        return reached.get(column.removeprefix(OF_PROCEDURE))
    return schema.get(facts, {}).get(column)


def near_columns(column: str, facts: str, schema: Schema) -> str:
    """Return the names nearest to `column`, else all there are, as one line."""
    known = list(schema.get(facts, {}))
    if facts in REACH_PROCEDURE:
        known += [OF_PROCEDURE + each for each in schema.get("procedures", {})]
    return ", ".join(get_close_matches(column, known, n=3, cutoff=0.6) or known)
