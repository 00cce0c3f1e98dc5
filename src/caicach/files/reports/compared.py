"""What was compared with published figures, as rows that every report shows alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.issues import Lang, issue
from caicach.core.numbers import decimal_places, format_number
from caicach.core.reconcile import Comparison
from caicach.files.reports.words import WORDS

PLACES = 4
"""Decimals shown of a recomputed figure: two more than most tables print."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One comparison in words; `numbers` are ours, theirs and the difference for a sheet."""

    agency: str
    criterion: str
    what: str
    ours: str
    published: str
    difference: str
    status: str
    verdict: str
    numbers: tuple[Decimal | None, Decimal, Decimal | None]


def compared_rows(comparisons: Sequence[Comparison], lang: Lang) -> list[ComparedRow]:
    """Return the comparisons, those that differ first."""
    order = ("different", "within_rounding", "not_comparable", "equal")
    found = sorted(comparisons, key=lambda each: order.index(each.status))
    return [_row(each, lang) for each in found]


def _row(each: Comparison, lang: Lang) -> ComparedRow:
    words = WORDS[lang]
    return ComparedRow(
        agency=each.name or each.agency,
        criterion=each.criterion or words["total"],
        what=words[f"what_{each.what}"],
        ours=_number(each.ours, lang),
        published=_as_printed(each.published, lang),
        difference=_number(each.difference, lang, signed=True),
        status=each.status,
        verdict=verdict(each, lang),
        numbers=(each.ours, each.published, each.difference),
    )


def verdict(each: Comparison, lang: Lang) -> str:
    """Return the status in words, with the tolerance or the reason."""
    text = WORDS[lang][each.status]
    if each.status == "within_rounding" and each.tolerance is not None:
        return f"{text} (±{format_number(each.tolerance, lang=lang)})"
    if each.reason is not None:
        named = {"agency": each.name or each.agency, "criterion": each.criterion or "∑"}
        return issue(each.reason, each.place, **named).problem(lang)
    return text


def _as_printed(number: Decimal, lang: Lang) -> str:
    """A published figure keeps the places it was printed with."""
    places = min(PLACES, decimal_places(number))
    return format_number(number, lang=lang, places=places)


def _number(number: Decimal | None, lang: Lang, *, signed: bool = False) -> str:
    if number is None:
        return "–"
    return format_number(number, lang=lang, places=PLACES, min_places=0, signed=signed)
