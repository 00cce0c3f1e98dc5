"""What is wrong with a dossier by itself: one SQL condition for each fault code."""

from caicach.engine.judgements import FLAWS

NINE = "list_min(list_transform(list_filter(steps, lambda s: s.status = 9), lambda s: s.at))"
LAST_NINE = "list_max(list_transform(list_filter(steps, lambda s: s.status = 9), lambda s: s.at))"
BEFORE_NINE = (
    f"list_filter(steps, lambda s: s.status IN (2, 4, 5) AND s.at <= coalesce({LAST_NINE}, s.at))"
)
LATEST = "greatest(received_at, ended_at, returned_at, refused_at)"
CLOSED = "status IN ('finished', 'returned')"

ROW_RULES: dict[str, str] = {
    "finished-before-received": f"least({NINE}, ended_at, returned_at) < received_at",
    "due-before-received": "due_at < received_at",
    "submitted-is-received": "submitted_at = received_printed_at",
    "submitted-after-received": "submitted_at > received_at",
    "returned-before-ended": "returned_at < ended_at",
    "receipt-missing": (
        "received_printed_at IS NULL AND status NOT IN ('registered', 'refused', 'withdrawn')"
    ),
    "later-than-export": f"{LATEST} > exported_at",
    "channel-missing": "channel IS NULL",
    "all-digitised": "component_count > 0 AND digitised_count = component_count",
    "result-is-input": "result_is_input",
    "steps-missing": (
        "is_synced AND len(steps) = 0 AND status NOT IN ('registered', 'received', 'refused')"
    ),
    "finished-against-steps": (
        f"{CLOSED} AND len(steps) > 0"
        " AND len(list_filter(steps, lambda s: s.status IN (9, 10))) = 0"
    ),
    "nine-without-five-closed": (
        f"{NINE} IS NOT NULL AND (list_last({BEFORE_NINE}).status = 5"
        " OR len(list_filter(coalesce(supplements, []), lambda s: s.requested_at IS NOT NULL"
        f" AND s.requested_at <= {LAST_NINE}"
        f" AND (s.answered_at IS NULL OR s.answered_at > {LAST_NINE}))) > 0)"
    ),
    "received-on-day-off": (
        "channel = 'direct' AND received_at::DATE IN (SELECT day FROM days_off)"
    ),
    "agency-not-registered": (
        "(SELECT count(*) > 0 FROM registered_agencies)"
        " AND agency NOT IN (SELECT code FROM registered_agencies)"
    ),
    "procedure-not-registered": (
        "(SELECT count(*) > 0 FROM registered_procedures)"
        " AND procedure NOT IN (SELECT procedure FROM registered_procedures)"
    ),
}
"""Over a judged row. A condition that cannot be decided (something is missing) is no fault.
The run has tables `days_off(day)`, `registered_agencies(code)`, `registered_procedures(procedure)`.
"""

DUPLICATE = "duplicate-content"
"""Told when a whole month is together; see `months`."""

COMPUTED = (*ROW_RULES, DUPLICATE, *FLAWS)
"""All codes that are worked out again whenever a dossier is; the rest came with the file."""


def fault_list(extra: str) -> str:
    """Return the SQL of a row's fault codes: `extra`, a list, and every rule that holds."""
    held = ", ".join(f"CASE WHEN {sql} THEN '{code}' END" for code, sql in ROW_RULES.items())
    return f"list_distinct(list_concat({extra}, list_filter([{held}], lambda c: c IS NOT NULL)))"


def without_computed(column: str) -> str:
    """Return the SQL of the fault codes that came with the file."""
    codes = ", ".join(f"'{code}'" for code in COMPUTED)
    return f"list_filter(coalesce({column}, []), lambda c: NOT list_contains([{codes}], c))"
