"""Charts as they are declared: what is shown, never how it is drawn."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from caicach.core.issues import Lang

Amount: TypeAlias = Decimal | float | None
"""A value; None was not measured and leaves a gap, it is never drawn as 0."""
Role = Literal["focus", "compare", "context"]
"""Ours, a second subject, or what both are seen against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What every chart says in words: its finding, then what it shows and whence.

    alt: what a listener needs; made from the values where it is left empty.
    unit: after the numbers (`%`), places: decimals of printed values.
    """

    title: str
    subtitle: str = ""
    source: str = ""
    alt: str = ""
    lang: Lang = "vi"
    unit: str = ""
    places: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One value for each step."""

    name: str
    values: tuple[Amount, ...]
    role: Role = "focus"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target drawn as a dashed line, with its words."""

    value: Decimal | float
    words: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines are cut before step `before` (from 0); the words say why."""

    before: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(Declared):
    """Values over time. steps: what stands under each place of the time axis.

    is_rank: the values are ranks, of which 1 stands on top.
    """

    steps: tuple[str, ...]
    lines: tuple[Line, ...]
    is_rank: bool = False
    goal: Goal | None = None
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from 0."""

    name: str
    value: Amount
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart(Declared):
    """Bars from 0, best first unless `is_sorted` keeps the order given. names: of the rows."""

    rows: tuple[Bar, ...]
    names: str = ""
    goal: Goal | None = None
    is_sorted: bool = True
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Slope:
    """Two values of one row."""

    name: str
    before: Amount
    after: Amount
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeChart(Declared):
    """Two years side by side; `ends` are their names."""

    ends: tuple[str, str]
    rows: tuple[Slope, ...]
    names: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval and the goal it is held against; `state` in words."""

    name: str
    value: Amount
    low: Amount = None
    high: Amount = None
    goal: Amount = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart(Declared):
    """A row for each subject: interval in grey, value as a dot, goal as a dark tick."""

    rows: tuple[Dot, ...]
    names: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiples(Declared):
    """The same axes many times, one panel for each subject."""

    steps: tuple[str, ...]
    panels: tuple[Panel, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One of those the distribution is of."""

    name: str
    value: Amount
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Declared):
    """Every member is one dot; ours is named, the middle one marked. names: of the members."""

    members: tuple[Member, ...]
    names: str = ""


Chart: TypeAlias = LineChart | BarChart | SlopeChart | DotChart | SmallMultiples | Distribution
