"""The figure of a chart: finding, picture, table, source."""

from typing import Any

from django import template

from caicach.files.charts import Chart, alt_text, table_of

register = template.Library()


@register.inclusion_tag("look/chart.html")
def chart_figure(chart: Chart, svg: str, csv: str = "") -> dict[str, Any]:
    """Draw the figure around the picture at the address `svg`."""
    alt = chart.alt or alt_text(chart)
    return {"chart": chart, "svg": svg, "csv": csv, "alt": alt, "table": table_of(chart)}
