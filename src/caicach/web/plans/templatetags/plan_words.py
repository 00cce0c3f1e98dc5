"""Targets, agencies and turns as the pages of plans say them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.core.agencies import DayTree
from caicach.core.numbers import format_percent
from caicach.core.plans import Recurrence, RecurrenceError
from caicach.core.targets import says
from caicach.web.look.templatetags.look import lang
from caicach.web.plans.lateness import late_words
from caicach.web.plans.models import Assignment, Document, Plan, Target, Turn
from caicach.web.plans.queries.tasks import due_state
from caicach.web.register.models import Agency

register = template.Library()


@register.filter
def named(agency: Agency | str | None, tree: DayTree) -> str:
    """Return an agency's name on the tree; its code where it is not there."""
    if agency is None:
        return ""
    code = agency if isinstance(agency, str) else agency.code
    return tree.agency(code).name.text(lang()) if code in tree else code


@register.filter
def asks(target: Target | Assignment) -> str:
    """Return what a target asks, in a few words."""
    return says(target.shape, lang())


@register.filter
def rhythm(text: str) -> str:
    """Return a recurrence in words."""
    try:
        return Recurrence.parse(text).label(lang()) if text else ""
    except RecurrenceError:
        return text


@register.filter
def share(percent: Fraction) -> str:
    """Return an exact percent with two places."""
    return format_percent(Decimal(percent.numerator) / percent.denominator, lang=lang(), places=2)


@register.filter
def years_of(row: Plan | Document) -> str:
    """Return 2026, or 2021–2030."""
    return "–".join(map(str, dict.fromkeys((row.first_year, row.last_year))))


@register.simple_tag
def turn_chip(turn: Turn, on: date) -> SafeString:
    """Draw how a turn stands on the day: shape and word."""
    state = due_state(turn, on)
    days = abs((turn.due_on - on).days)
    word = {
        "cancelled": _("Thôi thực hiện"),
        "late": _("Xong muộn"),
        "done": _("Hoàn thành"),
        "sent": _("Đã gửi kết quả"),
        "returned": _("Bị trả lại"),
        "overdue": late_words(turn.due_on, on),
        "due": _("Còn %(days)s ngày") % {"days": days} if days else _("Đến hạn hôm nay"),
    }[state.code]
    return format_html('<span class="chip {}">{}</span>', state.shape, word)
