"""What a profile may and must map in each fact table, and which words its codes may become."""

import pyarrow as pa

from caicach.engine.facts.shape import ORIGIN, TABLES

DERIVED = frozenset(column.name for column in ORIGIN)
"""Filled for every row by the reader itself; `vendor` and `exported_at` may be mapped too."""

MAPPABLE_ORIGIN = frozenset({"vendor", "exported_at"})

BY_RULE = {
    "dossiers": frozenset({"key", "link", "procedure"}),
    "steps": frozenset({"link", "status_code"}),
    "procedures": frozenset({"procedure"}),
    "apologies": frozenset({"link"}),
}
"""Columns that follow from others by a rule and are never mapped."""

NEEDED = {
    "dossiers": ("code",),
    "steps": ("code", "at", "status"),
    "procedures": ("procedure_printed",),
    "petitions": ("key", "received_at"),
    "documents": ("key", "issued_on"),
    "apologies": ("code",),
}

STATUSES = (
    *("registered", "received", "refused", "in_progress", "supplement"),
    *("payment", "withdrawn", "stopped", "finished", "returned"),
)
"""National status codes 1 to 10 in order."""

TOKENS: dict[str, tuple[str, ...]] = {
    "channel": ("direct", "online", "post"),
    "status": STATUSES,
    "applicant_kind": ("citizen", "business", "state_agency", "other", "household"),
    "return_by": ("desk", "post"),
    "payment": ("none", "portal", "local", "offline"),
    "service_level": ("none", "partial", "full"),
    "maximum_unit": ("working_day", "calendar_day", "hour"),
    "decided_by": ("ministry", "province"),
    "topic": ("regulation", "conduct"),
}
"""Columns that hold one of a few words; another code stays as printed."""

LEVELS = ("province", "department", "commune")
"""What `handled_by` may say besides an agency code."""


def mappable(table: str) -> dict[str, pa.DataType]:
    """Return the columns of `table` that a profile may map, with their types."""
    barred = (DERIVED - MAPPABLE_ORIGIN) | BY_RULE.get(table, frozenset())
    return {each.name: each.type for each in TABLES[table].fed if each.name not in barred}


def key_columns(table: str) -> list[str]:
    """Return the columns a key rule may name."""
    plain = (pa.string(), pa.timestamp("us"), pa.date32())
    barred = (DERIVED - {"sender"}) | {"link"}
    fed = TABLES[table].fed
    return [each.name for each in fed if each.type in plain and each.name not in barred]
