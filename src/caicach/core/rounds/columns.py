"""One item over all agencies: how many were scored, what they got, and what the rest got."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import atanh, sqrt, tanh
from operator import mul
from typing import TypeAlias

from caicach.core.criteria import Branch
from caicach.core.rules import Score, State
from caicach.core.scoring import AgencyScore

ZERO = Decimal(0)

FEWEST = 10
"""Agencies below which a correlation says nothing: with nine, chance alone reaches 0.67 in one
case of twenty."""
SAME = 1e-9
"""Ratios closer than this differ by the arithmetic of floats alone."""
CERTAINTY = 1.959964
"""Standard deviations that hold 95 % of a bell curve."""


Worth: TypeAlias = tuple[Decimal, float]
"""The maximum of an item, exact and for ratios."""

CardTotal: TypeAlias = tuple[float, float]
"""Points and maximum of an agency over all items it reported."""


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How far an item goes with the rest of the card: a correlation from −1 to 1.

    low, high: 95 % of what so few agencies leave open. agencies: those it was reckoned from.
    """

    value: float
    low: float
    high: float
    agencies: int


@dataclass(slots=True)
class Column:
    """One item. ratios: points ÷ maximum of agencies scored; rests: the same of all other items
    reported by that agency, None where there are none."""

    code: str
    missing: int = 0
    exempt: int = 0
    full: int = 0
    zero: int = 0
    lost: Decimal = ZERO
    open_points: Decimal = ZERO
    ratios: list[float] = field(default_factory=list)
    rests: list[float | None] = field(default_factory=list)

    def add(self, score: Score, worth: Worth, card: CardTotal) -> None:
        """Take in one agency: its score here, and what its whole card comes to."""
        mine, state, step, exempt = score
        whole, top = worth
        if exempt:
            whole -= exempt
            top = float(whole)
        if mine is None or not top:
            self._add_blank(whole, state, step)
            return
        points, reported = card
        value, rest = float(mine), reported - top
        self.lost += whole - mine
        self.full += mine >= whole
        self.zero += not mine
        self.ratios.append(value / top)
        self.rests.append((points - value) / rest if rest > SAME else None)

    def _add_blank(self, whole: Decimal, state: State, step: str) -> None:
        """What stands in points given to its whole group is neither missing nor exempt."""
        if state is not State.NOT_REPORTED:
            self.exempt += 1
        elif not step.startswith("in_group:"):
            self.missing += 1
            self.open_points += whole

    def mean(self) -> float | None:
        """Return the mean ratio."""
        return sum(self.ratios) / len(self.ratios) if self.ratios else None

    def spread(self) -> float | None:
        """Return the standard deviation of the ratio over those scored, not an estimate."""
        if not self.ratios:
            return None
        return sqrt(_squared(_centred(self.ratios)) / len(self.ratios))

    def discrimination(self) -> Discrimination | None:
        """Return the correlation of the item with the rest of the card.

        Pearson's r of the item's ratio with that of all other items, the item itself left out,
        or it would go with itself. None for fewer than ten agencies, and where all have the same
        ratio here or in the rest. Bounds: tanh(atanh r ± 1.96 ÷ √(n − 3)), Fisher's z.
        Source: the item-rest correlation of classical test theory.
        """
        others = [rest for rest in self.rests if rest is not None]
        mine = self.ratios
        if len(others) < len(mine):
            pairs = zip(mine, self.rests, strict=True)
            mine = [ratio for ratio, rest in pairs if rest is not None]
        if len(mine) < FEWEST or _is_flat(mine) or _is_flat(others):
            return None
        value = _correlation(_centred(mine), _centred(others))
        return Discrimination(value, *_bounds(value, len(mine)), len(mine))


def columns_of(
    items: Iterable[Branch], agencies: Iterable[AgencyScore], columns: dict[str, Column]
) -> None:
    """Take the agencies of one block into the columns of its items.

    Agency by agency, as that is how scores lie in memory.
    """
    cells = []
    for item in items:
        code, worth = item.node.code, (item.maximum, float(item.maximum))
        cells.append((code, worth, columns.setdefault(code, Column(code))))
    for agency in agencies:
        scores, card = agency.scores, (float(agency.base_points), float(agency.reported))
        for code, worth, column in cells:
            column.add(scores[code], worth, card)


def scored_items(areas: Iterable[Branch]) -> Iterator[Branch]:
    """Yield items of the set proper that are worth something."""
    for area in areas:
        for item in area.items():
            if item.kind == "scored" and item.maximum:
                yield item


def _is_flat(values: list[float]) -> bool:
    return max(values) - min(values) < SAME


def _centred(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def _squared(values: list[float]) -> float:
    return _product(values, values)


def _product(values: list[float], others: list[float]) -> float:
    total: float = sum(map(mul, values, others))
    return total


def _correlation(mine: list[float], others: list[float]) -> float:
    """Pearson's r of values less their means: all lie in [0, 1], so plain sums are exact enough."""
    r = _product(mine, others) / sqrt(_squared(mine) * _squared(others))
    return max(-1.0, min(1.0, r))


def _bounds(value: float, number: int) -> tuple[float, float]:
    if abs(value) >= 1 - SAME:
        return value, value
    middle, wide = atanh(value), CERTAINTY / sqrt(number - 3)
    return tanh(middle - wide), tanh(middle + wide)
