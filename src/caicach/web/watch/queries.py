"""The figures of indices: those that ship, and those the office has accepted since."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from zlib import crc32

from django.db.models import QuerySet

from caicach.core.indices import (
    IndexBook,
    IndexFigure,
    IndexSeries,
    index_series,
    province_of,
    series_of,
    shipped_book,
)
from caicach.web.watch.models import IndexEntry, IndexYearEntry

Stamp: TypeAlias = tuple[tuple[int, datetime], ...]
"""The accepted entries of an index; another stamp means other figures."""
KEPT = 12


class Shelved(NamedTuple):
    """A book, and a word that changes with its figures: part of the addresses of its charts."""

    book: IndexBook
    version: str


def watched(series: str) -> IndexSeries | None:
    """Return an index by its id, None for one that is not watched over the provinces."""
    return next((each for each in index_series() if each.id == series), None)


def book_of(series: str) -> IndexBook | None:
    """Return all figures of an index; None for one that is not watched over the provinces."""
    found = shelved(series)
    return None if found is None else found.book


def shelved(series: str) -> Shelved | None:
    """Return all figures of an index with their version, None as above."""
    if watched(series) is None:
        return None
    stamp = _stamps().get(series, ())
    version = crc32(repr([(key, at.timestamp()) for key, at in stamp]).encode())
    return Shelved(_joined(series, stamp), f"{version:x}")


def all_books() -> Mapping[str, IndexBook]:
    """Return the figures of all indices, by id, in the order they are shown: one query."""
    stamps = _stamps()
    return {each.id: _joined(each.id, stamps.get(each.id, ())) for each in index_series()}


def warm() -> None:
    """Read what ships, which the first page would else wait for."""
    for each in index_series():
        shipped_book(each.id)


def all_entries() -> QuerySet[IndexYearEntry]:
    """Return every year that was ever put in, newest first."""
    return IndexYearEntry.objects.select_related(
        "agency", "attachment__stored", "entered_by", "accepted_by", "ended_by", "replaced_by"
    )


def entry_of(figure: IndexFigure) -> IndexYearEntry | None:
    """Return the accepted entry a figure comes from, None for one that ships."""
    if figure.status != "entered":
        return None
    return (
        all_entries()
        .filter(series=figure.index, year=figure.year, day=figure.day, state="accepted")
        .first()
    )


def figures_of(entries: Mapping[int, IndexYearEntry]) -> list[IndexFigure]:
    """Return the figures of entries, by their keys."""
    rows = IndexEntry.objects.filter(entry__in=list(entries))
    return [found for row in rows if (found := _figure(entries[row.entry_id], row)) is not None]


def _stamps() -> dict[str, Stamp]:
    rows = IndexYearEntry.objects.filter(state="accepted").order_by("pk")
    found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for series, key, at in rows.values_list("series", "pk", "accepted_at"):
        if at is not None:
            found[series].append((key, at))
    return {series: tuple(stamp) for series, stamp in found.items()}


@lru_cache(maxsize=KEPT)
def _joined(series: str, stamp: Stamp) -> IndexBook:
    """The instants are in the stamp because a restored database may give a key anew."""
    book = shipped_book(series)
    if not stamp:
        return book
    entries = IndexYearEntry.objects.in_bulk([key for key, _at in stamp])
    return book.joined(figures_of(entries))


def _figure(entry: IndexYearEntry, row: IndexEntry) -> IndexFigure | None:
    province = province_of(row.province)
    if province is None:
        return None
    has_bands = series_of(entry.series).bands_of(entry.year) is not None
    return IndexFigure(
        entry.series,
        province,
        entry.year,
        row.component or None,
        value=None if row.value is None else Decimal(row.value),
        rank=row.rank,
        of=row.of,
        band=row.band or None,
        source=row.source or entry.source,
        status="entered",
        rank_status="published" if row.rank else None,
        band_status="published" if row.band and has_bands else None,
        day=entry.day,
        place=row.place,
    )
