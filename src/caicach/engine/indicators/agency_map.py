"""Where recorded agencies stand on the map of a day, and whom they count for there."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from caicach.core.agencies import (
    Agency,
    AgencyCode,
    AgencyCodeError,
    AgencyKind,
    AgencyTree,
    DayTree,
    canonical_code,
    parse_agency_code,
)

LEVELS: dict[str, tuple[AgencyKind, ...]] = {
    "ministry": (AgencyKind.MINISTRY, AgencyKind.GOVERNMENT_BODY),
    "province": (AgencyKind.PROVINCE,),
    "department": (AgencyKind.DEPARTMENT,),
    "district": (AgencyKind.DISTRICT,),
    "commune": (
        AgencyKind.COMMUNE,
        AgencyKind.WARD,
        AgencyKind.TOWNSHIP,
        AgencyKind.SPECIAL_ZONE,
    ),
}
"""Kinds of agencies that a level stands for, as procedures and groupings name it."""

TOTAL = "total"
ONE = Decimal(1)


Misplaced = Literal["agency-not-divisible", "agency-without-successor"]
"""Why a recorded agency stands on a map under its own code, though it is none of it."""


@dataclass(frozen=True)
class AgencyMap:
    """The agencies of `day`. tree: None where the store has no register: codes tell all then."""

    tree: AgencyTree | None
    day: date

    @cached_property
    def day_tree(self) -> DayTree | None:
        """The tree as of the day."""
        return None if self.tree is None else self.tree.on(self.day)

    @cached_property
    def era_days(self) -> list[date]:
        """The days on which something became of an agency; between them codes mean the same."""
        return [] if self.tree is None else sorted({each.on for each in self.tree.events})

    def era(self, month: str) -> int:
        """Return the number of the era of a month; of none, the last."""
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError:
            return len(self.era_days)
        return bisect_right(self.era_days, first)

    def place(self, agency: str, era: int) -> tuple[dict[str, Decimal], Misplaced | None]:
        """Return the agencies of the map that hold what share of a recorded one, and what ails it.

        A code that was not in force in its era is taken on the nearest day on which it was. What
        was formed out of several only later cannot be divided again: it stays under its own code.
        """
        code = canonical_code(agency)
        since = self._nearest_day(code, era)
        if self.tree is None or since is None:  # codes tell all, or this is the code of no agency
            return {code: ONE}, None
        if since <= self.day:
            shares = self.tree.lineage.forward(code, since, self.day)
            return (shares, None) if shares else ({code: ONE}, "agency-without-successor")
        shares = self.tree.lineage.backward(code, self.day, since)
        if len(shares) == 1:  # whatever its share of that one, all of it came from there
            return dict.fromkeys(shares, ONE), None
        return {code: ONE}, "agency-not-divisible"

    def is_told(self, code: str, since: date) -> bool:
        """Say whether what is recorded from `since` on can count for an agency of the map.

        Not once the agency is no more, unless another came out of it alone.
        """
        if self.tree is None or since <= self.day:
            return True
        lineage = self.tree.lineage
        if any(end >= since for _, end in lineage.lives.runs(code)):
            return True
        heirs = lineage.forward(code, self.day, since)
        return any(list(lineage.backward(heir, self.day, since)) == [code] for heir in heirs)

    def agency(self, code: str) -> Agency | None:
        """Return the agency: of the map, else as it was on the nearest day it was in force."""
        if code not in self._agencies:
            tree = self._tree_of(code)
            self._agencies[code] = tree.agencies.get(code) if tree else None
        return self._agencies[code]

    @cached_property
    def _agencies(self) -> dict[str, Agency | None]:
        return {}

    def above(self, code: str) -> tuple[str, ...]:
        """Return the code and those above it, nearest first.

        A code that is not on the map stands below those of its own time that are: the province
        of an agency formed later, or abolished before, keeps its dossiers.
        """
        if code not in self._lines:
            self._lines[code] = self._line(code)
        return self._lines[code]

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _line(self, code: str) -> tuple[str, ...]:
        today, tree = self.day_tree, self._tree_of(code)
        if today is None:
            groups = _groups(code)
            return tuple(".".join(groups[:size]) for size in range(len(groups), 0, -1))
        above = tree.ancestors(code) if tree else ()
        return (code, *(each.code for each in above if each.code in today.agencies))

    def _tree_of(self, code: str) -> DayTree | None:
        """Return the tree of the day, or of the nearest one on which the code was in force."""
        if self.tree is None:
            return None
        days = [min(max(self.day, begin), end) for begin, end in self.tree.lineage.lives.runs(code)]
        day = min(days, key=lambda each: abs(each - self.day), default=None)
        return None if day is None else self._tree_on(day)

    def _tree_on(self, day: date) -> DayTree | None:
        if day == self.day:
            return self.day_tree
        if day not in self._trees and self.tree is not None:
            self._trees[day] = self.tree.on(day)
        return self._trees.get(day)

    @cached_property
    def _trees(self) -> dict[date, DayTree]:
        return {}

    def is_of_level(self, code: str, level: str) -> bool:
        """Say whether the agency is of that level; by its code alone, only a province is known."""
        found = self.agency(code)
        if found is None:
            return level == "province" and self.tree is None and len(_groups(code)) == 1
        return found.kind in LEVELS.get(level, ()) or found.kind.value == level

    def codes(self) -> Iterator[str]:
        """Yield the codes of all agencies of the map."""
        yield from (self.day_tree.agencies if self.day_tree else ())

    def _nearest_day(self, code: str, era: int) -> date | None:
        if self.tree is None:
            return None
        first = self.era_days[era - 1] if era else date.min
        last = date.max if era == len(self.era_days) else self.era_days[era]
        near: list[tuple[int, date]] = []
        for begin, end in self.tree.lineage.lives.runs(code):
            if begin < last and first <= end:
                return max(begin, first)
            day = end if end < first else begin
            near.append((abs((day - first).days), day))
        return min(near)[1] if near else None


def _groups(code: str) -> tuple[str, ...]:
    try:
        found: AgencyCode = parse_agency_code(code)
    except AgencyCodeError:
        return (code,)
    return found.groups
