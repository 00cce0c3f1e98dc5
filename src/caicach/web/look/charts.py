"""Charts as answers of their own: pictures that no page waits for, and the table behind each."""

import csv
import hashlib
import io
from decimal import Decimal
from functools import lru_cache
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from caicach.files.charts import NARROW, STYLE_HASH, WIDE, Chart, Line, LineChart, Scheme, table_of
from caicach.files.charts import render as draw
from caicach.files.safe_text import guarded

KEPT = 500
POLICY = f"default-src 'none'; style-src {STYLE_HASH}"
"""A picture opened by itself may use its dark colours and nothing else."""


def svg_response(request: HttpRequest, chart: Chart) -> HttpResponse:
    """Return the picture at the width asked for with `?w=`; 304 where the reader has it.

    It is as dark as the reader chose, or as their system is where they chose nothing.
    """
    width = NARROW if request.GET.get("w") == str(NARROW) else WIDE
    picture = _drawn(chart, width, _scheme(request))
    tag = f'"{hashlib.sha256(picture.encode()).hexdigest()[:32]}"'
    answer: HttpResponse
    if tag in request.headers.get("If-None-Match", ""):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, max-age=60"
    answer["Content-Security-Policy"] = POLICY
    return answer


def csv_response(chart: Chart, name: str) -> HttpResponse:
    """Return the table behind a chart; a cell without a value is empty, never 0."""
    table = table_of(chart)
    text = io.StringIO()
    writer = csv.writer(text)
    for row in (table.header, *table.rows):
        writer.writerow("" if cell is None else _cell(cell) for cell in row)
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def warm() -> None:
    """Start the renderer, which takes the first chart of a process half a second."""
    draw(LineChart(title="", steps=("1", "2"), lines=(Line("", (1, 2)),)), NARROW)


def _cell(cell: str | Decimal) -> str:
    """A minus before a number is no formula."""
    return guarded(cell) if isinstance(cell, str) else f"{cell:f}"


def _scheme(request: HttpRequest) -> Scheme:
    chosen = request.COOKIES.get("theme", "")
    return cast("Scheme", chosen) if chosen in ("light", "dark") else "auto"


@lru_cache(KEPT)
def _drawn(chart: Chart, width: int, scheme: Scheme) -> str:
    """Charts are values: the same one gives the same picture."""
    return draw(chart, width, scheme)
