"""What core says of a plain dossier beside its state, as SQL: end, due time, reason, step."""

from collections.abc import Iterator
from datetime import datetime

from caicach.core.clocks import ClockName
from caicach.engine.judgements.closed_form import DUES, ENDS, literal

NULL_INSTANT = "NULL::TIMESTAMP"
NO_STEP = 'NULL::STRUCT("at" TIMESTAMP, status TINYINT)'


def plain_details(
    clock: ClockName, end: datetime, start: datetime | None
) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of the columns `<clock>_end`, `_due`, `_reason` and `_step`.

    Equal to what `core.clocks.judge` returns for a plain dossier by the default readings.
    """
    until, at = literal(end), ENDS[clock]
    later = f"received_at > {until}"
    is_finished = f"coalesce({at} <= {until}, false)"
    no_due = f"{DUES[clock]} IS NULL"
    still = literal(end) if clock == "portal" else NULL_INSTANT
    if clock == "portal":
        still = f"CASE WHEN {no_due} THEN NULL ELSE {still} END"
    yield (
        f"{clock}_end",
        f"CASE WHEN {later} THEN NULL WHEN {is_finished} THEN {at} ELSE {still} END",
    )
    yield f"{clock}_due", f"CASE WHEN {later} THEN NULL ELSE {DUES[clock]} END"
    yield f"{clock}_reason", _reason(clock, end, start)
    decided = f"NOT {later} AND {is_finished}" + (f" AND NOT {no_due}" if clock == "portal" else "")
    yield f"{clock}_step", f"CASE WHEN {decided} THEN {_step(clock)} ELSE {NO_STEP} END"


def _reason(clock: ClockName, end: datetime, start: datetime | None) -> str:
    until, at, due = literal(end), ENDS[clock], DUES[clock]
    missing = "no-due" if clock == "portal" else "no-due-date"
    before = f"WHEN {at} < {literal(start)} THEN 'finished-before'" if start else ""
    no_due = f"WHEN {due} IS NULL THEN '{missing}'"
    # the portal leaves a dossier without due time out, whenever it was finished
    order = f"{no_due} {before}" if clock == "portal" else f"{before} {no_due}"
    return (
        f"CASE WHEN received_printed_at > {until} THEN 'received-later'"
        f" WHEN received_at > {until} THEN 'never-received'"
        f" {order} WHEN {at} <= {until} THEN {_end_reason(clock)} ELSE 'open' END"
    )


NINE = "list_contains(list_transform(steps, lambda s: s.status), 9)"


def _end_reason(clock: ClockName) -> str:
    by_step = f"CASE WHEN {NINE} THEN 'finished' ELSE 'handed-over' END"
    by_date = "CASE WHEN ended_at IS NOT NULL THEN 'end-date' ELSE 'hand-over-date' END"
    if clock == "portal":
        return f"CASE WHEN len(steps) > 0 THEN {by_step} ELSE {by_date} END"
    ten = NINE.replace(", 9)", ", 10)")
    return (
        f"CASE WHEN ended_at IS NOT NULL THEN 'end-date' WHEN {NINE} OR {ten} THEN {by_step}"
        " ELSE 'hand-over-date' END"
    )


def _step(clock: ClockName) -> str:
    """The step 9 or 10 that is the end; a date that is the end has no step."""
    by_step = (
        f"CASE WHEN {NINE} THEN {{'at': {ENDS[clock]}, 'status': 9::TINYINT}}"
        f" ELSE {{'at': {ENDS[clock]}, 'status': 10::TINYINT}} END"
    )
    return f"CASE WHEN {_end_reason(clock)} IN ('finished', 'handed-over') THEN {by_step} END"
