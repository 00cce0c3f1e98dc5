"""Parts counted row by row, for any run of time to the second."""

from collections.abc import Collection, Iterator

import ibis

from caicach.core.clocks import State
from caicach.core.indicators import BY_STATE, EVERY_ROW, Part
from caicach.engine.indicators.clock_rules import CLOCKS, clock_code, state_codes, with_plain_clocks
from caicach.engine.indicators.columns import Cell, Rows
from caicach.engine.indicators.cube_form import CELL, FINISHED, unnested_phases
from caicach.engine.indicators.fact_rows import facts_rows, flag
from caicach.engine.indicators.windows import Window


def window_counts(facts: str, parts: Collection[Part], window: Window) -> Iterator[Rows]:
    """Yield the amounts of additive parts by cell; a part's amounts are to be summed over all.

    Columns: FACT_MONTH, agency, procedure and p_ with the name of each part.
    """
    direct = [part for part in parts if part.placed_by not in BY_STATE or part.clock in CLOCKS]
    if direct:
        rows = plain_rows(facts, direct)
        yield _summed(rows, {part: _is_in(part, rows, window) for part in direct})
    by_state = [part for part in parts if part.placed_by in BY_STATE]
    if by_state:
        phases = phase_rows(facts, by_state, window)
        yield _summed(phases, {part: in_phase(part, phases, window) for part in by_state})


def plain_rows(facts: str, parts: Collection[Part], *more: str) -> Rows:
    """Return rows with flags and the closed form of the clocks that parts ask for."""
    clocks = [part.clock for part in parts if part.clock is not None and part.clock in CLOCKS]
    return with_plain_clocks(facts_rows(facts, parts, *more), clocks)


def phase_rows(facts: str, parts: Collection[Part], window: Window, *more: str) -> Rows:
    """Return the phases that hold at the end of the window, with `more` columns of the rows."""
    rows = facts_rows(facts, parts, *more)
    flags = [name for name in rows.columns if name.startswith("w_")]
    kept = dict.fromkeys((*CELL, "received_at", *flags, *more))
    phases = unnested_phases(rows, *kept)
    lasts = phases.until_at.isnull() | (phases.until_at >= ibis.literal(window.until))
    return phases.filter((phases.from_at < ibis.literal(window.until)) & lasts)


def is_flow_in(part: Part, rows: Rows, window: Window) -> Cell:
    """Return whether a row's own date lies in the window."""
    at = rows[part.placed_by].cast("timestamp")
    return (at >= ibis.literal(window.start)) & (at < ibis.literal(window.until))


def is_plain_in(part: Part, rows: Rows, window: Window) -> Cell:
    """Return whether a plain dossier is counted in a state the part asks for."""
    counted = rows[f"counted_{part.clock}"] & (rows.received_at < ibis.literal(window.until))
    asked = counted & plain_state(part, rows, window).isin(state_codes(part.states))
    return asked & _in_reach(part, rows, _end(part, rows), window)


def plain_state(part: Part, rows: Rows, window: Window) -> Cell:
    """Return the number of a plain dossier's state at the end of the window."""
    until = ibis.literal(window.until)
    closed = (_end(part, rows) < until).fill_null(False)
    late = (rows[f"late_at_{part.clock}"] < until).fill_null(False)
    return ibis.cases(
        (closed & rows[f"ends_late_{part.clock}"], State.OVERDUE.value),
        (closed, State.ON_TIME.value),
        (late, State.OPEN_OVERDUE.value),
        else_=State.OPEN_IN_TIME.value,
    )


def in_phase(part: Part, phases: Rows, window: Window) -> Cell:
    """Return whether a phase of `phase_rows` is counted in a state the part asks for."""
    mine = phases.clock == clock_code(part.clock)
    end_at = ibis.cases((phases.state.isin(FINISHED), phases.end_at))
    asked = mine & phases.state.isin(state_codes(part.states))
    return asked & _in_reach(part, phases, end_at, window)


def _is_in(part: Part, rows: Rows, window: Window) -> Cell:
    by_state = part.placed_by in BY_STATE
    return is_plain_in(part, rows, window) if by_state else is_flow_in(part, rows, window)


def _end(part: Part, rows: Rows) -> Cell:
    if part.clock is None or part.clock == "petition":
        raise ValueError(f"{part} has no closed form")
    return rows[CLOCKS[part.clock].end]


def _in_reach(part: Part, rows: Rows, end_at: Cell, window: Window) -> Cell:
    """A cohort leaves out what was finished before, arrivals what was received before."""
    start = ibis.literal(window.start)
    if part.placed_by == "cohort":
        return ~(end_at < start).fill_null(False)
    if part.placed_by == "arrivals":
        received = rows.received_at
        return (received >= start) & (received < ibis.literal(window.until))
    return ibis.literal(True)


def _summed(rows: Rows, tests: dict[Part, Cell]) -> Rows:
    amounts = {f"p_{part.name}": _amount(part, rows, test) for part, test in tests.items()}
    return rows.group_by(list(CELL)).agg(**amounts)


def _amount(part: Part, rows: Rows, test: Cell) -> Cell:
    where = test if part.where == EVERY_ROW else test & flag(part, rows)
    if part.amount == "count":
        return ibis.cases((where, 1)).count()
    return ibis.cases((where, rows[part.amount[1]].cast("float64"))).sum()
