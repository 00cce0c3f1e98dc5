"""From a declared chart to an SVG that stands alone: no script, no outside reference."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from caicach.files.charts.bar_chart import bar_spec
from caicach.files.charts.distribution import distribution_spec
from caicach.files.charts.dot_chart import dot_spec
from caicach.files.charts.kinds import (
    BarChart,
    Chart,
    Distribution,
    DotChart,
    LineChart,
    SlopeChart,
    SmallMultiples,
)
from caicach.files.charts.line_chart import line_spec
from caicach.files.charts.plot import Spec
from caicach.files.charts.slope_chart import slope_spec
from caicach.files.charts.small_multiples import small_multiples_spec
from caicach.files.charts.theme import DARK, FONT, STYLE, Scheme
from caicach.files.charts.words import alt_text

DRAWN: dict[type[Chart], Callable[[Any, int], Spec]] = {
    LineChart: line_spec,
    BarChart: bar_spec,
    SlopeChart: slope_spec,
    DotChart: dot_spec,
    SmallMultiples: small_multiples_spec,
    Distribution: distribution_spec,
}
VEGA_LITE = "6.1"


def render(chart: Chart, width: int, scheme: Scheme = "auto") -> str:
    """Return the SVG at `width` pixels; equal charts give equal bytes.

    scheme: `auto` carries light and dark colours, of which the reader's system chooses.
    """
    svg = vl_convert.vegalite_to_svg(spec_of(chart, width), vl_version=VEGA_LITE)
    return _finished(svg, chart, scheme)


def spec_of(chart: Chart, width: int) -> Spec:
    """Return the Vega-Lite specification of a chart at `width` pixels."""
    return DRAWN[type(chart)](chart, width)


_TAG = re.compile(r"<[^>]*>")
_ROLES = re.compile(
    r'\s+(?:aria-[\w-]+|role|class|pointer-events|opacity|display|font-family)="[^"]*"'
)
_LONG = re.compile(r"(\d\.\d{2})\d+")
_UNSEEN = '<path class="foreground" d="" pointer-events="none" display="none"/>'


def _finished(svg: str, chart: Chart, scheme: Scheme) -> str:
    """Name the picture for a listener and give it its dark colours; drop what draws nothing."""
    head, _, body = svg.replace("&nbsp;", "\u00a0").replace(_UNSEEN, "").partition(">")
    head = re.sub(r'\s+(?:class|version|xmlns:xlink)="[^"]*"', "", head)
    dark = DARK if scheme == "dark" else {}
    body = _TAG.sub(lambda found: _tidied(found[0], dark), body)
    style = f"<style>{STYLE}</style>" if scheme == "auto" else ""
    told = f"<title>{escape(chart.title)}</title><desc>{escape(alt_text(chart))}</desc>"
    return f'{head} role="img" font-family="{FONT}">{told}{style}{body}'


def _tidied(tag: str, colours: Mapping[str, str]) -> str:
    """Only tags are touched: words between them may hold numbers and colours of their own."""
    tag = _LONG.sub(r"\1", _ROLES.sub("", tag))
    return re.sub(r"#[0-9a-f]{6}", lambda found: colours.get(found[0], found[0]), tag)
