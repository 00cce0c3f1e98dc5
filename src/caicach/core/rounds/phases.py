"""The dated phases of a round: which one runs, when it ends, when to remind."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from caicach.core.issues import Lang
from caicach.core.rounds.words import round_words

HANOI = timezone(timedelta(hours=7), "+07:00")
"""No summer time since 1975, so that the days of a round need no table of zones."""

REMIND = (7, 3, 1)
"""Calendar days before a closing."""


class PhaseKind(StrEnum):
    """The phases, in the order they run."""

    PREPARATION = "preparation"
    SELF_SCORING = "self_scoring"
    HEAD_APPROVAL = "head_approval"
    APPRAISAL_1 = "appraisal_1"
    EXPLANATION = "explanation"
    APPRAISAL_2 = "appraisal_2"
    COUNCIL = "council"
    PUBLICATION = "publication"
    COMPLAINTS = "complaints"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the phase."""
        return round_words().phases[self].text(lang)


PHASE_ORDER = {kind: place for place, kind in enumerate(PhaseKind)}

REQUIRED = frozenset(
    {PhaseKind.SELF_SCORING, PhaseKind.APPRAISAL_1, PhaseKind.COUNCIL, PhaseKind.PUBLICATION}
)
"""A round without one of these has no points, or nobody who saw to them."""


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase, open from `opens_at`, no longer at `closes_at`; both know their zone."""

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Say whether the plan has it open at `now`."""
        return self.opens_at <= now < self.closes_at


class Reminder(NamedTuple):
    """That a phase closes in `days` calendar days (7, 3 or 1); told once for each closing."""

    kind: PhaseKind
    days: int
    closes_at: datetime


def current(phases: Sequence[PhasePlan], now: datetime) -> PhasePlan | None:
    """Return the phase that is open at `now`; None before, after and between."""
    return next((phase for phase in phases if phase.is_open(now)), None)


def deadline_of(phase: PhasePlan, extension: datetime | None = None) -> datetime:
    """Return when the phase ends for one agency; an extension never shortens it."""
    return phase.closes_at if extension is None else max(phase.closes_at, extension)


def reminders_due(
    phases: Sequence[PhasePlan],
    now: datetime,
    told: Set[Reminder],
    extensions: Mapping[PhaseKind, datetime] | None = None,
) -> list[Reminder]:
    """Return the reminders to tell now and not told yet, at most one for each open phase.

    A reminder is due from the midnight that begins its day in Hà Nội; where several are due, only
    the nearest is told. One whose day lies before the opening is never due.

    told: those told before. extensions: one agency's; they move the closing, so that a reminder
    for the new closing is told again.
    """
    moved = extensions or {}
    found = (_due(phase, now, deadline_of(phase, moved.get(phase.kind))) for phase in phases)
    return [each for each in found if each is not None and each not in told]


def _due(phase: PhasePlan, now: datetime, closes_at: datetime) -> Reminder | None:
    if not phase.opens_at <= now < closes_at:
        return None
    last = closes_at.astimezone(HANOI).date()
    left = (last - now.astimezone(HANOI).date()).days
    room = (last - phase.opens_at.astimezone(HANOI).date()).days
    due = [days for days in REMIND if left <= days <= room]
    return Reminder(phase.kind, min(due), closes_at) if due else None
