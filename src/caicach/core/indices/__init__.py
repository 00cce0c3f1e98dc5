"""The watched indices over the years: figures, ranks, bands, and where a method broke."""

from caicach.core.indices.ask import best, change, history, neighbours, table
from caicach.core.indices.book import IndexBook
from caicach.core.indices.change import IndexChange, change_since
from caicach.core.indices.figure import IndexFigure
from caicach.core.indices.province import (
    Province,
    find_province,
    map_of,
    province_of,
    provinces,
)
from caicach.core.indices.region import Region, region_of, regions
from caicach.core.indices.series import (
    Component,
    IndexBands,
    IndexBreak,
    IndexSeries,
    NationalFigure,
)
from caicach.core.indices.shipped import (
    index_series,
    national_figures,
    series_of,
    shipped_book,
)

__all__ = [
    "Component",
    "IndexBands",
    "IndexBook",
    "IndexBreak",
    "IndexChange",
    "IndexFigure",
    "IndexSeries",
    "NationalFigure",
    "Province",
    "Region",
    "best",
    "change",
    "change_since",
    "find_province",
    "history",
    "index_series",
    "map_of",
    "national_figures",
    "neighbours",
    "province_of",
    "provinces",
    "region_of",
    "regions",
    "series_of",
    "shipped_book",
    "table",
]
