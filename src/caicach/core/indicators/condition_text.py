"""Conditions on one line, for lists and reference pages."""

from collections.abc import Callable, Mapping
from typing import Any as Whatever

from caicach.core.indicators.condition import (
    All,
    Any,
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Has,
    Having,
    Missing,
    Not,
    OneOf,
)

SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}


def condition_text(condition: Condition) -> str:
    """Return the condition in column names and signs; empty where every row satisfies it."""
    return WRITERS[type(condition)](condition)


def _enclosed(condition: Condition) -> str:
    text = condition_text(condition)
    return f"({text})" if isinstance(condition, All) and len(condition.conditions) > 1 else text


def _compared(condition: Compare) -> str:
    return f"{condition.column} {SIGNS[condition.sign]} {condition.bound}"


def _columns(condition: CompareColumns) -> str:
    order = SIGNS.get(condition.order) or condition.order.replace("_", " ")
    return f"{condition.column} {order} {condition.other}"


def _having(condition: Having) -> str:
    entry = {"dossiers": "a dossier", "decisions": "a decision"}[condition.facts]
    where = condition_text(condition.where)
    return f"{entry} in the period by {condition.placed_by}" + (f" with {where}" if where else "")


def _not(condition: Not) -> str:
    inner = condition.condition
    if isinstance(inner, Missing):
        return f"{inner.column} known"
    if isinstance(inner, Equal):
        return f"{inner.column} ≠ {inner.value}"
    return f"not ({condition_text(inner)})"


WRITERS: Mapping[type, Callable[[Whatever], str]] = {
    All: lambda each: " and ".join(map(_enclosed, each.conditions)),
    Any: lambda each: "(" + " or ".join(map(_enclosed, each.conditions)) + ")",
    Not: _not,
    Equal: lambda each: f"{each.column} = {each.value}",
    OneOf: lambda each: f"{each.column} in {', '.join(each.values)}",
    Missing: lambda each: f"{each.column} missing",
    Has: lambda each: f"{each.column} has {each.value}",
    Compare: _compared,
    CompareColumns: _columns,
    Having: _having,
}
