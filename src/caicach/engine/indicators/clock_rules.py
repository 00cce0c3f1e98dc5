"""The closed form of each clock, for dossiers whose times never change what counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import ibis

from caicach.core.clocks.state import CLOCK_CODES, PETITION_CODE, State
from caicach.core.indicators import STATES, ClockName, StateName
from caicach.engine.indicators.columns import Cell, Rows

OPEN = ("open_in_time", "open_overdue")
FINISHED = ("on_time", "overdue")


@dataclass(frozen=True, slots=True)
class ClockColumns:
    """What a clock reads. needs_due: without a due time the dossier is not counted at all."""

    code: int
    due: str
    end: str
    needs_due: bool = False


CLOCKS: dict[ClockName, ClockColumns] = {
    "portal": ClockColumns(CLOCK_CODES["portal"], "due_used_at", "portal_end_at", needs_due=True),
    "date": ClockColumns(CLOCK_CODES["date"], "due_at", "end_at"),
    "working_time": ClockColumns(CLOCK_CODES["working_time"], "due_at", "end_at"),
}


def clock_code(clock: ClockName | None) -> int:
    """Return the number of the clock in stored phases; 0, which none has, without a clock."""
    if clock is None:
        return 0
    return PETITION_CODE if clock == "petition" else CLOCKS[clock].code


def state_codes(states: Collection[StateName]) -> tuple[int, ...]:
    """Return the numbers of states in stored phases."""
    return tuple(State[each.upper()].value for each in STATES if each in states)


def with_plain_clocks(rows: Rows, clocks: Iterable[ClockName]) -> Rows:
    """Return dossiers with the closed form of each clock beside them.

    A plain dossier that `counted_` says a clock counts is open from its receipt, late from
    `late_at_` on if still open, and finished from its end on, by then on time or overdue for good.
    """
    found: dict[str, Cell] = {}
    for clock in sorted(set(clocks)):
        found |= {f"{name}_{clock}": cell for name, cell in _closed_form(rows, clock).items()}
    return rows.mutate(**found) if found else rows


def _closed_form(rows: Rows, clock: ClockName) -> dict[str, Cell]:
    columns = CLOCKS[clock]
    received_at, due_at, end_at = rows.received_at, rows[columns.due], rows[columns.end]
    late_at = _late_at(clock, due_at)
    ends_late = end_at >= late_at if clock == "date" else end_at > due_at
    while_open = end_at.isnull() | (late_at < end_at)
    starts_late = (late_at <= received_at).fill_null(False)
    return {
        "counted": rows.is_plain & due_at.notnull() if columns.needs_due else rows.is_plain,
        "late_at": late_at,
        "starts_late": starts_late,
        "turns_late": (late_at > received_at) & while_open,
        "was_late": starts_late | (late_at < end_at).fill_null(False),
        "ends_late": ends_late.fill_null(False),
    }


def _late_at(clock: ClockName, due_at: Cell) -> Cell:
    """The first instant at which an open dossier is overdue; null without a due time."""
    if clock == "portal":
        return due_at + ibis.interval(seconds=1)
    if clock == "date":
        return due_at.truncate("D") + ibis.interval(days=1)
    return due_at
