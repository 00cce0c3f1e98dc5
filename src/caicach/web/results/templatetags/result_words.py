"""Words and signs of results on pages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.web.look.templatetags.look import lang, number
from caicach.web.results.ranking import Area, Row
from caicach.web.rounds.models import Round
from caicach.web.rounds.scoring import edition_of

register = template.Library()
FILES = {
    "README.txt": _("Hướng dẫn kiểm chứng"),
    "annex.pdf": _("Phụ lục quyết định (PDF)"),
    "annex.xlsx": _("Phụ lục quyết định (XLSX)"),
    "certificate.pem": _("Chứng thư của con dấu số"),
    "snapshot.json": _("Bản đóng băng (JSON)"),
    "snapshot.json.p7s": _("Con dấu số của bản đóng băng"),
}


@register.filter
def file_words(name: str) -> str:
    """Return what a file of a publication is."""
    return str(FILES.get(name, name))


@register.filter
def signed(value: Any) -> str:
    """Write a change with its sign."""
    text = number(value, 2)
    return f"+{text}" if value is not None and value > 0 else text


@register.simple_tag
def area_points(row: Row, area: Area, places: int) -> SafeString:
    """Write the points of an area; the words where there are none."""
    points = row.areas.get(area.code)
    if points is None:
        return format_html('<span class="na">{}</span>', number(None))
    return format_html("{}", number(points, places))


@register.simple_tag
def remarked(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that something is to be said of."""
    return [row for row in rows if row.remarks]


@register.simple_tag
def node_words(scored: Round, code: str) -> str:
    """Return the code and words of an area, group or item."""
    node = edition_of(scored).node(code)
    return code if node is None else f"{node.printed_code or code} {node.label.text(lang())}"


@register.simple_tag
def block_words(scored: Round, block: str | None) -> str:
    """Return the words of a block."""
    if block is None:
        return gettext("Tất cả")
    labels = {each.id: each.label.text(lang()) for each in edition_of(scored).blocks}
    return labels.get(block, block)


@register.simple_tag(takes_context=True)
def with_query(context: Any, address: str) -> str:
    """Return the address with what the page itself was asked for."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    for name in ("page", "sort", "export", "w"):
        asked.pop(name, None)
    return f"{address}?{asked.urlencode()}" if asked else address
