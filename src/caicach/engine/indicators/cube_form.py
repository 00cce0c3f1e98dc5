"""The cube of a fact table as expressions: every event of every row, counted by its month."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import ibis

from caicach.core.indicators import BY_STATE, EVERY_ROW, ClockName, Part
from caicach.engine.indicators.clock_rules import CLOCKS, clock_code, state_codes, with_plain_clocks
from caicach.engine.indicators.columns import Cell, Rows
from caicach.engine.indicators.fact_rows import FACT_MONTH, facts_rows, flag_name
from caicach.engine.indicators.tallies import (
    Tally,
    end_tallies,
    flow_tally,
    gone_tallies,
    lateness_tally,
    phase_tallies,
    receipt_tally,
)

CELL = (FACT_MONTH, "agency", "procedure")
EVENT_MONTH = "event_month"
RESTATED = "restated"
OPENED = "opened_phases"
PHASE = ("clock", "from_at", "until_at", "state", "was", "end_at")
FINISHED = state_codes(("on_time", "overdue"))


@dataclass
class Sheet:
    """The rows of one kind of event. event_at: when it happened; rows without it have none."""

    name: str
    rows: Rows
    event_at: Callable[[Rows], Cell]
    tallies: list[Tally] = field(default_factory=list)

    def cells(self) -> Rows:
        """Return the counts by cell and month of the event."""
        rows = self.rows.mutate(event_at=self.event_at(self.rows))
        rows = rows.filter(rows.event_at.notnull())
        rows = rows.mutate(**{EVENT_MONTH: month_of(rows.event_at).cast("int32")})
        counted = {each.column: each.amount(rows) for each in self.tallies}
        return rows.group_by([*CELL, EVENT_MONTH]).agg(**counted)


@dataclass(frozen=True)
class CubeForm:
    """What is counted, and the table it is counted from beside the facts.

    kept: rows to be kept as a table of that name before `sheets` are worked out.
    """

    kept: dict[str, Rows]
    sheets: dict[str, Rows]


def cube_form(facts: str, parts: Collection[Part]) -> CubeForm:
    """Return the cells of the additive `parts` of one fact table, by kind of event.

    Columns of a sheet: FACT_MONTH, agency, procedure, EVENT_MONTH and some of `columns_of` the
    parts, which are to be summed over all sheets. What cohorts ask of restated dossiers is not in
    them but in the sheet RESTATED, which has phases for rows and the flag of each condition.
    """
    by_state = [part for part in parts if part.placed_by in BY_STATE]
    sheets = {each.name: each.cells() for each in _sheets(facts, parts) if each.tallies}
    if not by_state:
        return CubeForm({}, sheets)
    phases = _phases(facts_rows(facts, by_state), by_state)
    opened = ibis.table(phases.schema(), name=OPENED)
    sheets |= {each.name: each.cells() for each in _phase_sheets(opened, by_state) if each.tallies}
    restated = _restated_phases(opened, parts)
    if restated is not None:
        sheets[RESTATED] = restated
    return CubeForm({OPENED: phases}, sheets)


def _restated_phases(phases: Rows, parts: Collection[Part]) -> Rows | None:
    """Return the phases of dossiers whose end was taken back or became known late, by clock."""
    cohorts = [part for part in parts if part.placed_by == "cohort"]
    if not cohorts:
        return None
    flags = sorted({flag_name(part.where) for part in cohorts if part.where != EVERY_ROW})
    clocks = sorted({clock_code(part.clock) for part in cohorts})
    asked = phases.filter(phases.is_restated & phases.clock.isin(clocks))
    return asked.select(*CELL, *flags, *PHASE)


def month_of(instant: Cell) -> Cell:
    """Return months since January of year 0."""
    return instant.year() * 12 + instant.month() - 1


def unnested_phases(rows: Rows, *more: str) -> Rows:
    """Return the phases of dossiers that are not plain, each with the columns `more` of its own."""
    crooked = rows.filter(~rows.is_plain & rows.phases.notnull())
    opened = crooked.select(*more, phase=crooked.phases.unnest())
    return opened.select(*more, **{name: opened.phase[name] for name in PHASE})


def _sheets(facts: str, parts: Collection[Part]) -> Iterator[Sheet]:
    by_state = [part for part in parts if part.placed_by in BY_STATE]
    plain = [part for part in by_state if part.clock in CLOCKS]
    for column, found in sorted(_tallies_by_column(parts, plain).items()):
        yield Sheet(f"by-{column}", _counted_rows(facts, found, column), _at(column), found)
    for clock in _plain_clocks(plain):
        if found := _lateness(plain, clock):
            rows = _counted_rows(facts, found)
            late = rows.filter(rows[f"counted_{clock}"] & rows[f"turns_late_{clock}"])
            yield Sheet(f"late-{clock}", late, _at(f"late_at_{clock}"), found)


def _counted_rows(facts: str, tallies: Sequence[Tally], *more: str) -> Rows:
    """Return rows with what these tallies ask for and no more: all else would be compiled too."""
    parts = list(dict.fromkeys(each.part for each in tallies))
    return with_plain_clocks(facts_rows(facts, parts, *more), _plain_clocks(parts))


def _phase_sheets(phases: Rows, by_state: Collection[Part]) -> Iterator[Sheet]:
    changes = [t for part in by_state for t in phase_tallies(part)]
    yield Sheet("phases", phases, _at("from_at"), changes)
    finished = phases.filter(phases.state.isin(FINISHED))
    gone = [t for part in by_state for t in gone_tallies(part)]
    yield Sheet("gone", finished, lambda r: r.end_at.coalesce(r.from_at), gone)


def _tallies_by_column(parts: Collection[Part], plain: Collection[Part]) -> dict[str, list[Tally]]:
    """A date column places flows, and is the receipt or the end of plain dossiers as well."""
    tallies: dict[str, list[Tally]] = {}
    for part in parts:
        if part.placed_by not in BY_STATE:
            tallies.setdefault(part.placed_by, []).append(flow_tally(part))
    for part in plain:
        first = receipt_tally(part)
        tallies.setdefault("received_at", []).extend([first] if first else [])
        if part.clock in CLOCKS:
            tallies.setdefault(CLOCKS[part.clock].end, []).extend(end_tallies(part))
    return {column: found for column, found in tallies.items() if found}


def _lateness(parts: Iterable[Part], clock: str) -> list[Tally]:
    found = (lateness_tally(part) for part in parts if part.clock == clock)
    return [each for each in found if each is not None]


def _at(column: str) -> Callable[[Rows], Cell]:
    return lambda rows: rows[column]


def _plain_clocks(parts: Iterable[Part]) -> list[ClockName]:
    return sorted({part.clock for part in parts if part.clock is not None} & set(CLOCKS))


def _phases(rows: Rows, parts: Collection[Part]) -> Rows:
    """Return unnested phases that know whether their dossier's clock was restated."""
    clocks = sorted({clock_code(part.clock) for part in parts})
    marks = {f"restated_{code}": _is_restated(rows.phases, code) for code in clocks}
    flags = [name for name in rows.columns if name.startswith("w_")]
    phases = unnested_phases(rows.mutate(**marks), *CELL, *flags, *marks)
    chosen = phases.clock.cases(*((code, phases[f"restated_{code}"]) for code in clocks))
    phases = phases.mutate(is_restated=chosen.fill_null(False)).drop(*marks)
    return phases.filter(phases.clock.isin(clocks))


def _is_restated(phases: Cell, code: int) -> Cell:
    """Say whether the month of the end does not tell on its own when a dossier is gone.

    It does for one lasting finish whose end lies in the month it became known, or the one before.
    """
    finished = phases.filter(lambda p: (p["clock"] == code) & p["state"].isin(FINISHED))
    taken_back = finished.filter(lambda p: p["until_at"].notnull())
    adrift = finished.filter(
        lambda p: ~(month_of(p["from_at"]) - month_of(p["end_at"])).between(0, 1).fill_null(True)
    )
    return (finished.length() > 1) | (taken_back.length() > 0) | (adrift.length() > 0)
