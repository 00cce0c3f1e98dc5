"""The shape of a file of indicators, before its conditions are read."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from caicach.core.documents import Day, Number, Shape, Text, Words
from caicach.core.indicators.figure import WhenEmpty
from caicach.core.indicators.indicator import Direction, Kind, Unit
from caicach.core.indicators.part import ClockName, StateName

Raw = Any  # a condition: read apart, by the columns of its table


class SideEntry(Shape):
    """Numerator or denominator; without keys, all rows."""

    where: Raw = None
    states: tuple[StateName, ...] = ()


class SourceEntry(Shape):
    """Where the definition comes from."""

    text: Text
    place: Text | None = None
    status: Literal["reported", "recalled", "derived"]


class Effective(Shape):
    """First and last day on which the definition holds; both included."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class IndicatorEntry(Shape):
    """One indicator as written."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Words
    unit: Unit
    direction: Direction
    kind: Kind
    facts: Literal["dossiers", "petitions", "documents", "procedures"]
    placed_by: Text
    clock: ClockName | None = None
    where: Raw = None
    numerator: SideEntry | None = None
    denominator: SideEntry | None = None
    sum: Text | None = None
    of: Text | None = None
    percentile: Annotated[Number, Field(ge=0, le=100)] | None = None
    empty_denominator: WhenEmpty = "missing"
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    source: SourceEntry
    effective: Effective = Effective()
    note: Words | None = None


class IndicatorFile(Shape):
    """A file of indicators of one theme."""

    theme: Words | None = None
    indicators: tuple[IndicatorEntry, ...] = Field(min_length=1)
