"""Where one figure comes from: as printed, reckoned, or entered, and by whom."""

from dataclasses import dataclass

from caicach.core.indices import Component, IndexBook, IndexFigure, IndexSeries, province_of
from caicach.core.numbers import format_number, no_data
from caicach.web.look.day import read_day
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.charting.parts import Part, parts_of
from caicach.web.watch.glance import change_to
from caicach.web.watch.models import IndexYearEntry
from caicach.web.watch.queries import book_of, entry_of
from caicach.web.watch.words import ChangeShown, amount, band_words
from caicach.web.watch.year_table import rank_status_words, status_words


@dataclass(frozen=True)
class Origin:
    """A figure with everything known of it. entry: the accepted year it was entered with."""

    book: IndexBook
    figure: IndexFigure
    entry: IndexYearEntry | None

    @property
    def series(self) -> IndexSeries:
        """Return the index."""
        return self.book.series

    @property
    def component(self) -> Component | None:
        """Return the part the figure is of, None for the total."""
        if self.figure.component is None:
            return None
        return self.series.component(self.figure.component, self.figure.year)

    @property
    def value(self) -> str:
        """Return the value with its unit; a part is in points of its own."""
        if self.figure.component is None:
            return amount(self.series, self.figure.value)
        value, places = self.figure.value, self.series.places
        return (
            no_data(lang()) if value is None else format_number(value, lang=lang(), places=places)
        )

    @property
    def link(self) -> str:
        """Return the address the source is, empty where it is words."""
        return self.figure.source if self.figure.source.startswith("http") else ""

    @property
    def status(self) -> str:
        """Return how the value came about."""
        return status_words(self.figure)

    @property
    def rank_status(self) -> str:
        """Return how the rank came about."""
        return rank_status_words(self.figure)

    @property
    def band(self) -> str:
        """Return the band in words."""
        return band_words(self.figure)

    @property
    def changed(self) -> ChangeShown:
        """Return the change since the year before."""
        return change_to(self.book, self.figure)

    @property
    def parts(self) -> list[Part]:
        """Return the parts of a total."""
        if self.figure.component is not None:
            return []
        return parts_of(self.book, self.figure.province, self.figure.year)


def origin_of(series: str, year: int, key: str, component: str, day: str) -> Origin | None:
    """Return a figure by its address; None where there is none."""
    book, province = book_of(series), province_of(key)
    if book is None or province is None:
        return None
    on = read_day(day)
    history = [each for each in book.history(province, component or None) if each.year == year]
    found = [each for each in history if on is None or each.day == on]
    return Origin(book, found[-1], entry_of(found[-1])) if found else None
