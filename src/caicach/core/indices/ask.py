"""Questions to the shipped figures; a book that holds an office's own is asked the same way."""

from datetime import date

from caicach.core.indices.book import Figures
from caicach.core.indices.change import IndexChange, change_since
from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import Province
from caicach.core.indices.shipped import shipped_book


def history(index: str, province: Province, component: str | None = None) -> Figures:
    """Return what is known of a province, oldest first; years without figures are left out."""
    return shipped_book(index).history(province, component)


def table(index: str, year: int, component: str | None = None, day: date | None = None) -> Figures:
    """Return a year's figures, best first; those without a rank come last."""
    return shipped_book(index).table(year, component, day)


def neighbours(index: str, year: int, province: Province, n: int = 2) -> Figures:
    """Return the province with the `n` ranked just above and just below it."""
    return shipped_book(index).neighbours(year, province, n)


def best(index: str, year: int) -> IndexFigure | None:
    """Return the province with the first rank of a year, None where it is not known."""
    return shipped_book(index).best(year)


def change(
    index: str, province: Province, year: int, *, across_breaks: bool = False
) -> IndexChange:
    """Return the change since the year before; across a break only where that is asked for."""
    book = shipped_book(index)
    return change_since(book, province, (year - 1, year), across_breaks=across_breaks)
