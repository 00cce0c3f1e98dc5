"""What is known of an index as a whole: unit, years, bands, breaks of method."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from caicach.core.documents import Day, Label, Number, Shape, Text, Words
from caicach.core.issues import Lang

Year = Annotated[int, Field(ge=1990, le=2060)]
SeriesStatus = Literal["reported", "recalled"]
"""Read in a source, or recalled by the authors and to be confirmed."""
Unit = Literal["percent", "points"]


class IndexBreak(Shape):
    """From `year` on figures do not compare with those before.

    kind: `method` and `map` (other provinces) stop a comparison, `edition` is only marked.
    """

    year: Year
    day: Day | None = None
    kind: Literal["method", "edition", "map"] = "method"
    label: Words
    source: Text
    status: SeriesStatus = "reported"

    @property
    def stops_comparison(self) -> bool:
        """Say whether figures of both sides must not be subtracted."""
        return self.kind != "edition"


class Span(Shape):
    """Years from `since` to `until`, both included; an end left out is open."""

    since: Year | None = None
    until: Year | None = None

    def holds(self, year: int) -> bool:
        """Say whether `year` lies within."""
        return (self.since or year) <= year <= (self.until or year)


class BandEdge(Shape):
    """A band from `at_least` (included) up; the lowest band has no edge."""

    code: Text
    label: Words
    at_least: Number | None = None


class IndexBands(Span):
    """The bands of some years, best first: by edges of the value, or by quarters of the ranks."""

    by: Literal["value", "quarter"] = "value"
    bands: Annotated[tuple[BandEdge, ...], Field(min_length=1)]
    source: Text
    status: SeriesStatus = "reported"


class FieldSize(Span):
    """Of how many provinces the index is in some years."""

    of: Annotated[int, Field(ge=1)]


class Component(Span):
    """A part of the index in some years; `maximum` in the unit printed."""

    code: Text
    label: Words
    maximum: Number | None = None
    below: Text | None = None


class Scale(Span):
    """The lowest and the highest possible value in some years."""

    low: Number = Decimal(0)
    high: Number


class Feed(Shape):
    """Where figures ship: a folder of `standards/indices`, or one table of it.

    scale: what points printed from 0 to 1 are multiplied by. agency: that row of the table only.
    source: of tables whose rows name none; `{year}` stands for the year.
    """

    folder: Text
    table: Text | None = None
    year: Year | None = None
    day: Day | None = None
    agency: Text | None = None
    scale: Number = Decimal(1)
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """The mean of all provinces or of the country, in the unit of the index."""

    year: int
    value: Decimal
    status: Literal["published", "derived"]
    source: str


class IndexSeries(Shape):
    """An index over the years.

    daily: published every day, not every year. omits: some years leave provinces out.
    edition: the criteria set whose editions say how the parts add up. places: decimals shown.
    """

    id: Text
    label: Words
    short: Words
    unit: Unit
    places: Annotated[int, Field(ge=0, le=4)] = 2
    daily: bool = False
    omits: bool = False
    edition: Text | None = None
    publisher: Words
    feeds: tuple[Feed, ...]
    ranges: tuple[Scale, ...]
    fields: tuple[FieldSize, ...]
    components: tuple[Component, ...] = ()
    bands: tuple[IndexBands, ...] = ()
    breaks: tuple[IndexBreak, ...] = ()

    def bands_of(self, year: int) -> IndexBands | None:
        """Return the bands of a year, None where none are known."""
        return next((each for each in self.bands if each.holds(year)), None)

    def of(self, year: int) -> int | None:
        """Return how many provinces the index has in a year."""
        return next((each.of for each in self.fields if each.holds(year)), None)

    def range_of(self, year: int) -> Scale | None:
        """Return the lowest and highest possible total of a year."""
        return next((each for each in self.ranges if each.holds(year)), None)

    def components_of(self, year: int) -> tuple[Component, ...]:
        """Return the parts the index has in a year, in printed order."""
        return tuple(each for each in self.components if each.holds(year))

    def component(self, code: str, year: int) -> Component | None:
        """Return a part by its code."""
        return next((each for each in self.components_of(year) if each.code == code), None)

    def breaks_between(self, first: int, last: int) -> tuple[IndexBreak, ...]:
        """Return the breaks after `first` up to `last`, in order."""
        low, high = sorted((first, last))
        return tuple(each for each in self.breaks if low < each.year <= high)

    def unit_text(self, lang: Lang = "vi") -> str:
        """Return `%` or `điểm`."""
        points = Label(vi="điểm", en="points")
        return "%" if self.unit == "percent" else points.text(lang)
