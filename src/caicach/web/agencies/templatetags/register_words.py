"""Issues, shares and changed fields as pages of the register say them."""

from collections.abc import Iterator
from decimal import Decimal

from django import template

from caicach.core.issues import Issue
from caicach.web.agencies.blocks import words_of_block
from caicach.web.agencies.differences import Difference
from caicach.web.agencies.previews import LABELS, shown
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import percent

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
    """Yield what a table says otherwise: label with the first day it is about, was, becomes."""
    before, after = difference.before or {}, difference.after or {}
    for key in after:
        name, _, since = key.partition(" ")
        label = f"{LABELS.get(name, name)}{f' ({since})' if since else ''}"
        yield label, shown(name, before.get(key)), shown(name, after[key])
