"""Targets bound to a published index: the latest figure of the agency's province."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caicach.core.indices import IndexBook, IndexFigure, find_province
from caicach.core.indices.province import Province
from caicach.core.periods import Year
from caicach.core.targets import Base, Measured
from caicach.web.monitoring.evidence import NOTHING, Evidence
from caicach.web.plans.models import Target
from caicach.web.watch.queries import book_of


@dataclass
class IndexShelf:
    """The books of the indices, each opened once."""

    names: Mapping[int, str]
    today: date
    _books: dict[str, IndexBook | None] = field(default_factory=dict)

    def evidence(self, target: Target, agency: int, base: Base | None) -> Evidence:
        """Return the newest figure up to the year the target is due, with its year."""
        book = self._book(target.index_series)
        province = find_province(self.names.get(agency, ""), self.today.year)
        if book is None or province is None:
            return NOTHING
        known = self._known(book, province, target)
        if not known:
            return NOTHING
        latest = known[-1]
        if base is None and target.base_year:
            base = self._of_year(known, target, target.base_year)
        return Evidence("index", _read(latest, target.index_figure), Year(latest.year), base)

    def _known(self, book: IndexBook, province: Province, target: Target) -> list[IndexFigure]:
        last = min(self.today.year, target.due_on.year)
        history = book.history(province, target.index_component or None)
        return [
            each
            for each in history
            if each.year <= last and _read(each, target.index_figure) is not None
        ]

    def _of_year(self, known: list[IndexFigure], target: Target, year: int) -> Base | None:
        found = next((each for each in known if each.year == year), None)
        value = None if found is None else _read(found, target.index_figure)
        return None if isinstance(value, str | date) else value

    def _book(self, series: str) -> IndexBook | None:
        if series not in self._books:
            self._books[series] = book_of(series)
        return self._books[series]


def _read(figure: IndexFigure, wanted: str) -> Measured | None:
    if wanted == "rank":
        return figure.rank
    return figure.band if wanted == "band" else figure.value
