"""Counts by agency and area, summed either way."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
"""Code of an agency, and an area."""
Counts: TypeAlias = dict[str, Counter[str]]


@dataclass(frozen=True)
class Tally:
    """What was counted for each agency and area; not to be changed, requests share it.

    summed: by agency, where it is known already.
    """

    pairs: Mapping[Pair, Counter[str]]
    summed: Counts | None = None

    @cached_property
    def by_agency(self) -> Counts:
        """Return the counts of each agency, all areas together."""
        if self.summed is not None:
            return self.summed
        return _summed((agency, counts) for (agency, _area), counts in self.pairs.items())

    @cached_property
    def by_area(self) -> Counts:
        """Return the counts of each area, all agencies together."""
        return _summed((area, counts) for (_agency, area), counts in self.pairs.items())

    def only(self, codes: Collection[str]) -> "Tally":
        """Return the counts of these agencies alone."""
        pairs = {pair: counts for pair, counts in self.pairs.items() if pair[0] in codes}
        whole = self.by_agency
        return Tally(pairs, {code: whole[code] for code in codes if code in whole})

    def recounted(self, codes: Collection[str], anew: "Tally") -> "Tally":
        """Return the counts with those of these agencies as they are in `anew`."""
        others = {pair: counts for pair, counts in self.pairs.items() if pair[0] not in codes}
        return Tally(others | dict(anew.pairs))


def _summed(rows: Iterable[tuple[str, Counter[str]]]) -> Counts:
    found: Counts = {}
    for key, counts in rows:
        found.setdefault(key, Counter()).update(counts)
    return found
