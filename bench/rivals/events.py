"""What each event of a dossier's life adds to the parts: the plan that all rivals follow.

A part by date column counts rows by the month of that column. A part by state is a flow: a plain
dossier enters a state at its receipt, when it turns late and at its end; one that is not plain at
the start of each stored phase. Cohorts also count what is gone, by the month of the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.indicators import BY_STATE, Condition, Part, StateName

STATES: dict[StateName, int] = {"on_time": 1, "overdue": 2, "open_in_time": 3, "open_overdue": 4}
CLOCKS = {"portal": 1, "date": 2, "working_time": 3, "petition": 4}
ENDS = {"portal": "portal_end_at", "date": "end_at", "working_time": "end_at"}
"""The clocks that have plain dossiers, with the end each reads."""


@dataclass(frozen=True, slots=True)
class Test:
    """Rows of `condition` whose flags `yes` hold and `no` do not, whose codes lie within.

    within: columns with the codes they are one of, or are none of where the last is False.
    """

    condition: Condition
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    within: tuple[tuple[str, tuple[int, ...], bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One column of one event. summed: the column whose sum is meant; else rows are counted."""

    column: str
    adds: Test | None
    takes: Test | None = None
    summed: str = ""


Counts = dict[str, list[Count]]
"""By event: a date column, `late_<clock>`, `phases` or `gone`."""


def events(parts: Sequence[Part]) -> Counts:
    """Return what is counted at each event."""
    found: Counts = {}
    for part in sorted(parts, key=lambda part: part.name):
        for event, count in _counts(part):
            if count.adds or count.takes:
                found.setdefault(event, []).append(count)
    return found


def _counts(part: Part) -> Iterator[tuple[str, Count]]:
    if part.placed_by not in BY_STATE:
        summed = "" if part.amount == "count" else part.amount[1]
        yield part.placed_by, Count(f"f_{part.name}", Test(part.where), summed=summed)
        return
    clock = str(part.clock)
    if clock in ENDS:
        yield from _plain(part, clock)
    mine = ("clock", (CLOCKS[clock],), True)
    codes = tuple(STATES[each] for each in part.states)
    no = ("is_restated",) if part.placed_by == "cohort" else ()

    def phase(*within: tuple[str, bool]) -> Test:
        asked = ((name, codes, inside) for name, inside in within)
        return Test(part.where, no=no, within=(mine, *asked))

    enters, leaves = phase(("state", True), ("was", False)), phase(("state", False), ("was", True))
    yield "phases", Count(f"n_{part.name}", enters, leaves)
    if part.placed_by == "cohort":
        yield "gone", Count(f"g_{part.name}", phase(("state", True)))


def _plain(part: Part, clock: str) -> Iterator[tuple[str, Count]]:
    """A plain dossier: received in time or late already, turning late, ended on time or late."""
    net = f"n_{part.name}"
    asked = {state: state in part.states for state in STATES}
    before, after = asked["open_in_time"], asked["open_overdue"]
    yield "received_at", Count(net, _either(part, clock, (before, after), "starts_late"))
    if before != after:
        turning = Test(part.where)
        yield f"late_{clock}", Count(net, turning if after else None, turning if before else None)
    final = _either(part, clock, (asked["on_time"], asked["overdue"]), "ends_late")
    earlier = _either(part, clock, (before, after), "was_late")
    if final != earlier:
        yield ENDS[clock], Count(net, final, earlier)
    if part.placed_by == "cohort":
        yield ENDS[clock], Count(f"g_{part.name}", final)


def _either(part: Part, clock: str, asked: tuple[bool, bool], is_second: str) -> Test | None:
    """Return whether a counted dossier is in one of two states that are asked for."""
    counted, second = f"counted_{clock}", f"{is_second}_{clock}"
    if all(asked):
        return Test(part.where, (counted,))
    if asked[0]:
        return Test(part.where, (counted,), (second,))
    return Test(part.where, (counted, second)) if asked[1] else None
