"""What one event adds to each amount of a cube and what it takes away."""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import ibis

from caicach.core.indicators import BY_STATE, EVERY_ROW, STATES, Part, StateName
from caicach.engine.indicators.clock_rules import clock_code, state_codes
from caicach.engine.indicators.columns import Cell, Rows
from caicach.engine.indicators.fact_rows import flag

Test: TypeAlias = Callable[[Rows], Cell | None]
"""From prepared rows to whether each counts; None where all do."""

FLOW, NET, GONE = "f", "n", "g"


@dataclass(frozen=True, slots=True)
class Tally:
    """One column of a cube and the rows of one event that count in it."""

    part: Part
    column: str
    adds: Test | None = None
    takes: Test | None = None

    def amount(self, rows: Rows) -> Cell:
        """Return what the rows of a cell come to."""
        added, taken = self._counted(rows, self.adds), self._counted(rows, self.takes)
        kind = "int32" if self.part.amount == "count" else "float64"
        if taken is None:
            return ibis.literal(0).cast(kind) if added is None else added.cast(kind)
        return (-taken if added is None else added - taken).cast(kind)

    def _counted(self, rows: Rows, test: Test | None) -> Cell | None:
        if test is None:
            return None
        flagged = None if self.part.where == EVERY_ROW else flag(self.part, rows)
        tests = [each for each in (test(rows), flagged) if each is not None]
        where = reduce(operator.and_, tests) if tests else None
        # CASE beside a plain count is a fifth faster than FILTER, on every engine tried
        if self.part.amount == "count":
            return rows.count() if where is None else ibis.cases((where, 1)).count()
        value = rows[self.part.amount[1]].cast("float64")
        counted = value if where is None else ibis.cases((where, value))
        return counted.sum().fill_null(0.0)


def columns_of(part: Part) -> tuple[str, ...]:
    """Return the cube's columns of a part.

    f_ is summed over the months of a window; n_ over all months up to its end; g_, of cohorts
    alone, over all months before its start, to be taken away.
    """
    if part.placed_by not in BY_STATE:
        return (f"{FLOW}_{part.name}",)
    marks = (NET, GONE) if part.placed_by == "cohort" else (NET,)
    return tuple(f"{mark}_{part.name}" for mark in marks)


def need_receipt(parts: Iterable[Part]) -> bool:
    """Say whether all of `parts` count only what was received in the window itself.

    Whatever else a date says may lie before the receipt: a filing does, and faulty ends do.
    """
    return all(part.placed_by in ("received_at", "arrivals") for part in parts)


def flow_tally(part: Part) -> Tally:
    """Return the count of rows by the month of one of their own columns."""
    return Tally(part, f"{FLOW}_{part.name}", adds=lambda _: None)


def receipt_tally(part: Part) -> Tally | None:
    """Return what a plain dossier's receipt adds; None where its first state is not asked for."""
    test = _either(part, "open_in_time", "open_overdue", "starts_late")
    return Tally(part, _net(part), adds=test) if test else None


def lateness_tally(part: Part) -> Tally | None:
    """Return what turning overdue changes; None where both open states or neither are asked."""
    before, after = "open_in_time" in part.states, "open_overdue" in part.states
    if before == after:
        return None
    counted = _counted(part)
    return Tally(part, _net(part), counted if after else None, counted if before else None)


def end_tallies(part: Part) -> list[Tally]:
    """Return what a plain dossier's end changes, and in a cohort that it is gone."""
    final = _either(part, "on_time", "overdue", "ends_late")
    before = _either(part, "open_in_time", "open_overdue", "was_late")
    # who is on both sides cancels out; and the count of the end alone is that of the gone
    changes = (final or before) and set(part.states) != set(STATES)
    found = [Tally(part, _net(part), final, before)] if changes else []
    if part.placed_by == "cohort" and final is not None:
        found.append(Tally(part, f"{GONE}_{part.name}", adds=final))
    return found


def phase_tallies(part: Part) -> list[Tally]:
    """Return what a change of state changes, dossier by dossier that is not plain."""
    codes, code = state_codes(part.states), clock_code(part.clock)

    def enters(rows: Rows) -> Cell:
        return _mine(part, rows, code) & rows.state.isin(codes)

    def leaves(rows: Rows) -> Cell:
        return _mine(part, rows, code) & rows.was.isin(codes)

    return [Tally(part, _net(part), adds=enters, takes=leaves)]


def gone_tallies(part: Part) -> list[Tally]:
    """Return that a dossier which is not plain is gone from later cohorts."""
    codes, code = state_codes(part.states), clock_code(part.clock)
    if part.placed_by != "cohort":
        return []
    column = f"{GONE}_{part.name}"
    return [Tally(part, column, adds=lambda r: _mine(part, r, code) & r.state.isin(codes))]


def _mine(part: Part, rows: Rows, code: int) -> Cell:
    """Cohorts leave out what was restated: it is counted apart, row by row."""
    mine = rows.clock == code
    return mine & ~rows.is_restated if part.placed_by == "cohort" else mine


def _net(part: Part) -> str:
    return f"{NET}_{part.name}"


def _counted(part: Part) -> Test:
    return lambda rows: rows[f"counted_{part.clock}"]


def _asks(part: Part, *states: StateName) -> bool:
    return set(states) <= set(part.states)


def _either(part: Part, first: StateName, second: StateName, is_second: str) -> Test | None:
    """Return whether the state of two that a plain dossier has is one of the part's."""
    if not _asks(part, first) and not _asks(part, second):
        return None
    counted = _counted(part)
    if _asks(part, first, second):
        return counted
    if _asks(part, second):
        return lambda rows: counted(rows) & rows[f"{is_second}_{part.clock}"]
    return lambda rows: counted(rows) & ~rows[f"{is_second}_{part.clock}"]
