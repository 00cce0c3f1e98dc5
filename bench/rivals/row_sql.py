"""Rows and their events in the SQL that DuckDB and PostgreSQL share."""

from collections.abc import Iterator

from bench.rivals.conditions import amount, columns
from bench.rivals.events import ENDS, Counts
from caicach.engine.facts.shape import TABLES

DUES = {"portal": "due_used_at", "date": "due_at", "working_time": "due_at"}
TURNS_LATE = {
    "portal": "due_used_at + INTERVAL '1 second'",
    "date": "date_trunc('day', due_at) + INTERVAL '1 day'",
    "working_time": "due_at",
}
MONTH = "(extract(year FROM {at}) * 12 + extract(month FROM {at}) - 1)::integer"


def cells(table: str, event: str, counts: Counts) -> str:
    """Return the query of one event: its counts by month of receipt, agency, procedure, month."""
    at, rows = _event(table, event)
    procedure = "NULL::varchar" if table == "documents" else "procedure"
    amounts = ", ".join(map(amount, counts[event]))
    return (
        f"SELECT {TABLES[table].month} AS fact_month, agency, {procedure} AS procedure,"
        f" {MONTH.format(at=at)} AS event_month, {amounts}"
        f" FROM ({rows}) happened WHERE {at} IS NOT NULL GROUP BY 1, 2, 3, 4"
    )


def rows_of(table: str) -> str:
    """Return the rows of a fact table; dossiers with the closed forms and their procedure."""
    if table != "dossiers":
        return f"SELECT * FROM {table}"
    clocks = ", ".join(each for clock in ENDS for each in _closed_form(clock))
    return f"SELECT *, {clocks} FROM dossiers LEFT JOIN of_procedures ON procedure = named"


def kept_with_phases(table: str, counts: Counts) -> str:
    """Return the columns of rows that their phases need: the cell's, and what tests ask for."""
    asked = sorted(
        {name for each in (*counts["phases"], *counts["gone"]) for name in columns(each)}
    )
    return ", ".join((str(TABLES[table].month), "agency", "procedure", *asked))


def marked(opened: str, kept: str) -> str:
    """Return the phases `opened`, each with whether its dossier was restated by that clock.

    Restated is a finish that was taken back, came twice, or became known in a month far from its
    own. Found by grouping, that costs a fifth of filtering the list of each dossier.
    """
    finished, known = MONTH.format(at="gone_at"), MONTH.format(at="from_at")
    return f"""
        WITH opened AS MATERIALIZED ({opened}),
        restated AS (
          SELECT n, clock FROM opened WHERE state IN (1, 2) GROUP BY n, clock
          HAVING count(*) > 1 OR count(until_at) > 0
            OR NOT bool_and(coalesce({known} - {finished} BETWEEN 0 AND 1, true)))
        SELECT {kept}, clock, from_at, state, was, gone_at, restated.n IS NOT NULL AS is_restated
        FROM opened LEFT JOIN restated USING (n, clock)"""


def _event(table: str, event: str) -> tuple[str, str]:
    """Return when an event happened, and the rows it happened to."""
    if event == "phases":
        return "from_at", f"SELECT * FROM {table}_phases"
    if event == "gone":
        return "coalesce(gone_at, from_at)", f"SELECT * FROM {table}_phases WHERE state IN (1, 2)"
    if not event.startswith("late_"):
        return event, rows_of(table)
    clock = event.removeprefix("late_")
    at, end = f"late_at_{clock}", ENDS[clock]
    turned = f"counted_{clock} AND {at} > received_at AND ({end} IS NULL OR {at} < {end})"
    return at, f"SELECT * FROM ({rows_of(table)}) plain WHERE {turned}"


def _closed_form(clock: str) -> Iterator[str]:
    end, due, late = ENDS[clock], DUES[clock], TURNS_LATE[clock]
    ends_late = f"{end} >= {late}" if clock == "date" else f"{end} > {due}"
    yield f"is_plain{f' AND {due} IS NOT NULL' if clock == 'portal' else ''} AS counted_{clock}"
    yield f"{late} AS late_at_{clock}"
    yield f"coalesce({late} <= received_at, false) AS starts_late_{clock}"
    yield f"coalesce({late} <= received_at OR {late} < {end}, false) AS was_late_{clock}"
    yield f"coalesce({ends_late}, false) AS ends_late_{clock}"
