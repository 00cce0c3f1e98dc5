"""Which points are written in which phase, and what may follow a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from caicach.core.issues import Lang
from caicach.core.rounds.phases import PHASE_ORDER, REQUIRED, PhaseKind, PhasePlan
from caicach.core.rounds.words import round_words


class Stage(StrEnum):
    """Whose points they are; each stage keeps its own points and its own inputs."""

    SELF = "self"
    APPRAISED_1 = "appraised_1"
    APPRAISED_2 = "appraised_2"
    FINAL = "final"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the stage."""
        return round_words().stages[self].text(lang)


WRITTEN_IN = {
    PhaseKind.SELF_SCORING: Stage.SELF,
    PhaseKind.APPRAISAL_1: Stage.APPRAISED_1,
    PhaseKind.APPRAISAL_2: Stage.APPRAISED_2,
    PhaseKind.COUNCIL: Stage.FINAL,
}
"""A head approves and an agency explains without touching points; complaints lead to a new
publication, never to other points in the old one."""


class PhaseState(StrEnum):
    """Where a phase of a round stands."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the state."""
        return round_words().phase_states[self].text(lang)


class MoveKind(StrEnum):
    """What can be done with a phase."""

    OPEN = "open"
    CLOSE = "close"
    SKIP = "skip"
    REOPEN = "reopen"


STATE_AFTER = {
    MoveKind.OPEN: PhaseState.OPEN,
    MoveKind.CLOSE: PhaseState.CLOSED,
    MoveKind.SKIP: PhaseState.SKIPPED,
    MoveKind.REOPEN: PhaseState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may be done with a phase now.

    undoes: phases a reopening closes again; they wait again and must be run once more.
    """

    kind: MoveKind
    phase: PhaseKind
    undoes: tuple[PhaseKind, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Skipping and reopening are never done without one."""
        return self.kind in (MoveKind.SKIP, MoveKind.REOPEN)


States: TypeAlias = Mapping[PhaseKind, PhaseState]


def stage_written_in(phase: PhaseKind) -> Stage | None:
    """Return the stage whose points may be written in the phase; None where none may be."""
    return WRITTEN_IN.get(phase)


def stages_of(phases: Sequence[PhaseKind]) -> list[Stage]:
    """Return the stages a round with these phases goes through, in order."""
    return [stage for kind, stage in WRITTEN_IN.items() if kind in phases]


def stage_before(stage: Stage, phases: Sequence[PhaseKind]) -> Stage | None:
    """Return the stage whose points `stage` starts from in such a round; None for the first."""
    order = list(Stage)
    earlier = [each for each in stages_of(phases) if order.index(each) < order.index(stage)]
    return earlier[-1] if earlier else None


def next_moves(states: States, *, is_published: bool = False) -> list[Move]:
    """Return what may be done now, the usual move first.

    One phase is open at a time. What is required is never skipped.

    states: of every phase of the round. is_published: nothing that led to a publication is
    reopened any more; a correction is a new publication.
    """
    order = _in_order(states)
    is_open = [kind for kind in order if states[kind] is PhaseState.OPEN]
    waiting = [kind for kind in order if states[kind] is PhaseState.WAITING]
    found = [Move(MoveKind.CLOSE, kind) for kind in is_open]
    if not is_open and waiting:
        found.append(Move(MoveKind.OPEN, waiting[0]))
        if waiting[0] not in REQUIRED:
            found.append(Move(MoveKind.SKIP, waiting[0]))
    return found + _reopenings(states, order, is_published=is_published)


def move(states: States, made: Move) -> dict[PhaseKind, PhaseState]:
    """Return the states after `made`, one of those `next_moves` offers."""
    undone = dict.fromkeys(made.undoes, PhaseState.WAITING)
    return {**states, **undone, made.phase: STATE_AFTER[made.kind]}


def timed_move(phases: Sequence[PhasePlan], states: States, now: datetime) -> Move | None:
    """Return what the clock alone opens or closes at `now`; to be asked again until it is None.

    A phase whose whole time has passed unseen is opened and then closed, so that what hangs on
    either is done.
    """
    plans = {phase.kind: phase for phase in phases}
    usual = next(iter(next_moves(states)), None)
    if usual is None or usual.phase not in plans:
        return None
    plan = plans[usual.phase]
    due = {MoveKind.OPEN: plan.opens_at, MoveKind.CLOSE: plan.closes_at}.get(usual.kind)
    return usual if due is not None and due <= now else None


def _in_order(states: States) -> list[PhaseKind]:
    return sorted(states, key=PHASE_ORDER.__getitem__)


def _reopenings(states: States, order: list[PhaseKind], *, is_published: bool) -> list[Move]:
    """What comes after a reopened phase was built on it, so it is done again."""
    found = []
    for place, kind in enumerate(order):
        was_left = states[kind] in (PhaseState.CLOSED, PhaseState.SKIPPED)
        is_sealed = is_published and kind is not PhaseKind.COMPLAINTS
        if was_left and not is_sealed:
            later = [each for each in order[place + 1 :] if states[each] is not PhaseState.WAITING]
            found.append(Move(MoveKind.REOPEN, kind, tuple(later)))
    return found
