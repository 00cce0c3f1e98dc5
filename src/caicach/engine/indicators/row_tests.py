"""Conditions of definitions as Ibis expressions: a row satisfies one, or it does not."""

import operator
from collections.abc import Callable
from functools import reduce

import ibis

from caicach.core.indicators import (
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
from caicach.engine.indicators.columns import Cell

CellOf = Callable[[str], Cell]
"""From the name of a column to the cell."""

FLAGS = {"yes": True, "no": False}
SIGNS = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
}
ORDERS = {
    "before": operator.lt,
    "on_or_before": operator.le,
    "after": operator.gt,
    "on_or_after": operator.ge,
    "above": operator.gt,
    "below": operator.lt,
}
DAY_ORDERS = {"day_before": operator.lt, "same_day": operator.eq}


def holds(
    condition: Condition, cell: CellOf, having: Callable[[Having], Cell] | None = None
) -> Cell:
    """Return whether `condition` holds, row by row; where it cannot be told, null, read as no.

    cell: looks up a column. having: says whether a procedure has such rows; needed only for
        conditions on procedures.
    """
    return _Tests(cell, having).of(condition)


class _Tests:
    def __init__(self, cell: CellOf, having: Callable[[Having], Cell] | None) -> None:
        self.cell, self.having = cell, having

    def of(self, condition: Condition) -> Cell:
        if isinstance(condition, All):
            return self._joined(condition.conditions, operator.and_, empty=True)
        if isinstance(condition, Any):
            return self._joined(condition.conditions, operator.or_, empty=False)
        if isinstance(condition, Not):
            # What cannot be told does not hold, and `not` of what does not hold does.
            denied = self.of(condition.condition)
            is_sure = isinstance(condition.condition, Missing)
            return ~denied if is_sure else ~denied.fill_null(False)
        if isinstance(condition, Having):
            if self.having is None:
                raise ValueError(f"{condition} stands where rows are no procedures")
            return self.having(condition)
        return _leaf(condition, self.cell)

    def _joined(
        self,
        conditions: tuple[Condition, ...],
        join: Callable[[Cell, Cell], Cell],
        *,
        empty: bool,
    ) -> Cell:
        return reduce(join, map(self.of, conditions)) if conditions else ibis.literal(empty)


def _leaf(
    condition: Equal | OneOf | Missing | Compare | CompareColumns | Has, cell: CellOf
) -> Cell:
    column = cell(condition.column)
    if isinstance(condition, Equal):
        return _equal(column, condition.value)
    if isinstance(condition, OneOf):
        return reduce(operator.or_, (_equal(column, each) for each in condition.values))
    if isinstance(condition, Missing):
        return _is_missing(column)
    if isinstance(condition, Compare):
        return SIGNS[condition.sign](column, float(condition.bound))
    if isinstance(condition, CompareColumns):
        return _compared(column, condition.order, cell(condition.other))
    return column.contains(condition.value)


def _equal(column: Cell, value: str) -> Cell:
    if column.type().is_boolean():
        return column == FLAGS[value]
    return column == (float(value) if column.type().is_numeric() else value)


def _is_missing(column: Cell) -> Cell:
    if column.type().is_array():
        return column.isnull() | (column.length() == 0)
    return column.isnull()


def _compared(column: Cell, order: str, other: Cell) -> Cell:
    if order in DAY_ORDERS:
        return DAY_ORDERS[order](_day(column), _day(other))
    return ORDERS[order](column, other)


def _day(column: Cell) -> Cell:
    return column.date() if column.type().is_timestamp() else column
