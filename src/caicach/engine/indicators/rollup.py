"""Amounts of recorded agencies added up to the groups that are asked for."""

from collections.abc import Collection
from itertools import count

from caicach.core.indicators import Part
from caicach.core.issues import Issue, issue
from caicach.engine.indicators.agency_map import Misplaced
from caicach.engine.indicators.engine import Connection
from caicach.engine.indicators.placement import Placement

_numbers = count(1)

SHOWN = 6
"""Agencies that a warning names; more of them are counted."""


class Rollup:
    """One placement at work on one cursor. divides: give successors of a divided agency shares."""

    def __init__(
        self, connection: Connection, placement: Placement, *, divides: bool = False
    ) -> None:
        self.connection, self.placement, self.divides = connection, placement, divides
        self.on, self.grouping = placement.on, placement.grouping
        self.is_divided = False
        self._misplaced: dict[Misplaced, set[str]] = {}

    @property
    def issues(self) -> list[Issue]:
        """What could not be placed so far, each reason once."""
        return [
            issue(code, str(self.on.day), agencies=_listed(agencies), day=self.on.day)
            for code, agencies in self._misplaced.items()
        ]

    def place(self, amounts: str, counts: str = "true") -> str:
        """Return the name of a table of the groups that each agency of `amounts` counts in.

        counts: SQL of whether a row has anything to place; what ails others is of no matter.
        Columns: agency, era, grp and share; agencies of other amounts may stand in it too.
        Raises EngineError where an agency was divided and shares are not asked for.
        """
        table = f"placing_{next(_numbers)}"
        self.connection.register("placed", self.placement.placed)
        new = f"SELECT DISTINCT agency, era FROM {amounts} ANTI JOIN placed USING (agency, era)"
        unplaced = self.connection.execute(new).fetchall()
        if unplaced:
            self.placement.place(unplaced, divides=True)
        self.connection.register(table, self.placement.table)
        if self.placement.amiss.num_rows:
            self._look_for_what_ails(amounts, counts)
        return table

    def _look_for_what_ails(self, amounts: str, counts: str) -> None:
        self.connection.register("amiss", self.placement.amiss)
        here = f"SELECT DISTINCT agency, era FROM {amounts} SEMI JOIN amiss USING (agency, era)"
        found = self.connection.execute(f"{here} WHERE {counts}").fetchall()
        places = self.placement.place(found, divides=self.divides)
        for (agency, _), place in zip(found, places, strict=True):
            self.is_divided |= place.is_divided
            if place.ails is not None and place.shares:
                self._misplaced.setdefault(place.ails, set()).add(agency)

    def add_up(self, amounts: str, parts: Collection[Part], *keys: str) -> str:
        """Return SQL of the sums of `parts` by `keys`, of which the first is named grp."""
        placing = self.place(amounts, " OR ".join(f"p_{part.name} <> 0" for part in parts))
        sums = ", ".join(f"{self._sum(part)} AS p_{part.name}" for part in parts)
        joined = f"{amounts} JOIN {placing} USING (agency, era)"
        return f"SELECT {', '.join(keys)}, {sums} FROM {joined} GROUP BY ALL"

    def _sum(self, part: Part) -> str:
        if self.is_divided:
            return f"sum(p_{part.name} * share)"
        return f"sum(p_{part.name})::{'BIGINT' if part.amount == 'count' else 'DOUBLE'}"


def _listed(agencies: Collection[str]) -> str:
    first = ", ".join(sorted(agencies)[:SHOWN])
    more = len(agencies) - SHOWN
    return first if more <= 0 else f"{first} … (+{more})"
