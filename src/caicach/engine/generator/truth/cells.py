"""Amounts kept for each agency and period, and added up to coarser ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from caicach.engine.generator.procedures import Procedure
from caicach.engine.generator.truth.windows import Window


@dataclass(slots=True)
class Cell:
    """What one agency comes to in one period.

    parts, wholes: of each indicator. days: how many dossiers took so many working days. used: the
    procedures that had a dossier filed online, paid online, or of a verified person.
    """

    parts: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    wholes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    days: Counter[float] = field(default_factory=Counter)
    used: dict[str, set[str]] = field(default_factory=dict)

    def count(self, indicator: str, part: float, whole: float | None) -> None:
        """Add to an indicator; whole: None where it has no denominator."""
        if part:
            self.parts[indicator] += part
        if whole:
            self.wholes[indicator] += whole

    def add(self, other: "Cell") -> None:
        """Add what another agency comes to in the same period."""
        for mine, others in ((self.parts, other.parts), (self.wholes, other.wholes)):
            for indicator, amount in others.items():
                mine[indicator] += amount
        self.days.update(other.days)
        for way, procedures in other.used.items():
            self.used.setdefault(way, set()).update(procedures)

    def use(self, way: str, procedure: Procedure) -> None:
        """Note that a procedure was used in a way."""
        self.used.setdefault(way, set()).add(procedure.code)


Place = tuple[Window, str]
Cells = dict[Place, Cell]


def added_up(cells: Cells, successors: Mapping[str, str]) -> Cells:
    """Return the cells of the agencies that each agency goes over to."""
    sums: Cells = {}
    for (window, agency), cell in cells.items():
        sums.setdefault((window, successors[agency]), Cell()).add(cell)
    return sums


def percentile(counts: Mapping[float, int], percent: int) -> float | None:
    """Return the value that `percent` of all do not exceed, between two values in proportion.

    None where nothing was counted.
    """
    values = sorted(Counter(counts).elements())
    if not values:
        return None
    place = (len(values) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


Line = tuple[str, str, str, object, object, object]


def lines_of(cells: Cells, percentiles: Mapping[str, int]) -> Iterator[Line]:
    """Yield period, agency, indicator, numerator, denominator, value; what is empty is left out."""
    for (window, agency), cell in sorted(
        cells.items(), key=lambda each: (each[0][0].name, each[0][1])
    ):
        for indicator in sorted(cell.parts.keys() | cell.wholes.keys()):
            part, whole = cell.parts.get(indicator, 0), cell.wholes.get(indicator, "")
            yield window.name, agency, indicator, _shown(part), _shown(whole), ""
        for indicator, percent in percentiles.items():
            value = percentile(cell.days, percent)
            if value is not None:
                yield window.name, agency, indicator, "", cell.days.total(), _shown(value)


def _shown(amount: object) -> object:
    """Whole numbers bear no point."""
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount
