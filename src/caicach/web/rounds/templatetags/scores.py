"""Points, figures and states of items on pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caicach.core.rules import Given
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import Item, Round
from caicach.web.rounds.sections import sections_for
from caicach.web.rounds.showing import (
    CHIPS,
    SHOWN_PLACES,
    ItemState,
    asked_evidence,
    edition_words,
    figures_words,
    places_of,
    points_words,
    rule_words,
    sample_words,
    unit_of,
)

register = template.Library()


@register.inclusion_tag("rounds/sections.html", takes_context=True)
def round_sections(context: Any, scored: Round, here: str) -> dict[str, Any]:
    """List the parts of the round its reader may open: the round, appraisal, council, results."""
    return {"sections": list(sections_for(context["request"].user, scored, here))}


@register.filter
def score(points: Any, scored: Round | None = None) -> str:
    """Write points with the places of the edition; missing ones and KAD by their words."""
    return points_words(points, SHOWN_PLACES if scored is None else places_of(scored))


@register.filter
def figures(given: Any, unit: str = "percent") -> str:
    """Write what is handed in: `45 / 52 = 86,54 %`. given: a Given, or as it is kept."""
    known = given_of(given) if isinstance(given, dict) else given
    return figures_words(known if isinstance(known, Given) else None, unit)


@register.filter
def item_chip(state: str) -> SafeString:
    """Draw how an item stands: shape, word, colour."""
    shape, word = CHIPS[ItemState(state)]
    return format_html('<span class="chip {}">{}</span>', shape, word)


register.filter("edition_words", edition_words)
register.filter("sample_words", sample_words)


@register.simple_tag
def rule_of(scored: Round, item: Item) -> str:
    """Write the rule of an item in one sentence."""
    return rule_words(scored, item.code)


@register.simple_tag
def figures_of(scored: Round, item: Item, given: Any) -> str:
    """Write what is handed in for an item, in the unit of its rule."""
    return figures(given, unit_of(scored, item.code))


@register.simple_tag
def evidence_of(scored: Round, item: Item) -> str:
    """Write what evidence the edition asks for an item."""
    return "; ".join(asked_evidence(scored, item.code))


@register.filter
def stage_entry(entries: Any, stage: str) -> Any:
    """Return what stands at one stage."""
    return entries.get(stage)
