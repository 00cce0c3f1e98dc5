"""The states of stored dossiers at a period end, as SQL: plain ones by their times alone."""

from collections.abc import Mapping
from datetime import datetime

from caicach.core.clocks import CLOCK_CODES, ClockName, State

ENDS: Mapping[ClockName, str] = {
    "portal": "portal_end_at",
    "date": "end_at",
    "working_time": "end_at",
}
"""Column with the end that each clock uses of a plain dossier."""

DUES: Mapping[ClockName, str] = {
    "portal": "due_used_at",
    "date": "due_at",
    "working_time": "due_at",
}
"""Column with the due time that each clock uses."""


def literal(at: datetime) -> str:
    """Return an instant as SQL."""
    return f"TIMESTAMP '{at.isoformat(sep=' ')}'"


def plain_state(
    clock: ClockName, end: datetime, start: datetime | None = None, now: datetime | None = None
) -> str:
    """Return the SQL of a plain dossier's state at the period end, by the default readings.

    The arguments are those of `core.clocks.judge`, whose equal it is; columns as in the facts.
    """
    at, due, until = ENDS[clock], DUES[clock], literal(end)
    missing = f"WHEN {due} IS NULL THEN {State.NOT_COUNTED:d}" if clock == "portal" else ""
    before = f"WHEN {at} < {literal(start)} THEN {State.NOT_COUNTED:d}" if start else ""
    return (
        f"CASE WHEN received_at > {until} THEN {State.NOT_COUNTED:d} {missing} {before}"
        f" WHEN {at} <= {until} THEN CASE WHEN {_is_late(clock, at, due)}"
        f" THEN {State.OVERDUE:d} ELSE {State.ON_TIME:d} END"
        f" WHEN {_is_open_late(clock, due, end, now)} THEN {State.OPEN_OVERDUE:d}"
        f" ELSE {State.OPEN_IN_TIME:d} END"
    )


def _is_late(clock: ClockName, at: str, due: str) -> str:
    """A due time that is missing makes this NULL, which is not late."""
    return f"{at}::DATE > {due}::DATE" if clock == "date" else f"{at} > {due}"


def _is_open_late(clock: ClockName, due: str, end: datetime, now: datetime | None) -> str:
    if clock == "date":
        return f"{due}::DATE < DATE '{end.date().isoformat()}'"
    if clock == "working_time":
        limit = end if now is None else min(now, end)
        return f"{due} <= {literal(limit)}"
    return f"{due} < {literal(end)}"


def phased_state(clock: ClockName, end: datetime, start: datetime | None = None) -> str:
    """Return the SQL of the state that stored phases hold at the period end, `now` being it."""
    until = literal(end)
    holds = (
        f"p.clock = {CLOCK_CODES[clock]} AND p.from_at <= {until}"
        f" AND (p.until_at IS NULL OR p.until_at > {until})"
    )
    if start is not None:
        holds += f" AND (p.end_at IS NULL OR p.end_at >= {literal(start)})"
    found = f"list_filter(phases, lambda p: {holds})[1].state"
    return f"coalesce({found}, {State.NOT_COUNTED:d})"


def state(clock: ClockName, end: datetime, start: datetime | None = None) -> str:
    """Return the SQL of any stored dossier's state by the default readings, `now` being `end`."""
    plain, phased = plain_state(clock, end, start), phased_state(clock, end, start)
    return f"CASE WHEN is_plain THEN {plain} ELSE {phased} END"
