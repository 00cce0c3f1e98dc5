"""Charts as answers of their own: pictures that no page waits for, and the table behind each."""

import csv
import hashlib
import io
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from caicach.files.charts import NARROW, WIDE, Chart, render, table_of
from caicach.files.safe_text import guarded

KEPT = 500


def svg_response(request: HttpRequest, chart: Chart) -> HttpResponse:
    """Return the picture at the width asked for with `?w=`; 304 where the reader has it."""
    width = NARROW if request.GET.get("w") == str(NARROW) else WIDE
    picture = _drawn(chart, width)
    tag = f'"{hashlib.sha256(picture.encode()).hexdigest()[:32]}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def csv_response(chart: Chart, name: str) -> HttpResponse:
    """Return the table behind a chart."""
    table = table_of(chart)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([guarded(str(cell)) for cell in row] for row in (table.header, *table.rows))
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


@lru_cache(KEPT)
def _drawn(chart: Chart, width: int) -> str:
    """Charts are values: the same one gives the same picture."""
    return render(chart, width)
