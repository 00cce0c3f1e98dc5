"""Which points are written in which phase, and what may follow a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caicach.core.issues import Lang
from caicach.core.rounds.phases import PhaseKind, PhasePlan


class Stage(StrEnum):
    """Whose points they are; each stage keeps its own and its own inputs."""

    SELF = "self"
    APPRAISED_1 = "appraised_1"
    APPRAISED_2 = "appraised_2"
    FINAL = "final"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the stage."""
        raise NotImplementedError


class PhaseState(StrEnum):
    """Where a phase of a round stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the state."""
        raise NotImplementedError


class MoveKind(StrEnum):
    """What can be done with a phase."""

    OPEN = "open"
    CLOSE = "close"
    SKIP = "skip"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may be done with a phase now.

    undoes: phases a reopening closes again; they are planned anew and must be run once more.
    """

    kind: MoveKind
    phase: PhaseKind
    undoes: tuple[PhaseKind, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Skipping and reopening are never done without one."""
        return self.kind in (MoveKind.SKIP, MoveKind.REOPEN)


States = Mapping[PhaseKind, PhaseState]


def stage_written_in(phase: PhaseKind) -> Stage | None:
    """Return the stage whose points may be written in the phase; None where no points are."""
    raise NotImplementedError


def stage_before(stage: Stage, phases: Sequence[PhasePlan]) -> Stage | None:
    """Return the stage that `stage` starts from in a round with these phases; None for self."""
    raise NotImplementedError


def next_moves(states: States, *, is_published: bool = False) -> list[Move]:
    """Return what may be done now, the usual move first.

    states: of every phase of the round. is_published: nothing that led to a publication is
    reopened; a correction is a new publication.
    """
    raise NotImplementedError


def move(states: States, made: Move) -> dict[PhaseKind, PhaseState]:
    """Return the states after `made`. Raises ValueError for a move that `next_moves` lacks."""
    raise NotImplementedError


def timed_move(phases: Sequence[PhasePlan], states: States, now: datetime) -> Move | None:
    """Return what the clock alone opens or closes at `now`; asked again until it is None."""
    raise NotImplementedError
