"""Recorded agencies and the groups they count in, worked out once for a map and a grouping."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa

from caicach.core.issues import issue
from caicach.engine.indicators.agency_map import AgencyMap, Misplaced
from caicach.engine.indicators.engine import EngineError
from caicach.engine.indicators.grouping import UNKNOWN, Grouping

Recorded = tuple[str, int]
"""An agency as recorded, '' where none is, and the era of its code."""

SCHEMA = pa.schema(
    [("agency", pa.string()), ("era", pa.int32()), ("grp", pa.string()), ("share", pa.float64())]
)


class Place(NamedTuple):
    """Groups with the share of the agency's figures that counts there; ails: what is amiss."""

    shares: Sequence[tuple[str, float]]
    ails: Misplaced | None = None

    @property
    def is_divided(self) -> bool:
        """Say whether some figures are divided."""
        return any(share != 1 for _, share in self.shares)

    @property
    def is_whole(self) -> bool:
        """Say whether the agency stands on the map as it was recorded."""
        return self.ails is None and not self.is_divided


class Placement:
    """One grouping on one map; what is placed stays placed for later figures."""

    def __init__(self, on: AgencyMap, grouping: Grouping) -> None:
        self.on, self.grouping = on, grouping
        self._places: dict[Recorded, Place] = {}
        self._untold: dict[date, frozenset[str]] = {}

    def place(self, recorded: Iterable[Recorded], *, divides: bool) -> list[Place]:
        """Return where each stands.

        Raises EngineError where one was divided and `divides` is not asked for.
        """
        found = []
        for each in recorded:
            if each not in self._places:
                self._places[each] = self._placed(*each)
                for name in ("table", "placed", "amiss"):
                    self.__dict__.pop(name, None)
            place = self._places[each]
            if place.is_divided and not divides:
                raise EngineError(issue("agency-divided", each[0], agency=each[0], day=self.on.day))
            found.append(place)
        return found

    @cached_property
    def table(self) -> pa.Table:
        """All that was placed so far, a row for each group that an agency counts in."""
        rows = [(*each, *share) for each, place in self._places.items() for share in place.shares]
        columns = zip(*rows, strict=True) if rows else [()] * len(SCHEMA)
        arrays = [pa.array(c, each.type) for c, each in zip(columns, SCHEMA, strict=True)]
        return pa.table(arrays, schema=SCHEMA)

    @cached_property
    def placed(self) -> pa.Table:
        """Agencies and eras that were placed so far, be it in no group."""
        return _recorded(self._places)

    @cached_property
    def amiss(self) -> pa.Table:
        """Of the placed ones, those that do not stand whole on the map."""
        return _recorded([each for each, place in self._places.items() if not place.is_whole])

    @cached_property
    def expected(self) -> Sequence[str]:
        """The groups that have a row even if nothing was recorded, in the order of the map."""
        return list(dict.fromkeys(self.grouping.expected(self.on)))

    def untold(self, since: date) -> frozenset[str]:
        """Return the groups of agencies none of which can have anything recorded since then."""
        if self.on.tree is None or since <= self.on.day or self.grouping.is_of_procedures:
            return frozenset()
        if since not in self._untold:
            told = [code for code in self.on.codes() if self.on.is_told(code, since)]
            groups = {grp for code in told for grp in self.grouping.groups(code, self.on)}
            self._untold[since] = frozenset(self.expected) - groups
        return self._untold[since]

    def groups_of(self, code: str) -> list[str]:
        """Return the groups of a code that stands for today's agency, wherever it is now."""
        return [grp for grp, _ in self._placed(code, len(self.on.era_days)).shares]

    def _placed(self, agency: str, era: int) -> Place:
        if not agency:
            return Place([(grp, 1.0) for grp in self.grouping.groups(UNKNOWN, self.on)])
        codes, ails = self.on.place(agency, era)
        shares: dict[str, float] = {}
        for code, share in codes.items():
            for grp in self.grouping.groups(code, self.on):
                shares[grp] = shares.get(grp, 0.0) + float(share)
        return Place(list(shares.items()), ails)


def _recorded(found: Collection[Recorded]) -> pa.Table:
    columns = zip(*found, strict=True) if found else ((), ())
    arrays = [pa.array(c, each.type) for c, each in zip(columns, SCHEMA, strict=False)]
    return pa.table(arrays, names=SCHEMA.names[:2])
