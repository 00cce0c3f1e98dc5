"""Votes of the council: present or in writing, decided by more than half of all members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from caicach.core.issues import Lang


class Ballot(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the choice."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the council; left_at: when the membership ended, None while it lasts."""

    code: str
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as it was given; is_written: sent in writing instead of given at the meeting."""

    member: str
    ballot: Ballot
    at: datetime
    is_written: bool = False


class Decision(StrEnum):
    """undecided: neither side has more than half, a tie included."""

    CARRIED = "carried"
    REFUSED = "refused"
    UNDECIDED = "undecided"

    def label(self, lang: Lang = "vi") -> str:
        """Return the decision in words."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to. counted: the vote that counts of each member who gave one.

    silent: members without a vote. passed_over: votes of people who are no members, or no more.
    """

    decision: Decision
    votes_for: int
    votes_against: int
    abstained: int
    members: int
    needed: int
    counted: tuple[Vote, ...]
    silent: tuple[str, ...]
    passed_over: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    present: int
    members: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether enough members are there."""
        return self.present >= self.needed


def tally(votes: Iterable[Vote], members: Iterable[Member], *, now: datetime) -> Outcome:
    """Return the outcome among those who are members at `now`."""
    raise NotImplementedError


def quorum(
    present: Iterable[str],
    members: Iterable[Member],
    *,
    now: datetime,
    at_least: Fraction | None = None,
) -> Quorum:
    """Return whether enough members are there; more than half where no share is named."""
    raise NotImplementedError
