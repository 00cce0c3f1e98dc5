"""The fields an item of a card is typed into, by what its rule asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from caicach.core.issues import Issue
from caicach.core.numbers import format_number, plain
from caicach.core.rules import Given
from caicach.core.rules.answers import folded
from caicach.files.workbook.layout import CAPTIONS, Column
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.columns import columns_by_code, name_of
from caicach.web.rounds.models import Round
from caicach.web.rounds.typed import NUMBERS, Typed

NUMERIC = ("card-not-a-number",)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list; value: in Vietnamese, whatever the page speaks."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FigureField:
    """One field. name: as `read_typed` reads it. choices: of a list, else typed."""

    name: str
    label: str
    hint: str
    value: str
    choices: Sequence[Choice] = ()
    is_bad: bool = False

    @property
    def is_list(self) -> bool:
        """Say whether it is chosen from a list."""
        return bool(self.choices)


def fields_of(
    scored: Round,
    code: str,
    given: Given | None,
    typed: Typed | None = None,
    faults: Sequence[Issue] = (),
) -> list[FigureField]:
    """Return the fields of an item, filled with what stands or with what was just typed."""
    made = [
        _field(meant, shown, given, typed, faults)
        for meant, shown in columns_by_code(scored, lang()).get(code, ())
    ]
    known = {each.name for each in made}
    beside = [each for each in (*NUMBERS, "choice") if each not in known and _has(given, each)]
    return made + [_plain_field(name, given, typed, faults) for name in beside]


def _field(
    meant: Column,
    shown: Column,
    given: Given | None,
    typed: Typed | None,
    faults: Sequence[Issue],
) -> FigureField:
    name, entry = name_of(meant), meant.field.entry
    value = _value_of(given, meant.part, entry) if typed is None else typed.get(name, "")
    pairs = zip(meant.field.options, shown.field.options, strict=True)
    chosen = folded(value)
    choices = [Choice(vi, said, folded(vi) == chosen) for vi, said in pairs]
    if choices and value and not any(each.is_chosen for each in choices):
        choices.append(Choice(value, value, is_chosen=True))
    return FigureField(
        name=name,
        label=_label(shown),
        hint=_hint(shown),
        value=value,
        choices=choices,
        is_bad=any(_names(each, entry, meant.part) for each in faults),
    )


def _label(shown: Column) -> str:
    caption = CAPTIONS[lang()][shown.field.caption]
    if shown.part is None:
        return caption
    return f"{shown.label.partition(': ')[2] or shown.part} ({caption.lower()})"


def _hint(shown: Column) -> str:
    """Return the bounds of points; nothing where the rule itself tells enough."""
    asked = shown.field
    if asked.high is None:
        return ""
    low, high = (format_number(each or Decimal(0), lang=lang()) for each in (asked.low, asked.high))
    if asked.step is None:
        return gettext("từ %(low)s đến %(high)s") % {"low": low, "high": high}
    step = format_number(asked.step, lang=lang())
    told = {"low": low, "high": high, "step": step}
    return gettext("từ %(low)s đến %(high)s, cách nhau %(step)s") % told


def _value_of(given: Given | None, part: str | None, entry: str) -> str:
    at = given
    if part is not None:
        at = (given.parts or {}).get(part) if given is not None else None
    value = None if at is None else getattr(at, entry, None)
    if value is None:
        return ""
    return written(value) if isinstance(value, Decimal) else str(value)


def written(value: Decimal) -> str:
    """Return a number as it is typed: a comma, and no groups that a reader could take for one."""
    return plain(value).replace(".", ",")


def _plain_field(
    name: str, given: Given | None, typed: Typed | None, faults: Sequence[Issue]
) -> FigureField:
    """A figure the rule takes although it asks for others, such as a share without its parts."""
    value = _value_of(given, None, name) if typed is None else typed.get(name, "")
    is_bad = any(_names(each, name, None) for each in faults)
    return FigureField(name, CAPTIONS[lang()].get(name, name), "", value, is_bad=is_bad)


def _has(given: Given | None, name: str) -> bool:
    return given is not None and getattr(given, name) is not None


def _names(each: Issue, entry: str, part: str | None) -> bool:
    if each.code not in NUMERIC:
        return False
    told = dict(each.values)
    is_here = each.where.endswith(f" / {part}") if part else " / " not in each.where
    return told.get("field") == entry and is_here
