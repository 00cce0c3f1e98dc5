"""What the end of the year is expected to bring, and how sure that is."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, Self, TypeAlias

Method: TypeAlias = Literal["beta_binomial", "gamma_poisson", "task_pace"]
Basis: TypeAlias = Literal["given", "last_year", "pace", "none"]
Verdict: TypeAlias = Literal["open", "sure", "impossible"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the due day as it can be told today.

    low, mid, high: in the target's unit; between low and high lies the value in 90 of 100 cases.
    chance: to reach the target, from 0 to 1; exactly 0 and 1 only when nothing can change it.
    remaining: cases still to come in what is divided by; for a count the months still to come.
    basis: how `remaining` is known: told, from last year's months, or from this year's pace.
    needed: least share of what remains that must succeed, in percent (for a falling target the
        largest share that may); for a count and for tasks how many more. None where verdict is
        not "open".
    best, worst: the value if all, or none, of what remains succeeds; `best` of a count is None.
    """

    method: Method
    mid: Decimal
    low: Decimal
    high: Decimal
    chance: Decimal
    remaining: int
    basis: Basis
    verdict: Verdict
    needed: Decimal | None
    best: Decimal | None
    worst: Decimal

    def called(self, method: Method) -> Self:
        """Return the same forecast under the name of the method that used it."""
        return replace(self, method=method)
