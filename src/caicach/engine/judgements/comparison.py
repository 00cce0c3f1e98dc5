"""The shares of the three clocks, agency by agency, and how many dossiers flip."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from caicach.core.clocks import CLOCK_CODES, ClockName, State
from caicach.core.documents import Label
from caicach.engine.judgements.judged_facts import JudgedFacts

States = tuple[State, State, State]
"""What the three clocks say of one dossier, in the order of their codes."""

IN_TIME = (State.ON_TIME, State.OPEN_IN_TIME)
LATE = (State.OVERDUE, State.OPEN_OVERDUE)


@dataclass(frozen=True, slots=True)
class Share:
    """Dossiers in time of those counted; the division is left to the reader.

    finished: of these, on time and all that are finished.
    """

    numerator: int
    denominator: int
    finished_numerator: int
    finished_denominator: int


@dataclass(slots=True)
class AgencyClocks:
    """One agency, or all of them, by the three clocks. label: None where nobody names it.

    counts: dossiers by what the clocks say. distinct: those that repeat no other dossier.
    """

    code: str
    label: Label | None = None
    counts: Counter[States] = field(default_factory=Counter)
    distinct: Counter[States] = field(default_factory=Counter)

    def share(self, clock: ClockName, *, without_duplicates: bool = False) -> Share:
        """Return the share of one clock. Source: `docs/reference/clocks.md`."""
        place = CLOCK_CODES[clock] - 1
        found: Counter[State] = Counter()
        for states, count in (self.distinct if without_duplicates else self.counts).items():
            found[states[place]] += count
        on_time, finished = found[State.ON_TIME], found[State.ON_TIME] + found[State.OVERDUE]
        still = found[State.OPEN_IN_TIME]
        counted = finished + still + found[State.OPEN_OVERDUE]
        return Share(on_time + still, counted, on_time, finished)

    @property
    def dossiers(self) -> int:
        """Return how many dossiers any clock counts."""
        return sum(n for states, n in self.counts.items() if any(states))

    @property
    def flips(self) -> int:
        """Return how many are in time by one clock and late by another."""
        return sum(count for states, count in self.counts.items() if is_flip(states))

    @property
    def counted_by_some(self) -> int:
        """Return how many are counted by one clock and left out by another."""
        return sum(n for states, n in self.counts.items() if any(states) and not all(states))

    def patterns(self) -> dict[States, int]:
        """Return the flips by what the clocks say, the most frequent first."""
        return {states: n for states, n in self.counts.most_common() if is_flip(states)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """All agencies of a question, by code, and their sum."""

    agencies: tuple[AgencyClocks, ...]
    total: AgencyClocks


def is_flip(states: States) -> bool:
    """Say whether one clock finds the dossier in time and another late."""
    return any(each in IN_TIME for each in states) and any(each in LATE for each in states)


def compare(judged: JudgedFacts) -> Comparison:
    """Return the shares of every agency with a dossier that any clock counts."""
    clocks = ", ".join(CLOCK_CODES)
    rows = judged.connection.sql(
        f"SELECT shown, coalesce(is_duplicate, false), {clocks}, count(*)"
        f" FROM ({judged.states()}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    labels = {each.code: each.label for each in judged.agencies.values()}
    return _gathered(rows, labels)


def _gathered(
    rows: Iterable[tuple[str, bool, int, int, int, int]], labels: Mapping[str, Label | None]
) -> Comparison:
    agencies: dict[str, AgencyClocks] = {}
    total = AgencyClocks("")
    for code, is_duplicate, portal, date, working_time, count in rows:
        states = (State(portal), State(date), State(working_time))
        if not any(states):
            continue
        mine = agencies.setdefault(code, AgencyClocks(code, labels.get(code)))
        for each in (mine, total):
            each.counts[states] += count
            if not is_duplicate:
                each.distinct[states] += count
    return Comparison(tuple(agencies.values()), total)
