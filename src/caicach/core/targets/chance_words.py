"""Chances as people read them: whole percents that never promise more than there is."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import format_percent
from caicach.core.targets.state_rules import state_rules

HUNDRED = 100
WHOLE = Decimal("0.01")


def show_chance(chance: Decimal, lang: Lang = "vi") -> str:
    """Return "38 %", rounded down; "dưới 1 %" and "trên 99 %" for what is not certain."""
    if chance in (0, 1):
        return show_bound(chance, lang)
    words = state_rules().chances
    if chance < WHOLE:
        return words["below"].text(lang).format(bound=show_bound(WHOLE, lang))
    if chance > 1 - WHOLE:
        return words["above"].text(lang).format(bound=show_bound(1 - WHOLE, lang))
    return format_percent(chance * HUNDRED, lang=lang, places=0, mode="down")


def show_bound(share: Decimal, lang: Lang = "vi") -> str:
    """Return a share from 0 to 1 as a percent, exact."""
    return format_percent(share * HUNDRED, lang=lang)
