"""Votes of the council: present or in writing, decided by more than half of all members."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import ceil

from caicach.core.issues import Lang
from caicach.core.rounds.words import round_words


class Ballot(StrEnum):
    """What a member says to a proposal."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"

    def label(self, lang: Lang = "vi") -> str:
        """Return what people call the choice."""
        return round_words().ballots[self].text(lang)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the council; left_at: when the membership ended, None while it lasts."""

    code: str
    left_at: datetime | None = None

    def is_member(self, at: datetime) -> bool:
        """Say whether the membership lasts at that instant."""
        return self.left_at is None or at < self.left_at


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
        return round_words().decisions[self].text(lang)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to.

    needed: the votes that decide. counted: the one vote that counts of each member who gave any.
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
    """How many members are there, and how many there must be."""

    present: int
    members: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether enough members are there; never for a council without members."""
        return 0 < self.needed <= self.present


def tally(votes: Iterable[Vote], members: Iterable[Member], *, now: datetime) -> Outcome:
    """Return the outcome among those who are members at `now`.

    A member's last vote at the meeting counts, else the last one in writing. Silence and
    abstention count among the members, so they help neither side.
    """
    here = _here(members, now)
    given = list(votes)
    counting: dict[str, Vote] = {}
    for vote in sorted(given, key=lambda vote: (not vote.is_written, vote.at)):
        if vote.member in here:
            counting[vote.member] = vote
    sides = Counter(vote.ballot for vote in counting.values())
    needed = len(here) // 2 + 1
    return Outcome(
        decision=_decision(sides, needed),
        votes_for=sides[Ballot.FOR],
        votes_against=sides[Ballot.AGAINST],
        abstained=sides[Ballot.ABSTAIN],
        members=len(here),
        needed=needed,
        counted=tuple(counting[code] for code in here if code in counting),
        silent=tuple(code for code in here if code not in counting),
        passed_over=tuple(vote for vote in given if vote.member not in here),
    )


def quorum(
    present: Iterable[str],
    members: Iterable[Member],
    *,
    now: datetime,
    at_least: Fraction | None = None,
) -> Quorum:
    """Return whether enough members are there; more than half where no share is named."""
    here = _here(members, now)
    needed = len(here) // 2 + 1 if at_least is None else ceil(at_least * len(here))
    return Quorum(len(set(present) & here.keys()), len(here), needed if here else 0)


def _here(members: Iterable[Member], now: datetime) -> dict[str, None]:
    """Members once each, in the order named."""
    return {member.code: None for member in members if member.is_member(now)}


def _decision(sides: Counter[Ballot], needed: int) -> Decision:
    if sides[Ballot.FOR] >= needed:
        return Decision.CARRIED
    return Decision.REFUSED if sides[Ballot.AGAINST] >= needed else Decision.UNDECIDED
