"""The figures of indices: those that ship, and those the office has accepted since."""

from caicach.core.indices import IndexBook, index_series, shipped_book


def book_of(series: str) -> IndexBook | None:
    """Return all figures of an index; None for one that is not watched over the provinces."""
    if series not in {each.id for each in index_series()}:
        return None
    return shipped_book(series)
