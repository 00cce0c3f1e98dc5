"""Charts declared once and drawn as SVG in one house style, with their table and their words."""

from caicach.files.charts.drawing import render
from caicach.files.charts.kinds import (
    Amount,
    Bar,
    BarChart,
    Chart,
    Cut,
    Distribution,
    Dot,
    DotChart,
    Goal,
    Line,
    LineChart,
    Member,
    Panel,
    Role,
    Slope,
    SlopeChart,
    SmallMultiples,
)
from caicach.files.charts.tabled import ChartTable, table_of
from caicach.files.charts.theme import STYLE_HASH, Scheme
from caicach.files.charts.words import alt_text

WIDE, NARROW = 640, 328
"""The two widths charts are made in: from 48 em, and on a phone."""

__all__ = [
    "NARROW",
    "STYLE_HASH",
    "WIDE",
    "Amount",
    "Bar",
    "BarChart",
    "Chart",
    "ChartTable",
    "Cut",
    "Distribution",
    "Dot",
    "DotChart",
    "Goal",
    "Line",
    "LineChart",
    "Member",
    "Panel",
    "Role",
    "Scheme",
    "Slope",
    "SlopeChart",
    "SmallMultiples",
    "alt_text",
    "render",
    "table_of",
]
