"""The tests a condition makes on one column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, get_args

from caicach.core.documents import Loc
from caicach.core.documents.shape import PLAIN_NUMBER
from caicach.core.documents.yaml_text import Content
from caicach.core.indicators.columns import TIMES, ColumnKind, Schema, kind_of, near_columns
from caicach.core.indicators.condition import (
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Has,
    Missing,
    Not,
    OneOf,
    Order,
    Sign,
)

SIGNS: tuple[Sign, ...] = get_args(Sign)
ORDERS: tuple[Order, ...] = get_args(Order)
OPERATORS = ("missing", "not", *SIGNS, *(each for each in ORDERS if each not in SIGNS), "has")
FITTING: dict[ColumnKind, tuple[str, ...]] = {
    "text": ("missing", "not"),
    "flag": ("missing", "not"),
    "number": ("missing", "not", *SIGNS),
    "instant": ("missing", *(each for each in ORDERS if each not in SIGNS)),
    "day": ("missing", *(each for each in ORDERS if each not in SIGNS)),
    "texts": ("missing", "has"),
}
FLAGS = ("yes", "no")


class Fault(Protocol):
    """Keeps one fault at a place of the document."""

    def __call__(self, code: str, loc: Loc, /, **values: object) -> None: ...


@dataclass(frozen=True, slots=True)
class ColumnTests:
    """Reads what is asked of one column of `facts`."""

    column: str
    facts: str
    schema: Schema | None
    fault: Fault

    def read(self, raw: Content, loc: Loc) -> Iterator[Condition]:
        """Yield the tests written at `loc`: a value, a list of values, or a mapping of tests."""
        if not self._is_known(self.column, loc):
            return
        if isinstance(raw, dict):
            if not raw:
                self.fault("condition-empty", loc, column=self.column)
            for key, value in raw.items():
                yield from self._test(key, value, (*loc, key))
        else:
            yield from self._equal(raw, loc)

    def require_time(self, loc: Loc) -> None:
        """Tell a column that is unknown, or that holds no instants or days."""
        if self._is_known(self.column, loc) and self._kind(self.column) not in (None, *TIMES):
            self.fault("condition-column-holds-no-times", loc, column=self.column, facts=self.facts)

    def require_number(self, loc: Loc) -> None:
        """Tell a column that is unknown, or that holds no numbers."""
        if self._is_known(self.column, loc) and self._kind(self.column) not in (None, "number"):
            self.fault(
                "condition-column-holds-no-numbers", loc, column=self.column, facts=self.facts
            )

    def _kind(self, column: str) -> ColumnKind | None:
        return kind_of(column, self.facts, self.schema) if self.schema else None

    def _is_known(self, column: str, loc: Loc) -> bool:
        if self.schema is None or self._kind(column) is not None:
            return True
        near = near_columns(column, self.facts, self.schema)
        self.fault("condition-column-unknown", loc, column=column, facts=self.facts, known=near)
        return False

    def _equal(self, raw: Content, loc: Loc) -> Iterator[Condition]:
        if isinstance(raw, list):
            values = [each for place, each in enumerate(raw) if self._fits(each, (*loc, place))]
            if not raw:
                self.fault("condition-list-expected", loc, key=self.column)
            elif len(values) == len(raw):
                yield OneOf(self.column, tuple(sorted(map(str, values))))
        elif self._fits(raw, loc):
            yield Equal(self.column, str(raw))

    def _fits(self, raw: Content, loc: Loc) -> bool:
        """Say whether a cell of the column can equal `raw`; tell where it cannot."""
        if not isinstance(raw, str):
            self.fault("condition-value-expected", loc, column=self.column)
            return False
        kind = self._kind(self.column)
        if kind in (None, "text") or (kind == "flag" and raw in FLAGS):
            return True
        if kind == "number" and PLAIN_NUMBER.fullmatch(raw):
            return True
        code = {"flag": "condition-flag-expected", "number": "condition-number-expected"}.get(
            str(kind), "condition-column-never-equal"
        )
        self.fault(code, loc, column=self.column, value=raw)
        return False

    def _test(self, key: str, raw: Content, loc: Loc) -> Iterator[Condition]:
        if key not in OPERATORS:
            self.fault("condition-test-unknown", loc, test=key, known=", ".join(OPERATORS))
            return
        kind = self._kind(self.column)
        if kind is not None and key not in FITTING[kind]:
            fitting = ", ".join(FITTING[kind])
            self.fault("condition-test-unfit", loc, test=key, column=self.column, known=fitting)
            return
        tests: dict[str, Callable[[Content, Loc], Iterator[Condition]]] = {
            "missing": self._missing,
            "not": self._not,
            "has": self._has,
        }
        if key in tests:
            yield from tests[key](raw, loc)
        else:
            yield from self._compare(key, raw, loc)

    def _missing(self, raw: Content, loc: Loc) -> Iterator[Condition]:
        if raw not in FLAGS:
            self.fault("condition-flag-expected", loc, column="missing", value=raw)
        else:
            yield Missing(self.column) if raw == "yes" else Not(Missing(self.column))

    def _not(self, raw: Content, loc: Loc) -> Iterator[Condition]:
        yield from (Not(each) for each in self._equal(raw, loc))

    def _has(self, raw: Content, loc: Loc) -> Iterator[Condition]:
        if isinstance(raw, str):
            yield Has(self.column, raw)
        else:
            self.fault("condition-value-expected", loc, column=self.column)

    def _compare(self, key: str, raw: Content, loc: Loc) -> Iterator[Condition]:
        """Numbers are compared with a number or a column, times only with a column."""
        if not isinstance(raw, str):
            self.fault("condition-value-expected", loc, column=self.column)
            return
        sign = next((each for each in SIGNS if each == key), None)
        order = next((each for each in ORDERS if each == key), None)
        if sign is not None and PLAIN_NUMBER.fullmatch(raw):
            yield Compare(self.column, sign, Decimal(raw))
        elif order is None:
            self.fault("condition-number-expected", loc, column=self.column, value=raw)
        elif self._is_known(raw, loc) and self._are_alike(raw, loc):
            yield CompareColumns(self.column, order, raw)

    def _are_alike(self, other: str, loc: Loc) -> bool:
        kinds = {self._kind(self.column), self._kind(other)}
        if None in kinds or kinds <= set(TIMES) or kinds == {"number"}:
            return True
        self.fault("condition-columns-not-alike", loc, column=self.column, other=other)
        return False
