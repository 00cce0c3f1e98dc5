"""Amounts inside a rule's words, as the reader of that language writes them."""

from decimal import Decimal

from caicach.core.issues import Lang, Said
from caicach.core.numbers import format_number


def shown(amount: Decimal, lang: Lang) -> str:
    """Return `0,5` in Vietnamese and `0.5` in English, with all its digits."""
    return format_number(amount, lang=lang)


def multiples(amount: Decimal) -> Said:
    """Return `0,5 × n`, for amounts that come in whole multiples."""
    return Said(*(f"{shown(amount, lang)} × n" for lang in LANGS))


LANGS: tuple[Lang, Lang] = ("vi", "en")
