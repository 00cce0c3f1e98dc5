"""The rows behind a part: which they are, with their times, their state and where they stand."""

from collections.abc import Iterator

import ibis

from caicach.core.clocks import State
from caicach.core.indicators import BY_STATE, EVERY_ROW, Part
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.clock_rules import CLOCKS
from caicach.engine.indicators.columns import Cell, Rows
from caicach.engine.indicators.fact_rows import FACT_MONTH, flag
from caicach.engine.indicators.window_form import (
    in_phase,
    is_flow_in,
    is_plain_in,
    phase_rows,
    plain_rows,
    plain_state,
)
from caicach.engine.indicators.windows import Window

SHOWN = {
    "dossiers": ("key", "code", "agency", "procedure", "received_at"),
    "petitions": ("key", "link", "agency", "procedure", "received_at", "answered_at"),
    "documents": ("key", "kind", "agency", "issued_on"),
    "procedures": ("procedure", "name", "field", "service_level"),
}
"""Columns that a list of rows begins with, by fact table."""

PLACE = ("file", "record", "line")


def listed_columns(part: Part) -> tuple[str, ...]:
    """Return the columns of a list of rows of `part`, in their order."""
    own = SHOWN[part.facts]
    placed = () if part.placed_by in (*BY_STATE, *own, "whole") else (part.placed_by,)
    judged = ("due_at", "end_at", "state") if part.placed_by in BY_STATE else ()
    value = () if part.amount == "count" else (part.amount[1],)
    return tuple(dict.fromkeys((*own, *placed, *judged, *value, *PLACE)))


def part_rows(part: Part, window: Window) -> Iterator[Rows]:
    """Yield the rows of `part` in `window`, of which no two are the same.

    Columns: those of `listed_columns` and FACT_MONTH.
    """
    columns = (*listed_columns(part), FACT_MONTH)
    own = [name for name in listed_columns(part) if name in TABLES[part.facts].schema.names]
    if part.placed_by not in BY_STATE:
        rows = plain_rows(part.facts, [part], *own)
        yield _chosen(part, rows, is_flow_in(part, rows, window)).select(*columns)
        return
    if part.clock in CLOCKS:
        rows = plain_rows(part.facts, [part], *own)
        rows = _chosen(part, rows, is_plain_in(part, rows, window))
        clock = CLOCKS[part.clock]
        state = state_name(plain_state(part, rows, window))
        yield rows.mutate(state=state, due_at=rows[clock.due], end_at=rows[clock.end]).select(
            *columns
        )
    yield _crooked(part, window, columns)


def state_name(code: Cell) -> Cell:
    """Return the name of a state from its number."""
    return code.cases(*((state.value, str(state)) for state in State), else_="not_counted")


def _crooked(part: Part, window: Window, columns: tuple[str, ...]) -> Rows:
    """The rows whose state is read from their phases; their end is the finish these hold."""
    of_table = set(TABLES[part.facts].schema.names)
    due = CLOCKS[part.clock].due if part.clock in CLOCKS else None
    own = [name for name in columns if name in of_table - {"end_at", "due_at"}]
    phases = phase_rows(part.facts, [part], window, *own, *([due] if due else []))
    phases = _chosen(part, phases, in_phase(part, phases, window))
    due_at = phases[due] if due else ibis.null("timestamp(6)")
    return phases.mutate(state=state_name(phases.state), due_at=due_at).select(*columns)


def _chosen(part: Part, rows: Rows, test: Cell) -> Rows:
    return rows.filter(test if part.where == EVERY_ROW else test & flag(part, rows))
