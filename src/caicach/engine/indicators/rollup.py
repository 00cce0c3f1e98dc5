"""Amounts of recorded agencies added up to the groups that are asked for."""

from collections.abc import Collection, Iterable, Sequence
from itertools import count

import pyarrow as pa

from caicach.core.indicators import Part
from caicach.core.issues import Issue, issue
from caicach.engine.indicators.agency_map import AgencyMap, Misplaced
from caicach.engine.indicators.engine import Connection, EngineError
from caicach.engine.indicators.grouping import UNKNOWN, Grouping

_numbers = count(1)

SHOWN = 6
"""Agencies that a warning names; more of them are counted."""

PLACING = pa.schema(
    [("agency", pa.string()), ("era", pa.int32()), ("grp", pa.string()), ("share", pa.float64())]
)


class Rollup:
    """One grouping on one map. divides: give successors their share of a divided agency."""

    def __init__(
        self,
        connection: Connection,
        on: AgencyMap,
        grouping: Grouping,
        *,
        divides: bool = False,
    ) -> None:
        self.connection, self.on, self.grouping = connection, on, grouping
        self.divides = divides
        self.is_divided = False
        self._misplaced: dict[Misplaced, set[str]] = {}
        self._placed: dict[tuple[str, int], list[tuple[str, float]]] = {}

    @property
    def issues(self) -> list[Issue]:
        """What could not be placed so far, each reason once."""
        return [
            issue(code, str(self.on.day), agencies=_listed(agencies), day=self.on.day)
            for code, agencies in self._misplaced.items()
        ]

    def place(self, amounts: str) -> str:
        """Return the name of a table of the groups that each agency of `amounts` counts in.

        Columns: agency, era, grp and share. Raises EngineError where an agency was divided and
        shares are not asked for.
        """
        found = self.connection.execute(f"SELECT DISTINCT agency, era FROM {amounts}").fetchall()
        new = [each for each in found if each not in self._placed]
        self._place(new)
        rows = [(*each, grp, share) for each in found for grp, share in self._placed[each]]
        table = f"placing_{next(_numbers)}"
        listed = [dict(zip(PLACING.names, row, strict=True)) for row in rows]
        self.connection.register(table, pa.Table.from_pylist(listed, PLACING))
        return table

    def add_up(self, amounts: str, parts: Collection[Part], *keys: str) -> str:
        """Return SQL of the sums of `parts` by `keys`, of which the first is named grp."""
        placing = self.place(amounts)
        sums = ", ".join(f"{self._sum(part)} AS p_{part.name}" for part in parts)
        joined = f"{amounts} JOIN {placing} USING (agency, era)"
        return f"SELECT {', '.join(keys)}, {sums} FROM {joined} GROUP BY ALL"

    def groups_of(self, code: str) -> Sequence[str]:
        """Return the groups of a code that stands for today's agency, wherever it is now."""
        return [grp for grp, _ in self._groups_at(code, len(self.on.era_days))]

    def _sum(self, part: Part) -> str:
        if self.is_divided:
            return f"sum(p_{part.name} * share)"
        return f"sum(p_{part.name})::{'BIGINT' if part.amount == 'count' else 'DOUBLE'}"

    def _place(self, recorded: Iterable[tuple[str, int]]) -> None:
        for agency, era in recorded:
            self._placed[agency, era] = list(self._groups_at(agency, era))

    def _groups_at(self, agency: str, era: int) -> list[tuple[str, float]]:
        if not agency:
            groups = self.grouping.groups(UNKNOWN, self.on)
            return [(grp, 1.0) for grp in groups]
        places, ails = self.on.place(agency, era)
        if ails is not None:
            self._misplaced.setdefault(ails, set()).add(agency)
        if any(share != 1 for share in places.values()):
            self._refuse_division(agency)
        shares: dict[str, float] = {}
        for code, share in places.items():
            for grp in self.grouping.groups(code, self.on):
                shares[grp] = shares.get(grp, 0.0) + float(share)
        return list(shares.items())

    def _refuse_division(self, agency: str) -> None:
        if not self.divides:
            raise EngineError(issue("agency-divided", agency, agency=agency, day=self.on.day))
        self.is_divided = True


def _listed(agencies: Collection[str]) -> str:
    first = ", ".join(sorted(agencies)[:SHOWN])
    more = len(agencies) - SHOWN
    return first if more <= 0 else f"{first} … (+{more})"
