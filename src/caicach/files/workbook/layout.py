"""The columns of the wide workbook, worked out from an edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.documents import Words
from caicach.core.issues import Lang
from caicach.core.rules import Rule
from caicach.core.rules.combined import BestOfRule, SumRule, part_ids
from caicach.core.rules.compared import YearOnYearRule
from caicach.core.rules.counted import (
    BonusRule,
    CountRule,
    DeductionRule,
    PenaltyRule,
    ZeroToleranceRule,
    event_ids,
)
from caicach.core.rules.judged import JudgedRule, ManualRule
from caicach.core.rules.levels import LevelsRule
from caicach.core.rules.linear import MeasuredRule, SurveyRule
from caicach.core.rules.steps import StepsRule
from caicach.core.rules.yes_no import YesNoRule

MARKER = "caicach-workbook/1"
MACHINE_ROW, AREA_ROW, CODE_ROW, LABEL_ROW, CAPTION_ROW = range(5)
"""Rows from 0; the first is hidden and names each column for the reader."""
FIRST_ROW = 5

Entry = Literal["numerator", "denominator", "value", "choice", "points", "previous"]

COUNTED = (CountRule, DeductionRule, ZeroToleranceRule, BonusRule, PenaltyRule)

CAPTIONS: dict[Lang, dict[str, str]] = {
    "vi": {
        "numerator": "Tử số",
        "denominator": "Mẫu số",
        "value": "Giá trị",
        "percent": "Giá trị (%)",
        "count": "Số lượng",
        "choice": "Chọn",
        "points": "Điểm",
        "previous": "Năm trước",
    },
    "en": {
        "numerator": "Numerator",
        "denominator": "Denominator",
        "value": "Value",
        "percent": "Value (%)",
        "count": "Count",
        "choice": "Choose",
        "points": "Points",
        "previous": "Last year",
    },
}


@dataclass(frozen=True, slots=True)
class Field:
    """What goes into a column.

    caption: a word of CAPTIONS. options: the answers of a drop-down list. low, high, step: the
    bounds of points.
    """

    entry: Entry
    caption: str
    options: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column to fill in, for an item or for a part of it."""

    item: Branch
    area: Branch
    part: str | None
    label: str
    field: Field

    @property
    def key(self) -> str:
        """Return what the hidden row says."""
        code = self.item.node.code
        entry = self.field.entry
        return f"{code}#{self.part}|{entry}" if self.part else f"{code}|{entry}"


def columns_of(edition: Edition, choices: Mapping[str, str], lang: Lang) -> list[Column]:
    """Return the columns of every item that counts under `choices`, in printed order."""
    return [
        column
        for area in outline(edition, choices, None)
        for item in area.items()
        for column in _columns(item, area, lang)
    ]


def _columns(item: Branch, area: Branch, lang: Lang) -> Iterator[Column]:
    rule = item.node.rule
    if rule is None:
        return
    for part, label, each, maximum in _parts(item, rule, lang):
        for entry in _fields(each, maximum, lang):
            yield Column(item, area, part, label, entry)


def _parts(item: Branch, rule: Rule, lang: Lang) -> Iterator[tuple[str | None, str, Rule, Decimal]]:
    name = item.node.label.text(lang)
    if isinstance(rule, SumRule | BestOfRule):
        parts = part_ids(rule.parts if isinstance(rule, SumRule) else rule.cases)
        for key, part in parts.items():
            label = part.label.text(lang) if part.label else key
            yield key, f"{name}: {label}", part.rule, part.max_points
    elif isinstance(rule, DeductionRule) and len(rule.events) > 1:
        for key, event in event_ids(rule.events).items():
            yield key, f"{name}: {event.event.text(lang)}", rule, item.maximum
    else:
        yield None, name, rule, item.maximum


def _fields(rule: Rule, maximum: Decimal, lang: Lang) -> Iterator[Field]:
    if isinstance(rule, YesNoRule):
        yield Field("choice", "choice", _yes_no(lang))
    elif isinstance(rule, LevelsRule) or (isinstance(rule, JudgedRule) and rule.levels):
        yield Field("choice", "choice", tuple(level.label.text(lang) for level in rule.levels))
    elif isinstance(rule, YearOnYearRule):
        yield Field("value", _unit(rule))
        yield Field("previous", "previous")
    elif _is_ratio(rule):
        yield Field("numerator", "numerator")
        yield Field("denominator", "denominator")
    elif _takes_points(rule):
        yield _points_field(rule, maximum)
    else:
        yield Field("value", _unit(rule))


def _yes_no(lang: Lang) -> tuple[str, str]:
    return ("Có", "Không") if lang == "vi" else ("Yes", "No")


def _unit(rule: Rule) -> str:
    if isinstance(rule, COUNTED):
        return "count"
    of = getattr(rule, "of", "number")
    return {"percent": "percent", "count": "count"}.get(of, "value")


def _is_ratio(rule: Rule) -> bool:
    return isinstance(rule, MeasuredRule | StepsRule) and rule.of == "percent"


def _takes_points(rule: Rule) -> bool:
    """Points are entered where the rule has no figure to work them out from."""
    return (
        isinstance(rule, JudgedRule | ManualRule)
        or (isinstance(rule, SurveyRule) and rule.scale_low is None)
        or (isinstance(rule, BonusRule) and rule.per_item is None)
        or (isinstance(rule, PenaltyRule) and rule.per_event is None)
    )


def _points_field(rule: Rule, maximum: Decimal) -> Field:
    low, high = Decimal(0), rule.full(maximum)
    step = rule.step if isinstance(rule, JudgedRule | ManualRule) else None
    if isinstance(rule, ManualRule):
        low = rule.min
    elif isinstance(rule, PenaltyRule):
        low = -rule.most(maximum)
    return Field("points", "points", low=low, high=high, step=step)


def words_of(words: Words | None, lang: Lang) -> str:
    """Return the words, or nothing where there are none."""
    return words.text(lang) if words else ""
