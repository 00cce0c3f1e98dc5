"""The regions that provinces are compared within, of both maps."""

from functools import cache
from importlib.resources import files

from caicach.core.documents import Shape, Text, Words, parse, read_document
from caicach.core.indices.province import Map, Province, map_of
from caicach.core.indices.series import SeriesStatus


class RegionSource(Shape):
    """Where the division stands, and whether it was read there."""

    text: Text
    status: SeriesStatus = "reported"


class Region(Shape):
    """A region of one map; provinces: their codes."""

    id: Text
    label: Words
    provinces: tuple[Text, ...]


class _RegionFile(Shape):
    source_63: RegionSource
    source_34: RegionSource
    regions_63: tuple[Region, ...]
    regions_34: tuple[Region, ...]


def regions(year: int) -> tuple[Region, ...]:
    """Return the regions of a year's map, from north to south."""
    return _of(map_of(year))


def region_of(province: Province) -> Region | None:
    """Return the region a province lies in on its own map."""
    return next((each for each in _of(province.map) if province.code in each.provinces), None)


def _of(on: Map) -> tuple[Region, ...]:
    found = _read()
    return found.regions_63 if on == "63" else found.regions_34


@cache
def _read() -> _RegionFile:
    place = ("indices", "regions.yaml")
    text = files("caicach.standards").joinpath(*place).read_text("utf-8")
    document, issues = read_document(text, "/".join(place))
    read = None
    if document is not None:
        read, more = parse(document, _RegionFile)
        issues += more
    if read is None:
        raise ValueError("; ".join(map(str, issues)))
    return read
