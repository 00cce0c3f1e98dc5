"""Whether a year handed in can be right: provinces, ranges, ranks, bands, all faults at once."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import provinces
from caicach.core.indices.series import IndexBands, IndexSeries
from caicach.core.indices.standing import band_by_value, quarter
from caicach.core.indices.year_rows import YearRow
from caicach.core.issues import Issue, Said, issue


def check_year(
    series: IndexSeries, year: int, rows: Sequence[YearRow], where: str
) -> Iterator[Issue]:
    """Yield what stands against accepting the rows, each with its cell.

    where: the file, for what is about the whole of it.
    """
    yield from _check_twice(rows)
    yield from _check_whole(series, year, rows, where)
    yield from _check_shares(series, year, rows, where)
    for row in rows:
        yield from _check_total(series, year, row)
        yield from _check_parts(series, year, row)
    bands = series.bands_of(year)
    if bands is not None:
        yield from _check_bands(series, year, rows, bands)


def _check_twice(rows: Sequence[YearRow]) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for row in rows:
        before = first.setdefault(row.province.key, row.total.place)
        if before != row.total.place:
            values = {"province": row.province.name, "first": before}
            yield issue("index-province-twice", row.total.place, **values)


def _check_whole(
    series: IndexSeries, year: int, rows: Sequence[YearRow], where: str
) -> Iterator[Issue]:
    """A year holds every province once; some indices leave provinces out, and say so."""
    expected, found = provinces(year), {row.province.key for row in rows}
    missing = [each.name for each in expected if each.key not in found]
    if missing:
        code = "index-provinces-left-out" if series.omits else "index-provinces-missing"
        counts = {"count": len(missing), "of": len(expected), "year": year}
        yield issue(code, where, **counts, names=", ".join(missing))
    empty = [row.province.name for row in rows if row.value(series) is None]
    if empty:
        yield issue("index-values-missing", where, count=len(empty), names=", ".join(empty))
    ranks = {row.total.rank for row in rows if row.total.rank is not None}
    if ranks and 1 not in ranks:
        yield issue("index-no-first-rank", where)


def _check_shares(
    series: IndexSeries, year: int, rows: Sequence[YearRow], where: str
) -> Iterator[Issue]:
    """0.9617 where 96.17 is meant: told once for the table, not for each province."""
    if _are_shares(series, year, rows):
        yield issue("index-values-are-shares", where, high=_high(series, year))


def _are_shares(series: IndexSeries, year: int, rows: Sequence[YearRow]) -> bool:
    values = [value for row in rows if (value := row.value(series)) is not None]
    return _high(series, year) > 1 and len(values) > 1 and all(0 < each <= 1 for each in values)


def _high(series: IndexSeries, year: int) -> Decimal:
    found = series.range_of(year)
    return Decimal(100) if found is None else found.high


def _check_total(series: IndexSeries, year: int, row: YearRow) -> Iterator[Issue]:
    bounds, value, total = series.range_of(year), row.value(series), row.total
    if bounds is not None and value is not None and not bounds.low <= value <= bounds.high:
        yield issue(
            "index-value-out-of-range",
            total.place,
            province=row.province.name,
            part=Said("tổng", "the total"),
            value=value,
            low=bounds.low,
            high=bounds.high,
        )
    of = series.of(year)
    if total.rank is not None and of is not None and not 1 <= total.rank <= of:
        values = {"province": row.province.name, "rank": total.rank, "of": of}
        yield issue("index-rank-beyond-field", total.place, **values)


def _check_parts(series: IndexSeries, year: int, row: YearRow) -> Iterator[Issue]:
    for part in row.parts:
        known = series.component(part.criterion or "", year)
        high = None if known is None else known.maximum
        if known is None or high is None or part.value is None or 0 <= part.value <= high:
            continue
        yield issue(
            "index-value-out-of-range",
            part.place,
            province=row.province.name,
            part=Said(known.label.text("vi"), known.label.text("en")),
            value=part.value,
            low=Decimal(0),
            high=high,
        )


def _check_bands(
    series: IndexSeries, year: int, rows: Sequence[YearRow], bands: IndexBands
) -> Iterator[Issue]:
    labels = {each.code: Said(each.label.text("vi"), each.label.text("en")) for each in bands.bands}
    known = ", ".join(each.label.vi for each in bands.bands)
    for row in rows:
        if row.band is None:
            continue
        if row.band not in labels:
            yield issue(
                "index-band-unknown", row.band_place, value=row.band, known=known, year=year
            )
            continue
        reckoned = _band(series, year, row, bands)
        if reckoned is not None and reckoned != row.band:
            values = {"printed": labels[row.band], "reckoned": labels[reckoned]}
            yield issue(
                "index-band-does-not-follow",
                row.band_place,
                province=row.province.name,
                **values,
            )


def _band(series: IndexSeries, year: int, row: YearRow, bands: IndexBands) -> str | None:
    if bands.by == "value":
        return band_by_value(bands, row.value(series))
    of = row.total.rank_of or series.of(year)
    return quarter(bands, IndexFigure(series.id, row.province, year, rank=row.total.rank, of=of))
