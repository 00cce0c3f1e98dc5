"""A year of an index as an office hands it in, before it is accepted."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import Province
from caicach.core.indices.series import IndexSeries
from caicach.core.issues import Issue
from caicach.core.reconcile import PublishedFigure, Reconciliation


@dataclass(frozen=True, slots=True)
class YearRow:
    """A province's row: its total with the rank, its parts, its band in words, and their cells.

    band_place: the cell of the band; empty where the table has no such column.
    """

    province: Province
    total: PublishedFigure
    parts: tuple[PublishedFigure, ...] = ()
    band: str | None = None
    band_place: str = ""

    def value(self, series: IndexSeries) -> Decimal | None:
        """Return the total in the unit of the index."""
        first, other = self.total.points, self.total.percent
        if series.unit == "percent":
            first, other = other, first
        return other if first is None else first


@dataclass(frozen=True, slots=True)
class IndexYear:
    """What was read of a year, all that is to be said about it, and ours beside theirs.

    figures: empty while a fault stands; warnings are for a person to judge.
    """

    figures: tuple[IndexFigure, ...]
    issues: tuple[Issue, ...]
    reconciliation: Reconciliation


def figures_of(
    series: IndexSeries, year: int, rows: list[YearRow], source: str
) -> list[IndexFigure]:
    """Return the rows as figures of the index, each with its cell."""
    return [each for row in rows for each in _figures(series, year, row, source)]


def _figures(series: IndexSeries, year: int, row: YearRow, source: str) -> list[IndexFigure]:
    total, bands = row.total, series.bands_of(year)
    codes = {each.code: each for each in bands.bands} if bands else {}
    band = row.band if row.band in codes or not bands else None
    found = [
        IndexFigure(
            series.id,
            row.province,
            year,
            value=row.value(series),
            rank=total.rank,
            of=total.rank_of or (series.of(year) if total.rank else None),
            band=band,
            source=total.source or source,
            status="entered",
            rank_status="published" if total.rank else None,
            band_status="published" if band else None,
            place=total.place,
        )
    ]
    for part in row.parts:
        what = (series.id, row.province, year, part.criterion, part.value)
        origin = part.source or source
        found.append(IndexFigure(*what, source=origin, status="entered", place=part.place))
    return [each for each in found if each.value is not None or each.rank is not None]
