"""All figures of one index, asked by province, by year and by neighbourhood."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import Province
from caicach.core.indices.series import IndexSeries
from caicach.core.indices.standing import with_standing

Figures: TypeAlias = tuple[IndexFigure, ...]
Key: TypeAlias = tuple[int, date | None, str | None, str]


@dataclass(frozen=True, slots=True)
class IndexBook:
    """The figures of one index: one for each province, time and component."""

    series: IndexSeries
    figures: Figures
    _of_province: dict[object, list[IndexFigure]] = field(init=False, repr=False, compare=False)
    _of_year: dict[object, list[IndexFigure]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of_province: dict[object, list[IndexFigure]] = defaultdict(list)
        of_year: dict[object, list[IndexFigure]] = defaultdict(list)
        for each in self.figures:
            of_province[each.province.key, each.component].append(each)
            of_year[each.year, each.component].append(each)
        object.__setattr__(self, "_of_province", dict(of_province))
        object.__setattr__(self, "_of_year", dict(of_year))

    @classmethod
    def of(cls, series: IndexSeries, figures: Iterable[IndexFigure]) -> "IndexBook":
        """Return the book with ranks and bands reckoned where none are printed.

        Where two figures are of one province, time and component, the first stands.
        """
        kept: dict[Key, IndexFigure] = {}
        for each in figures:
            kept.setdefault(_key(each), each)
        return cls(series, with_standing(series, tuple(kept.values())))

    def joined(self, more: Iterable[IndexFigure]) -> "IndexBook":
        """Return the book with `more`, which stand before what it has."""
        return IndexBook.of(self.series, [*more, *self.figures])

    def years(self) -> tuple[int, ...]:
        """Return the years with any figure, in order."""
        return tuple(sorted({each.year for each in self.figures}))

    def days(self, year: int) -> tuple[date, ...]:
        """Return the days of a year with figures of an index that is published every day."""
        found = {each.day for each in self.figures if each.year == year and each.day is not None}
        return tuple(sorted(found))

    def history(self, province: Province, component: str | None = None) -> Figures:
        """Return what is known of a province, oldest first; years without figures are left out."""
        found = self._of_province.get((province.key, component), [])
        return tuple(sorted(found, key=lambda each: each.when))

    def table(self, year: int, component: str | None = None, day: date | None = None) -> Figures:
        """Return a year's figures, best first; those without a rank come last, by value and name.

        day: of an index published every day; the day with most provinces when left out.
        """
        mine = self._of_year.get((year, component), [])
        on = day or _fullest(mine)
        return tuple(sorted((each for each in mine if each.day == on), key=_best_first))

    def find(
        self, province: Province, year: int, component: str | None = None
    ) -> IndexFigure | None:
        """Return a province's last figure of a year, None where there is none."""
        found = [each for each in self.history(province, component) if each.year == year]
        return found[-1] if found else None

    def neighbours(self, year: int, province: Province, n: int = 2) -> Figures:
        """Return the province with the `n` ranked just above and the `n` just below it.

        Empty where it has no rank. Only ranks that are known count: in a table of which a part
        was published the next above may be many places away.
        """
        ranked = [each for each in self.table(year) if each.rank is not None]
        at = next((i for i, e in enumerate(ranked) if e.province.key == province.key), None)
        return () if at is None else tuple(ranked[max(0, at - n) : at + n + 1])

    def best(self, year: int) -> IndexFigure | None:
        """Return the province with the first rank of a year, None where it is not known."""
        return next((each for each in self.table(year) if each.rank == 1), None)


def _key(figure: IndexFigure) -> Key:
    return figure.year, figure.day, figure.component, figure.province.key


def _fullest(figures: list[IndexFigure]) -> date | None:
    """Return the day of most figures, the later of two alike; None for a yearly index."""
    counts: dict[date, int] = {}
    for each in figures:
        if each.day is not None:
            counts[each.day] = counts.get(each.day, 0) + 1
    return max(counts, key=lambda day: (counts[day], day)) if counts else None


def _best_first(figure: IndexFigure) -> tuple[bool, int, bool, object, str]:
    value = figure.value
    is_empty = value is None
    return (
        figure.rank is None,
        figure.rank or 0,
        is_empty,
        -value if value else 0,
        figure.province.name,
    )
