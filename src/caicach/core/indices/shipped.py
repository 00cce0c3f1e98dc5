"""The indices that ship, read from `standards/indices`."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field

from caicach.core.documents import Shape, parse, read_document
from caicach.core.indices.book import IndexBook
from caicach.core.indices.figure import FigureStatus, IndexFigure, RankStatus
from caicach.core.indices.province import Province, find_province
from caicach.core.indices.series import Feed, IndexSeries, NationalFigure

Line: TypeAlias = dict[str, str]


class _SeriesFile(Shape):
    series: Annotated[tuple[IndexSeries, ...], Field(min_length=1)]


@cache
def index_series() -> tuple[IndexSeries, ...]:
    """Return the indices that are watched, in the order they are shown."""
    text = _shelf().joinpath("series.yaml").read_text("utf-8")
    document, issues = read_document(text, "indices/series.yaml")
    read = None
    if document is not None:
        read, more = parse(document, _SeriesFile)
        issues += more
    if read is None:
        raise ValueError("; ".join(map(str, issues)))
    return read.series


def series_of(index: str) -> IndexSeries:
    """Return an index by its id. Raises KeyError for one that is not watched."""
    return {each.id: each for each in index_series()}[index]


@cache
def shipped_book(index: str) -> IndexBook:
    """Return the shipped figures of an index. Raises KeyError for one that is not watched."""
    series = series_of(index)
    return IndexBook.of(series, [each for feed in series.feeds for each in _fed(series, feed)])


@cache
def national_figures(index: str) -> tuple[NationalFigure, ...]:
    """Return the means of the whole country as published, oldest first."""
    text = _shelf().joinpath("national.csv").read_text("utf-8")
    return tuple(
        NationalFigure(
            int(each["year"]), Decimal(each["value"]), _status(each["status"]), each["source"]
        )
        for each in csv.DictReader(StringIO(text))
        if each["index"] == index
    )


def _status(text: str) -> Literal["published", "derived"]:
    return "derived" if text == "derived" else "published"


def _shelf() -> Traversable:
    return files("caicach.standards").joinpath("indices")


def _fed(series: IndexSeries, feed: Feed) -> Iterator[IndexFigure]:
    """Yield totals as printed first, so that they stand before what the inputs repeat."""
    folder = _shelf().joinpath(feed.folder)
    read = {"published": _printed, "derived": _printed, "inputs": _handed_in}
    found = sorted((each.name.split("."), each) for each in folder.iterdir() if each.is_file())
    for kind, reader in read.items():
        for (table, *rest), path in found:
            if rest == [kind, "csv"] and _is_meant(feed, table):
                yield from reader(series, feed, path)
    parts = folder.joinpath("parts")
    if parts.is_dir() and feed.table is None:
        for path in sorted(parts.iterdir(), key=lambda each: each.name):
            yield from _wide(series, feed, path)


def _is_meant(feed: Feed, table: str) -> bool:
    return table == feed.table if feed.table else table.isdigit()


def _printed(series: IndexSeries, feed: Feed, path: Traversable) -> Iterator[IndexFigure]:
    status: FigureStatus = "derived" if ".derived." in path.name else "published"
    for row, line in _table(series, feed, path).rows():
        rank, value = line["rank"], _value(series, feed, line)
        found = row.figure(line["criterion"] or None, value, line["source"])
        if found is None or (value is None and not rank):
            continue
        if rank:
            of, by = line["rank_of"], RANK_STATUS[status]
            found = replace(found, rank=int(rank), of=int(of) if of else None, rank_status=by)
        yield replace(found, status=status)


RANK_STATUS: dict[FigureStatus, RankStatus] = {"published": "published", "derived": "computed"}


def _handed_in(series: IndexSeries, feed: Feed, path: Traversable) -> Iterator[IndexFigure]:
    table = _table(series, feed, path)
    for row, line in table.rows():
        text = line.get("value") or line.get("points")
        found = row.figure(line["criterion"], Decimal(text), table.source) if text else None
        if found is not None and found.value is not None:
            yield replace(found, value=found.value * feed.scale) if feed.scale != 1 else found


def _wide(series: IndexSeries, feed: Feed, path: Traversable) -> Iterator[IndexFigure]:
    table = _table(series, feed, path)
    for row, line in table.rows():
        for component, text in line.items():
            if text and component in table.components:
                found = row.figure(component, Decimal(text), table.source)
                if found is not None:
                    yield found


class _Row(NamedTuple):
    """What the figures of one row share; province is None for a row that is not of the index."""

    table: "_Table"
    province: Province | None

    def figure(
        self, component: str | None, value: Decimal | None, source: str
    ) -> IndexFigure | None:
        """Return the figure; None for a row or a part that is not of the index."""
        table, province = self.table, self.province
        if province is None or (component is not None and component not in table.components):
            return None
        what = (table.series, province, table.year, component, value)
        return IndexFigure(*what, source=source, day=table.feed.day)


class _Table(NamedTuple):
    """A shipped file, and what is the same for all its rows; series: the id of the index."""

    series: str
    feed: Feed
    year: int
    components: frozenset[str]
    lines: list[Line]
    source: str

    def rows(self) -> Iterator[tuple[_Row, Line]]:
        """Yield each row that the feed is about."""
        for line in self.lines:
            if self.feed.agency in (None, line["agency"]):
                yield _Row(self, find_province(line["name"], self.year)), line


def _table(series: IndexSeries, feed: Feed, path: Traversable) -> _Table:
    year = feed.year or int(path.name.partition(".")[0])
    lines = list(csv.DictReader(StringIO(path.read_text("utf-8"))))
    codes = frozenset(each.code for each in series.components_of(year))
    source = (feed.source or "").replace("{year}", str(year))
    return _Table(series.id, feed, year, codes, lines, source)


def _value(series: IndexSeries, feed: Feed, line: Line) -> Decimal | None:
    """Parts are printed as points; a total stands in the column of the index's unit."""
    columns = ("points", "percent")
    if series.unit == "percent" and not line["criterion"]:
        columns = ("percent", "points")
    text = next((line[each] for each in columns if line[each]), None)
    if text is None:
        return None
    scale = Decimal(1) if text == line["percent"] else feed.scale
    return Decimal(text) * scale
