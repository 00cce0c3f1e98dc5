"""Blocks of a round in words."""

from django import template

from caicach.web.agencies.blocks import words_of_block
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Round
from caicach.web.rounds.scoring import edition_of

register = template.Library()


@register.filter
def in_words(block: str, scored: Round) -> str:
    """Return what the edition calls a block, else the register; a dash for none."""
    named = {each.id: each.label.text(lang()) for each in edition_of(scored).blocks}
    return named.get(block) or words_of_block(block) or "–"
