"""Cases beside an indicator: a few rows, a period, and what they must come to."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, RootModel
from pydantic_core import PydanticCustomError

from caicach.core.documents import Number, Shape, Text, Words, parse, read_document
from caicach.core.indicators.case_rows import Cell, RawRow, typed_rows
from caicach.core.indicators.columns import Schema
from caicach.core.indicators.figure import FigureState
from caicach.core.issues import Issue

LAST_SECOND = time(23, 59, 59)


def _instant(raw: Any, at: time) -> datetime:
    """A bare day begins at midnight or ends with its last second."""
    try:
        read = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise PydanticCustomError("not-a-day", "not a day: {value}", {"value": str(raw)}) from None
    return datetime.combine(read, at) if len(raw) == len("2026-01-01") else read


Start = Annotated[datetime, BeforeValidator(lambda raw: _instant(raw, time.min))]
End = Annotated[datetime, BeforeValidator(lambda raw: _instant(raw, LAST_SECOND))]


def _amount(raw: Any) -> Any:
    return None if raw == "missing" else raw


Amount: TypeAlias = Annotated[Number | None, BeforeValidator(_amount)]


class Period(Shape):
    """First and last instant; both belong to it."""

    start: Start
    end: End


class Expected(Shape):
    """What both parts and the value must be; the value to the indicator's decimals.

    `missing` where there is none; a count has no denominator.
    """

    numerator: Amount
    denominator: Amount = None
    value: Amount
    state: FigureState = "value"


class Case(Shape):
    """One case: the rows of each fact table, a period, what is expected of all rows together.

    facts: columns not named are missing; `is_plain` follows from whether `phases` are given.
    """

    name: Text
    why: Words | None = None
    period: Period
    facts: dict[Literal["dossiers", "petitions", "documents", "procedures"], tuple[RawRow, ...]]
    expect: Expected

    def rows(self, schema: Schema) -> Mapping[str, list[dict[str, Cell]]]:
        """Return the rows of each table as Python values.

        Raises ValueError for a column the table has not, and for a cell that is none of its kind.
        """
        return {table: typed_rows(rows, table, schema) for table, rows in self.facts.items()}


class CaseFile(RootModel[Annotated[tuple[Case, ...], Field(min_length=1)]]):
    """All cases of one indicator; the file is named after it."""


def read_cases(text: str, path: str) -> tuple[tuple[Case, ...], list[Issue]]:
    """Return the cases of a file, none where it has a fault, and every fault."""
    document, issues = read_document(text, path)
    loaded, more = parse(document, CaseFile) if document else (None, [])
    return (loaded.root if loaded else ()), [*issues, *more]


def shipped_cases() -> Iterator[tuple[str, str, str]]:
    """Yield id, path and text of each shipped file of cases."""
    folder = files("caicach.standards").joinpath("indicators", "cases")
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.name.endswith(".yaml"):
            name = path.name.removesuffix(".yaml")
            yield name, f"indicators/cases/{path.name}", path.read_text("utf-8")
