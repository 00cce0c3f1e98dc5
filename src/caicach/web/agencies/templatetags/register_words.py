"""Issues, shares and changed fields as pages of the register say them."""

from collections.abc import Iterator
from decimal import Decimal

from django import template

from caicach.core.issues import Issue
from caicach.web.agencies.blocks import words_of_block
from caicach.web.agencies.differences import Difference
from caicach.web.agencies.previews import LABELS, shown
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import lang, percent
from caicach.web.register.models import Entry

register = template.Library()


@register.filter
def told(issue: Issue) -> str:
    """Return an issue in words."""
    return said_of(issue)


@register.filter
def block_words(key: str) -> str:
    """Return a block by its name where it is one of the sample's, else as it is kept."""
    return words_of_block(key)


@register.filter
def share(part: Decimal) -> str:
    """Return 0.25 as 25 %."""
    hundredfold = (part * 100).normalize()
    exponent = hundredfold.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return percent(hundredfold, places)


@register.filter
def fields(difference: Difference) -> Iterator[tuple[str, str, str]]:
    """Yield what a table says otherwise: label, was, becomes; the first day stands before."""
    before, after = difference.before or {}, difference.after or {}
    for name in (each for each in after if each in LABELS):
        yield str(LABELS[name]), shown(name, before.get(name)), shown(name, after[name])


@register.filter
def called(entry: Entry) -> str:
    """Return the name in the language of the page."""
    return entry.name_en if lang() == "en" and entry.name_en else entry.name
