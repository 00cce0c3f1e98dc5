"""Conditions of parts as the WHERE clause a person would write, for DuckDB and PostgreSQL."""

from collections.abc import Iterator

from bench.rivals.events import Count, Test
from caicach.core.indicators import (
    All,
    Any,
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Missing,
    Not,
    OneOf,
    leaves,
)
from caicach.core.indicators.condition import Leaf

FLAGS = {"yes": "", "no": "NOT "}
SIGNS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
ORDERS = {
    "before": "<",
    "on_or_before": "<=",
    "after": ">",
    "on_or_after": ">=",
    "above": ">",
    "below": "<",
}
DAYS = {"day_before": "<", "same_day": "="}
LISTS = ("faults",)


def where(condition: Condition) -> str:
    """Return the condition in SQL; a part without one asks for TRUE."""
    if isinstance(condition, All):
        return _joined(" AND ", condition.conditions) or "TRUE"
    if isinstance(condition, Any):
        return _joined(" OR ", condition.conditions)
    if isinstance(condition, Not):
        return _denied(condition.condition)
    if isinstance(condition, Leaf):
        return _leaf(condition)
    raise TypeError(f"{condition} asks for rows of another table")


def _joined(word: str, conditions: tuple[Condition, ...]) -> str:
    found = word.join(where(each) for each in conditions)
    return f"({found})" if len(conditions) > 1 else found


def _denied(condition: Condition) -> str:
    if isinstance(condition, Missing):
        known = f"{column(condition.column)} IS NOT NULL"
        return f"({known} AND {_filled(condition.column)})" if _is_list(condition.column) else known
    if isinstance(condition, Equal) and condition.value in FLAGS:
        return f"{column(condition.column)} IS NOT {_boolean(condition.value)}"
    return f"NOT coalesce({where(condition)}, FALSE)"


def _leaf(condition: Leaf) -> str:
    cell = column(condition.column)
    if isinstance(condition, Equal):
        return FLAGS[condition.value] + cell if condition.value in FLAGS else _equal(condition)
    if isinstance(condition, OneOf):
        return f"{cell} IN ({', '.join(map(_text, condition.values))})"
    if isinstance(condition, Missing):
        empty = f" OR NOT {_filled(condition.column)}" if _is_list(condition.column) else ""
        return f"({cell} IS NULL{empty})"
    if isinstance(condition, Compare):
        return f"{cell} {SIGNS[condition.sign]} {condition.bound}"
    if isinstance(condition, CompareColumns):
        return _compared(condition)
    return f"{_text(condition.value)} = ANY({cell})"


def _equal(condition: Equal) -> str:
    return f"{column(condition.column)} = {_text(condition.value)}"


def _compared(condition: CompareColumns) -> str:
    one, other = column(condition.column), column(condition.other)
    if condition.order in DAYS:
        return f"{one}::DATE {DAYS[condition.order]} {other}::DATE"
    return f"{one} {ORDERS[condition.order]} {other}"


def columns(count: Count) -> Iterator[str]:
    """Yield the columns that the conditions of a count name."""
    for test in filter(None, (count.adds, count.takes)):
        for leaf in leaves(test.condition):
            yield column(leaf.column)
            if isinstance(leaf, CompareColumns):
                yield column(leaf.other)


def column(name: str) -> str:
    """Return how the prepared rows call a column; a procedure's own begin with `of_`."""
    return name.replace("procedure.", "of_")


def _is_list(name: str) -> bool:
    return name in LISTS


def _filled(name: str) -> str:
    return f"cardinality({column(name)}) > 0"


def _boolean(value: str) -> str:
    return "TRUE" if value == "yes" else "FALSE"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def test_of(test: Test) -> str:
    """Return a test in SQL."""
    condition = where(test.condition)
    found = [condition] if condition != "TRUE" else []
    found += [*test.yes, *(f"NOT {each}" for each in test.no)]
    for name, codes, inside in test.within:
        listed = ", ".join(map(str, codes))
        found.append(f"{name} {'IN' if inside else 'NOT IN'} ({listed})")
    return " AND ".join(found) or "TRUE"


def amount(count: Count) -> str:
    """Return one column of a cell."""
    if count.summed and count.adds:
        summed = f"sum(CASE WHEN {test_of(count.adds)} THEN {count.summed}::float8 END)"
        return f"coalesce({summed}, 0) AS {count.column}"
    sides = ((sign, test) for sign, test in (("", count.adds), ("-", count.takes)) if test)
    counted = " ".join(
        f"{sign} count(CASE WHEN {test_of(test)} THEN 1 END)" for sign, test in sides
    )
    return f"({counted})::integer AS {count.column}"
