"""What a round is to be opened with, as the dry run looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.core.calendars import Calendar
from caicach.core.criteria import Edition
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
    """An agency that leads the appraisal of items, with the persons who hold that post there.

    stand_in: the agency that appraises its own card in its place, with its appraisers.
    """

    code: str
    name: str
    appraisers: int = 0
    stand_in: str | None = None
    stand_in_appraisers: int = 0


@dataclass(frozen=True, slots=True)
class RoundSetup:
    """All that a dry run looks at.

    leads: by the words of the edition (`LedItem.lead`); words that lead to no agency are absent.
    standing: appraises items that name no lead, or one that is not found.
    sources_known: what `Node.measured_by` may name and an indicator, an index or a plan knows.
    """

    edition: Edition
    choices: Mapping[str, str]
    period: RoundPeriod
    phases: tuple[PhasePlan, ...]
    calendar: Calendar
    agencies: tuple[ScoredAgency, ...]
    leads: Mapping[str, LeadAgency]
    standing: LeadAgency
    sources_known: frozenset[str]
