"""What a forecast assumes beyond the figures, as data with reasons."""

from functools import cache

from caicach.core.documents import Number, Shape, Text
from caicach.core.targets.shelf import read_shipped


class Interval(Shape):
    """How many of 100 years are meant to end between low and high."""

    percent: Number
    why: Text


class Spread(Shape):
    """How much months differ before this year's have spoken, and how many months that weighs.

    share: variance of the true values of months, over p(1-p) or over the squared pace.
    """

    share: Number
    months: Number
    why: Text


class Persistence(Shape):
    """How much of a month's deviation is carried into the next."""

    per_month: Number
    why: Text


class HalfLife(Shape):
    """After how many months a month weighs half."""

    months: Number
    why: Text


class TrendBounds(Shape):
    """From how many months on, and from how many times its error, a trend is real."""

    months: int
    errors: Number
    why: Text


class Volume(Shape):
    """How many times the estimated volume a certainty must survive."""

    margin: int
    why: Text


class Assumptions(Shape):
    """What `standards/targets/forecast.yaml` holds."""

    interval: Interval
    spread: Spread
    pace: Spread
    persistence: Persistence
    half_life: HalfLife
    trend: TrendBounds
    volume: Volume


@cache
def assumptions() -> Assumptions:
    """Return the assumptions that ship."""
    return read_shipped("forecast", Assumptions)
