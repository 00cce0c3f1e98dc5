"""Exact decimals, and the number text of Vietnamese offices."""

from caicach.core.numbers.fault import NumberTextError, Reason
from caicach.core.numbers.formatting import (
    format_number,
    format_or_no_data,
    format_percent,
    no_data,
)
from caicach.core.numbers.number_text import (
    Percent,
    PointsOf,
    Style,
    is_ambiguous,
    parse_number,
    parse_percent,
    parse_points_of,
)
from caicach.core.numbers.rank_text import RankText, parse_rank
from caicach.core.numbers.rounding import (
    RoundingMode,
    decimal_places,
    plain,
    round_half_up,
    round_to,
)
from caicach.core.numbers.style import FoundStyle, StyleEvidence, detect_style, find_style

__all__ = [
    "FoundStyle",
    "NumberTextError",
    "Percent",
    "PointsOf",
    "RankText",
    "Reason",
    "RoundingMode",
    "Style",
    "StyleEvidence",
    "decimal_places",
    "detect_style",
    "find_style",
    "format_number",
    "format_or_no_data",
    "format_percent",
    "is_ambiguous",
    "no_data",
    "parse_number",
    "parse_percent",
    "parse_points_of",
    "parse_rank",
    "plain",
    "round_half_up",
    "round_to",
]
