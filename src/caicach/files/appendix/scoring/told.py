"""What a scoring text tells, clause by clause, and what a recogniser proposes from it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from caicach.core.numbers import plain
from caicach.files.appendix.imported import Rule
from caicach.files.appendix.outside import OutsideKind
from caicach.files.appendix.scoring.clauses import Award, Clause, Ratio, Remark
from caicach.files.appendix.scoring.phrases import Heading, NotApplicable, Where

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Told:
    """The clauses of one item, with its maximum and name."""

    clauses: tuple[Clause, ...]
    maximum: Decimal | None
    name: str = ""
    outside: OutsideKind | None = None
    whole: str = ""

    def of(self, sort: type[S]) -> list[tuple[int, S]]:
        """Return the clauses of one sort, with their places."""
        return [(c.index, c.sort) for c in self.clauses if isinstance(c.sort, sort)]

    def words(self, index: int) -> str:
        """Return a clause as it is written."""
        return next(clause.words for clause in self.clauses if clause.index == index)

    def letters(self) -> dict[str, str]:
        """Return the meanings of all letters."""
        return {k: v for _, where in self.of(Where) for k, v in where.letters.items()}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule and the clauses it explains; doubts name what a person must look at."""

    rule: Rule
    used: frozenset[int]
    doubts: tuple[str, ...] = ()


def unexplained(told: Told, proposal: Proposal) -> list[Clause]:
    """Return the clauses that speak of points and that the proposal leaves out."""
    return [
        clause
        for clause in told.clauses
        if clause.index not in proposal.used and not _is_harmless(clause)
    ]


def _is_harmless(clause: Clause) -> bool:
    sort = clause.sort
    if isinstance(sort, Remark):
        return not sort.open and not sort.scores and not any(c.isdigit() for c in sort.words)
    return isinstance(sort, Heading | Where | Ratio | NotApplicable)


def awards_of(told: Told) -> list[tuple[int, Award]]:
    """Return the clauses that give points for a condition."""
    return [(i, award) for i, award in told.of(Award) if not award.takes]


def number(value: Decimal) -> str:
    """Return points as an edition writes them."""
    return plain(value)
