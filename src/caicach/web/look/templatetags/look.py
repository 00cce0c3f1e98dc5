"""Numbers, days and states as people read them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django import template
from django.db.models import Model
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy

from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_percent, no_data
from caicach.web.look.listing import Listing

register = template.Library()
GROUPED = 1000
"""From here on numbers are written in groups of three digits."""
STATES = {
    "met": ("met", pgettext_lazy("state", "Đạt")),
    "on_track": ("track-on", pgettext_lazy("state", "Đúng tiến độ")),
    "at_risk": ("risk", pgettext_lazy("state", "Có nguy cơ")),
    "missed": ("missed", pgettext_lazy("state", "Không đạt")),
    "no_data": ("", pgettext_lazy("state", "Chưa có số liệu")),
}


def lang() -> Lang:
    """Return the language of the page."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """Write 1.234,5; a missing number says so."""
    if type(value) is int and 0 <= value < GROUPED and places is None:
        return str(value)  # most numbers of a board: the same in every language
    if value is None:
        return no_data(lang())
    return format_number(_exact(value), lang=lang(), places=places)


@register.filter
def percent(value: Any, places: int = 2) -> str:
    """Write 88,47 %; a missing number says so."""
    if value is None:
        return no_data(lang())
    return format_percent(_exact(value), lang=lang(), places=places)


@register.filter
def day(value: date | datetime | None) -> str:
    """Write 12/10/2026; nothing for no day."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return local.strftime("%d/%m/%Y")


@register.filter
def instant(value: datetime | None) -> str:
    """Write 08:42 12/10/2026 in Hà Nội's time; nothing for no instant."""
    return "" if value is None else timezone.localtime(value).strftime("%H:%M %d/%m/%Y")


@register.filter
def said(label: Any) -> str:
    """Return a two-language label in the language of the page."""
    return str(getattr(label, lang()))


@register.filter
def chip(state: str) -> SafeString:
    """Draw a state: shape, word, colour."""
    shape, word = STATES.get(state, ("", state))
    return format_html('<span class="chip {}">{}</span>', shape, word)


@register.simple_tag
def sort_head(listing: "Listing[Model]", key: str, more: str = "") -> SafeString:
    """Draw the head of a column that can be sorted by; more: classes of its own."""
    column = next(column for column in listing.columns if column.key == key)
    classes = f"num {more}".strip() if column.number else more
    if not column.order:
        return format_html('<th scope="col" class="{}">{}</th>', classes, column.label)
    down = listing.sort == key
    asked = listing.request.GET.copy()
    asked["sort"] = f"-{key}" if down else key
    asked.pop("page", None)
    state: Literal["ascending", "descending", "none"] = "none"
    if listing.sort.removeprefix("-") == key:
        state = "ascending" if down else "descending"
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a class="sort" href="?{}">{}'
        '<span class="vh"> ({})</span></a></th>',
        classes,
        state,
        asked.urlencode(),
        column.label,
        gettext("sắp xếp"),
    )


def _exact(value: Any) -> Decimal | int:
    return value if isinstance(value, Decimal | int) else Decimal(str(value))
