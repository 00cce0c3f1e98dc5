"""Parts: additive amounts of rows, each counted once however many indicators share it."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Literal, TypeAlias

from caicach.core.indicators.condition import EVERY_ROW, Condition, Having, leaves

FactsName = Literal["dossiers", "petitions", "documents", "procedures", "decisions"]
ClockName = Literal["portal", "date", "working_time", "petition"]
StateName = Literal["on_time", "overdue", "open_in_time", "open_overdue"]
STATES: tuple[StateName, ...] = ("on_time", "overdue", "open_in_time", "open_overdue")

Amount: TypeAlias = Literal["count"] | tuple[Literal["sum", "values"], str]
"""count: rows. sum: of a column, over rows where it is known. values: the column's values
themselves, to be ranked; such a part adds up nowhere."""

BY_STATE = ("cohort", "standing", "arrivals")
"""Placings that ask for a clock and states, beside date columns and `whole`:

cohort: received by the end of the period and not finished before its start, state at its end.
standing: the same without a start: what stands at the end of the period.
arrivals: received in the period (`received_at`), state at its end.
"""

WHOLE = "whole"
"""Rows of no period: procedures as the register has them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one fact table that satisfy `where`, placed in a period, counted or summed.

    placed_by: a column of instants or days, `whole`, or one of BY_STATE with clock and states.
    """

    facts: FactsName
    placed_by: str
    where: Condition = EVERY_ROW
    amount: Amount = "count"
    clock: ClockName | None = None
    states: tuple[StateName, ...] = ()

    @property
    def name(self) -> str:
        """Return twelve hex digits that follow from the content alone: equal parts share it."""
        return _digest(self)

    @property
    def adds_up(self) -> bool:
        """Say whether sums over agencies, procedures and months are the part of the whole.

        Ranked values never do. A procedure of several agencies counts once for those above them.
        """
        return self.amount[0] != "values" and self.facts != "procedures"

    @property
    def within(self) -> tuple["Part", ...]:
        """Return the parts whose being above zero this one asks of each procedure."""
        found = [each for each in leaves(self.where) if isinstance(each, Having)]
        return tuple(dict.fromkeys(part_of(each) for each in found))


def part_of(having: Having) -> Part:
    """Return the additive part that is above zero, procedure by procedure, where it holds."""
    return Part(having.facts, having.placed_by, having.where)


@cache
def _digest(part: Part) -> str:
    return sha256(repr(part).encode()).hexdigest()[:12]
