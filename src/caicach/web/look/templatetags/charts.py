"""The figure of a chart: finding, picture, table, source."""

from decimal import Decimal
from typing import Any, NamedTuple

from django import template

from caicach.core.numbers import format_number, no_data
from caicach.files.charts import Chart, alt_text, table_of
from caicach.web.look.templatetags.look import lang

register = template.Library()
STACKED = 64


class ShownCell(NamedTuple):
    """A cell in words, and whether it is set to the right."""

    text: str
    is_number: bool


@register.inclusion_tag("look/chart.html")
def chart_figure(chart: Chart, svg: str, csv: str = "", wide_from: int = 48) -> dict[str, Any]:
    """Draw the figure around the picture at the address `svg`.

    svg, csv: addresses, with their own query where they have one. wide_from: how many em a window
    must have for the wide picture; more than 48 where it stands in one of two columns.
    """
    table = table_of(chart)
    places = _places(chart)
    rows = [[_shown(cell, places) for cell in row] for row in table.rows]
    return {
        "chart": chart,
        "svg": f"{svg}{'&' if '?' in svg else '?'}",
        "csv": csv,
        "wide": _media(wide_from),
        "alt": chart.alt or alt_text(chart, lang()),
        "heads": list(zip(table.header, _right(rows, len(table.header)), strict=True)),
        "rows": rows,
    }


def _media(wide_from: int) -> str:
    """Below 64 em two columns stand one above the other, and there is room again."""
    if wide_from <= STACKED:
        return f"print, (min-width: {wide_from}em)"
    return f"print, (min-width: {wide_from}em), (min-width: 48em) and (max-width: 63.99em)"


def _places(chart: Chart) -> int:
    return 0 if getattr(chart, "is_rank", False) else chart.places


def _right(rows: list[list[ShownCell]], columns: int) -> list[bool]:
    """Heads of columns that hold a number anywhere stand over the numbers."""
    return [any(row[each].is_number for row in rows) for each in range(columns)]


def _shown(cell: object, places: int) -> ShownCell:
    if cell is None:
        return ShownCell(no_data(lang()), False)
    if isinstance(cell, Decimal):
        return ShownCell(format_number(cell, lang=lang(), places=places), True)
    return ShownCell(str(cell), False)
