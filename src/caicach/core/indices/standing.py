"""Ranks and bands reckoned from values where none are printed, and marked so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.series import IndexBands, IndexSeries
from caicach.core.ranking import rank_values


def with_standing(series: IndexSeries, figures: tuple[IndexFigure, ...]) -> tuple[IndexFigure, ...]:
    """Return the figures, those without a printed rank or band with a computed one.

    A rank is computed only where the values of the whole field of that time are known; a part
    of the field would give a better rank than is true.
    """
    groups: dict[object, list[IndexFigure]] = defaultdict(list)
    for each in figures:
        groups[each.year, each.day, each.component].append(each)
    return tuple(each for group in groups.values() for each in _placed(series, group))


def _placed(series: IndexSeries, group: list[IndexFigure]) -> Iterator[IndexFigure]:
    ranks = _ranks(group, series.of(group[0].year))
    bands = series.bands_of(group[0].year) if group[0].component is None else None
    for each in group:
        found = _ranked(each, ranks)
        yield found if bands is None else _banded(bands, found)


def _ranks(group: list[IndexFigure], of: int | None) -> Mapping[str, int]:
    values = {e.province.key: e.value for e in group if e.value is not None}
    return rank_values(values) if of is not None and len(values) >= of else {}


def _ranked(figure: IndexFigure, ranks: Mapping[str, int]) -> IndexFigure:
    rank = ranks.get(figure.province.key)
    if figure.rank is not None or rank is None:
        return figure
    return figure.ranked(rank, len(ranks))


def _banded(bands: IndexBands, figure: IndexFigure) -> IndexFigure:
    if figure.band is not None:
        return figure
    code = band_by_value(bands, figure.value) if bands.by == "value" else quarter(bands, figure)
    return figure if code is None else replace(figure, band=code, band_status="computed")


def band_by_value(bands: IndexBands, value: Decimal | None) -> str | None:
    """Return the code of the highest band that `value` reaches; None when it is missing."""
    if value is None:
        return None
    reached = (e.code for e in bands.bands if e.at_least is None or value >= e.at_least)
    return next(reached, None)


def quarter(bands: IndexBands, figure: IndexFigure) -> str | None:
    """Return the quarter of the field a rank lies in, None without a rank.

    Rank r of n is in quarter k when r - 1 ≤ (n - 1) × k ÷ 4, so that 63 provinces part into
    16, 16, 15 and 16.
    """
    if figure.rank is None or figure.of is None:
        return None
    parts = len(bands.bands)
    steps = ((k, each.code) for k, each in enumerate(bands.bands, start=1))
    reached = (code for k, code in steps if (figure.rank - 1) * parts <= (figure.of - 1) * k)
    return next(reached, None)
