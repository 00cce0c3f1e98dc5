"""What a row must satisfy: a small tree of tests on columns, equal when they ask the same."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Sign = Literal["at_least", "above", "at_most", "below"]
Order = Literal[
    "before", "on_or_before", "after", "on_or_after", "day_before", "same_day", "above", "below"
]


@dataclass(frozen=True, slots=True)
class Equal:
    """The cell is `value`: text as written, `yes` or `no` for a flag, digits for a number."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The cell is one of `values`."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The cell holds nothing; a list without entries holds nothing."""

    column: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The number in the cell stands so to `bound`."""

    column: str
    sign: Sign
    bound: Decimal


@dataclass(frozen=True, slots=True)
class CompareColumns:
    """One cell stands so to another.

    before … on_or_after compare instants, to the microsecond. day_before and same_day compare
    their days: the first on an earlier day, on the same day. above and below compare numbers.
    """

    column: str
    order: Order
    other: str


@dataclass(frozen=True, slots=True)
class Has:
    """The list in the cell has `value` among its entries."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Having:
    """A procedure has at least one row of `facts` placed in the period that satisfies `where`.

    Only conditions on procedures hold it. facts: dossiers (the procedure's dossiers at the
    agencies asked for) or decisions (the entries of the procedure's own list of that name).
    """

    facts: Literal["dossiers", "decisions"]
    placed_by: str
    where: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `conditions` holds; without any, every row satisfies it."""

    conditions: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `conditions` holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`condition` does not hold."""

    condition: "Condition"


Leaf: TypeAlias = Equal | OneOf | Missing | Compare | CompareColumns | Has
Condition: TypeAlias = Leaf | Having | All | Any | Not
"""Conditions hold or do not, nothing between: a test of a missing cell does not hold (only
`Missing` does), so `Not` of it holds. `procedure.<column>` is a column of a dossier's procedure."""

EVERY_ROW = All()


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return the one condition that holds when all do: nested ones flat, each once, in order.

    That a cell is known goes without saying where another condition asks for its value.
    """
    flat = {repr(each): each for one in conditions for each in _flat(one)}
    known = {column for each in flat.values() for column in _valued(each)}
    ordered = tuple(flat[text] for text in sorted(flat) if not _follows(flat[text], known))
    return ordered[0] if len(ordered) == 1 else All(ordered)


def _valued(condition: Condition) -> Iterator[str]:
    """Yield the columns that hold something in every row that satisfies the condition."""
    if isinstance(condition, Equal | OneOf | Compare | CompareColumns | Has):
        yield condition.column
    if isinstance(condition, CompareColumns):
        yield condition.other


def _follows(condition: Condition, known: Collection[str]) -> bool:
    """Say whether a condition holds for every row whose `known` columns hold something."""
    if isinstance(condition, Any):
        return any(_follows(each, known) for each in condition.conditions)
    inner = condition.condition if isinstance(condition, Not) else None
    return isinstance(inner, Missing) and inner.column in known


def _flat(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, All):
        for each in condition.conditions:
            yield from _flat(each)
    else:
        yield condition


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return the one condition that holds when at least one does."""
    found = {repr(each): each for each in conditions}
    ordered = tuple(found[text] for text in sorted(found))
    return ordered[0] if len(ordered) == 1 else Any(ordered)


def told_by(condition: Condition) -> tuple[frozenset[str], ...]:
    """Return sets of columns, of each of which one must hold something where the condition holds.

    If no row ever holds anything in any column of a set, the condition tells nothing at all.
    """
    if isinstance(condition, All):
        return tuple(found for each in condition.conditions for found in told_by(each))
    if isinstance(condition, Any):
        ways = [told_by(each) for each in condition.conditions]
        return (frozenset().union(*(found for way in ways for found in way)),) if all(ways) else ()
    if isinstance(condition, Not):
        inner = condition.condition
        return (frozenset({inner.column}),) if isinstance(inner, Missing) else ()
    return tuple(frozenset({column}) for column in _valued(condition))


def leaves(condition: Condition) -> Iterator[Leaf | Having]:
    """Yield the tests a condition is made of, from left to right; those inside a `Having` not."""
    if isinstance(condition, All | Any):
        for each in condition.conditions:
            yield from leaves(each)
    elif isinstance(condition, Not):
        yield from leaves(condition.condition)
    else:
        yield condition
