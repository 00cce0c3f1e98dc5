"""What somebody typed into the fields of an item, read as figures; all faults at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from caicach.core.issues import Issue, issue
from caicach.core.numbers import NumberTextError, Style, parse_percent
from caicach.core.rules import Given

NUMBERS = ("numerator", "denominator", "value", "points", "previous")
MOST_LETTERS = 200
PART = "part:"

Typed = Mapping[str, str]
"""Text by field: a name of NUMBERS, `choice`, `not_applicable`, or `part:<id>:<field>`."""


def read_typed(typed: Typed, where: str, style: Style = "auto") -> tuple[Given, list[Issue]]:
    """Return the figures; fields left empty are absent, and an empty form is a blank.

    where: what a fault is told of, the item's code.
    """
    issues: list[Issue] = []
    numbers: dict[str, Any] = {}
    has_sign = False
    for name in NUMBERS:
        text = typed.get(name, "").strip()
        if not text:
            continue
        try:
            found = parse_percent(text, style=style)
        except NumberTextError:
            issues.append(issue("card-not-a-number", where, field=name, value=text[:MOST_LETTERS]))
            continue
        numbers[name] = found.value
        has_sign |= found.had_sign and name == "value"
    parts, more = _read_parts(typed, where, style)
    given = Given(
        **numbers,
        choice=typed.get("choice", "").strip()[:MOST_LETTERS] or None,
        parts=parts or None,
        not_applicable=typed.get("not_applicable", "") in ("1", "true", "on"),
        has_sign=has_sign,
    )
    return given, [*issues, *more, *_contradictions(given, where)]


def _read_parts(typed: Typed, where: str, style: Style) -> tuple[dict[str, Given], list[Issue]]:
    fields: dict[str, dict[str, str]] = {}
    for name, text in typed.items():
        if name.startswith(PART):
            part, _sep, field = name.removeprefix(PART).rpartition(":")
            fields.setdefault(part, {})[field] = text
    parts, issues = {}, []
    for part, each in fields.items():
        given, more = read_typed(each, f"{where} / {part}", style)
        issues += more
        if not given.is_blank:
            parts[part] = given
    return parts, issues


def _contradictions(given: Given, where: str) -> Iterator[Issue]:
    if given.not_applicable and not given._replace(not_applicable=False).is_blank:
        yield issue("card-not-applicable-with-figures", where)
    if given.denominator is not None and given.numerator is None:
        yield issue("card-numerator-missing", where, denominator=given.denominator)
    counts = [each for each in (given.numerator, given.denominator) if each is not None]
    if min(counts, default=0) < 0:
        yield issue("card-part-below-zero", where)
