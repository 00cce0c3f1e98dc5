"""The dated phases of a round: what is offered, what is wrong with them, which one runs."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from caicach.core.calendars import Calendar
from caicach.core.issues import Issue, Lang
from caicach.core.periods import Quarter, Year

HANOI = timezone(timedelta(hours=7), "+07:00")
RoundPeriod: TypeAlias = Year | Quarter


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
        raise NotImplementedError


REQUIRED = frozenset(
    {PhaseKind.SELF_SCORING, PhaseKind.APPRAISAL_1, PhaseKind.COUNCIL, PhaseKind.PUBLICATION}
)


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase, open from `opens_at`, no longer at `closes_at`; both know their zone."""

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime


class Reminder(NamedTuple):
    """That a phase closes in `days` calendar days (7, 3 or 1); told once for each closing."""

    kind: PhaseKind
    days: int
    closes_at: datetime


def check_phases(
    phases: Sequence[PhasePlan], *, period: RoundPeriod, calendar: Calendar
) -> list[Issue]:
    """Return every fault, warning and note of a plan, in the order of its phases."""
    raise NotImplementedError


def default_phases(period: RoundPeriod, calendar: Calendar) -> list[PhasePlan]:
    """Return the plan offered for a round on `period`; ends are at 17:00 of working days."""
    raise NotImplementedError


def shift_phases(
    phases: Sequence[PhasePlan],
    from_period: RoundPeriod,
    to_period: RoundPeriod,
    calendar: Calendar,
) -> list[PhasePlan]:
    """Return last year's phases for this year's round; ends move on to working days."""
    raise NotImplementedError


def current(phases: Sequence[PhasePlan], now: datetime) -> PhasePlan | None:
    """Return the phase that is open at `now`; None before, after and between."""
    raise NotImplementedError


def deadline_of(phase: PhasePlan, extension: datetime | None = None) -> datetime:
    """Return when the phase ends for one agency; an extension never shortens it."""
    raise NotImplementedError


def reminders_due(
    phases: Sequence[PhasePlan],
    now: datetime,
    told: Set[Reminder],
    extensions: Mapping[PhaseKind, datetime] | None = None,
) -> list[Reminder]:
    """Return the reminders to tell now and not told yet, at most one for each open phase.

    told: those told before. extensions: one agency's; they move the closing, so that a reminder
    for the new closing is told again.
    """
    raise NotImplementedError
