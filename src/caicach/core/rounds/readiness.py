"""The dry run before a round opens: everything that is missing, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.core.calendars import Calendar
from caicach.core.criteria import Edition
from caicach.core.issues import Issue
from caicach.core.rounds.phase_plans import RoundPeriod
from caicach.core.rounds.phases import PhasePlan


@dataclass(frozen=True, slots=True)
class ScoredAgency:
    """An agency of the round: its block, and how many officers and heads hold a post there."""

    code: str
    name: str
    block: str | None
    officers: int
    heads: int


@dataclass(frozen=True, slots=True)
class LeadAgency:
    """What the words of an edition ("Sở Tư pháp") lead to.

    code: None where no agency is found. appraisers: persons with that post at the agency.
    stand_in: the agency that appraises it in its own items; with its own appraisers.
    """

    code: str | None
    name: str
    appraisers: int = 0
    stand_in: str | None = None
    stand_in_appraisers: int = 0


@dataclass(frozen=True, slots=True)
class RoundSetup:
    """All that a dry run looks at.

    leads: by the words of the edition (`Node.lead`), as they stand there.
    sources_known: what `Node.measured_by` names and a register or an indicator knows.
    """

    edition: Edition
    period: RoundPeriod
    phases: tuple[PhasePlan, ...]
    agencies: tuple[ScoredAgency, ...]
    leads: Mapping[str, LeadAgency]
    sources_known: frozenset[str]
    calendar: Calendar
    choices: Mapping[str, str]


def dry_run(setup: RoundSetup) -> list[Issue]:
    """Return every finding: a fault keeps the round from opening, warnings and notes do not."""
    raise NotImplementedError
