"""What is handed in, as it is kept: an object of texts, so that no digit is lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caicach.core.numbers import plain
from caicach.core.rules import Given

NUMBERS = ("value", "numerator", "denominator", "points", "previous")


def kept_of(given: Given) -> dict[str, Any]:
    """Return what is kept of it; what is not there is left out."""
    kept: dict[str, Any] = {
        name: plain(number) for name in NUMBERS if (number := getattr(given, name)) is not None
    }
    if given.choice is not None:
        kept["choice"] = given.choice
    if given.not_applicable:
        kept["not_applicable"] = True
    if given.has_sign:
        kept["percent_sign"] = True
    if given.parts:
        kept["parts"] = {name: kept_of(part) for name, part in given.parts.items()}
    return kept


def given_of(kept: Mapping[str, Any]) -> Given:
    """Return it as a rule sees it."""
    numbers: dict[str, Any] = {name: Decimal(kept[name]) for name in NUMBERS if name in kept}
    parts = kept.get("parts")
    return Given(
        **numbers,
        choice=kept.get("choice"),
        not_applicable=bool(kept.get("not_applicable")),
        has_sign=bool(kept.get("percent_sign")),
        parts={name: given_of(part) for name, part in parts.items()} if parts else None,
    )
