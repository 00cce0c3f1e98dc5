"""Figures of indices as templates write them."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse

from caicach.core.indices import IndexFigure, IndexSeries, Province, series_of
from caicach.core.numbers import format_number, no_data
from caicach.web.look.templatetags.look import lang
from caicach.web.watch import words
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.models import IndexYearEntry
from caicach.web.watch.subject import Subject, told
from caicach.web.watch.year_table import come_about

register = template.Library()
register.filter("come_about", come_about)


@register.filter
def named(province: Province) -> str:
    """Return the province's name, with the years of a map that is past."""
    return told(province, lang())


@register.filter
def text(label: Any) -> str:
    """Return a label in the language of the page."""
    return str(label.text(lang()))


@register.filter
def valued(figure: IndexFigure) -> str:
    """Return the value with its unit; that of a part is in points of its own."""
    if figure.component is None:
        return words.amount(series_of(figure.index), figure.value)
    return number_of(figure.value, series_of(figure.index))


@register.filter
def number_of(value: Any, series: IndexSeries) -> str:
    """Return a number with the decimals of the index."""
    return (
        no_data(lang())
        if value is None
        else format_number(value, lang=lang(), places=series.places)
    )


@register.filter
def at(figure: IndexFigure) -> str:
    """Return the year or day of a figure."""
    return words.when(figure)


@register.filter
def ranked(figure: IndexFigure) -> str:
    """Return the rank of how many."""
    return words.rank_words(figure)


@register.filter
def banded(figure: IndexFigure) -> str:
    """Return the band in words."""
    return words.band_words(figure)


@register.filter
def origin(figure: IndexFigure) -> str:
    """Return the address that says where a figure comes from."""
    address = reverse("watch:figure", args=[figure.index, figure.year, figure.province.key])
    asked = {"component": figure.component, "day": figure.day}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{address}?{query}" if query else address


@register.filter
def index_name(entry: IndexYearEntry) -> str:
    """Return the short name of the index of an entered year."""
    return str(series_of(entry.series).short.text(lang()))


@register.simple_tag(takes_context=True)
def chart_address(context: Context, address: str, year: int | None = None) -> str:
    """Return the address of a chart with all it is drawn from, and the version of its figures."""
    scene: Scene = context["scene"]
    asked = {
        "province": scene.subject.province.key,
        "year": year or scene.year,
        "first": scene.years[0],
        "last": scene.years[1],
        "v": context["version"],
    }
    if scene.across_breaks:
        asked["across"] = "1"
    return f"{address}?{urlencode(asked)}"


@register.simple_tag
def pair_address(address: str, pair: tuple[Subject, Subject]) -> str:
    """Return the address of a chart of two provinces."""
    first, second = (each.province.key for each in pair)
    return f"{address}?{urlencode({'a': first, 'b': second})}"
