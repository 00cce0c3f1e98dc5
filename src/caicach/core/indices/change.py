"""What changed from one year to another, where the two compare."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.core.indices.book import IndexBook
from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import Province, map_of
from caicach.core.indices.series import IndexBreak
from caicach.core.issues import Issue, Said, issue


@dataclass(frozen=True, slots=True)
class IndexChange:
    """A change since an earlier year.

    value: in the unit of the index, None where it must not or cannot be told. places: won ones
    are positive. reasons: why a part is not told, or what to keep in mind about what is.
    """

    before: IndexFigure | None
    after: IndexFigure | None
    value: Decimal | None = None
    places: int | None = None
    breaks: tuple[IndexBreak, ...] = ()
    reasons: tuple[Issue, ...] = ()


def change_since(
    book: IndexBook,
    province: Province,
    years: tuple[int, int],
    component: str | None = None,
    *,
    across_breaks: bool = False,
) -> IndexChange:
    """Return the change from the first of `years` to the second.

    across_breaks: tell the difference though the method changed between; the reasons still say
    so. Figures of different maps are of different provinces and are never subtracted.
    """
    first, last = years
    before, after = (book.find(province, year, component) for year in years)
    breaks = book.series.breaks_between(first, last)
    reasons = [*_missing(book, province, years, (before, after)), *_told(book, province, breaks)]
    stopped = any(each.stops_comparison for each in breaks) and not across_breaks
    if before is None or after is None or stopped or map_of(first) != map_of(last):
        return IndexChange(before, after, None, None, breaks, tuple(reasons))
    return IndexChange(
        before, after, _value(before, after), _places(before, after), breaks, tuple(reasons)
    )


def _value(before: IndexFigure, after: IndexFigure) -> Decimal | None:
    if before.value is None or after.value is None:
        return None
    return after.value - before.value


def _places(before: IndexFigure, after: IndexFigure) -> int | None:
    """Places of fields of different sizes do not compare."""
    if before.rank is None or after.rank is None or before.of != after.of:
        return None
    return before.rank - after.rank


def _missing(
    book: IndexBook,
    province: Province,
    years: tuple[int, int],
    found: tuple[IndexFigure | None, IndexFigure | None],
) -> list[Issue]:
    where = f"{book.series.id} / {province.name}"
    name = Said(book.series.short.text("vi"), book.series.short.text("en"))
    return [
        issue("index-no-figure", where, index=name, province=province.name, year=year)
        for year, figure in zip(years, found, strict=True)
        if figure is None or figure.value is None
    ]


def _told(book: IndexBook, province: Province, breaks: tuple[IndexBreak, ...]) -> list[Issue]:
    where = f"{book.series.id} / {province.name}"
    name = Said(book.series.short.text("vi"), book.series.short.text("en"))
    codes = {"method": "index-break-method", "map": "index-break-map", "edition": "index-edition"}
    return [
        issue(
            codes[each.kind],
            where,
            index=name,
            year=each.year,
            reason=Said(each.label.text("vi"), each.label.text("en")),
        )
        for each in breaks
    ]
