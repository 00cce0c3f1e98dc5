"""Pictures of charts and their tables, each at its own address."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse

from caicach.files.charts import Chart
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.charts import csv_response, svg_response
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.charting.beside import near_chart, slope_chart
from caicach.web.watch.charting.history import rank_chart, value_chart
from caicach.web.watch.charting.pair import pair_chart
from caicach.web.watch.charting.parts import parts_chart
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.queries import book_of
from caicach.web.watch.views.asked import scene_asked, subject_asked

DRAWN: Mapping[str, Callable[[Scene], Chart | None]] = {
    "history": value_chart,
    "ranks": rank_chart,
    "parts": parts_chart,
    "near": near_chart,
    "slope": slope_chart,
}


@allowed("watch.view")
def chart(request: SignedInRequest, series: str, kind: str, form: str) -> HttpResponse:
    """Answer with one chart of an index page as SVG or CSV; 404 where there is none."""
    scene, asked, _version = scene_asked(request, series)
    if scene is None or asked.notes or kind not in DRAWN:
        raise Http404
    return _answer(request, DRAWN[kind](scene), form, f"{series}-{kind}")


@allowed("watch.view")
def pair(request: SignedInRequest, series: str, form: str) -> HttpResponse:
    """Answer with the lines of two provinces; 404 where there are none."""
    book = book_of(series)
    a, b = subject_asked(request, "a"), subject_asked(request, "b")
    if book is None or a.subject is None or b.subject is None or a.notes or b.notes:
        raise Http404
    return _answer(request, pair_chart(book, (a.subject, b.subject), lang()), form, series)


def _answer(request: SignedInRequest, drawn: Chart | None, form: str, name: str) -> HttpResponse:
    if drawn is None:
        raise Http404
    return svg_response(request, drawn) if form == "svg" else csv_response(drawn, name)
