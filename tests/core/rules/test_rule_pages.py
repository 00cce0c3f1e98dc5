"""The pages of docs/reference/rules are true: keys, columns, examples and tables."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from pydantic import BaseModel

from caicach.core.criteria.cases import GivenCase
from caicach.core.documents import Number, Shape, parse, read_document
from caicach.core.issues import known_codes
from caicach.core.rules import RULES, AnyRule, Context, InputRefused, State

PAGES = Path(__file__).parents[3] / "docs" / "reference" / "rules"
S = TypeVar("S", bound=BaseModel)
MODIFIERS = {"empty_denominator", "blank"}
COLUMNS = {
    "value": ["value"],
    "ratio": ["numerator", "denominator"],
    "choice": ["choice"],
    "points": ["points"],
    "parts": ["CODE#part"],
}


class Example(Shape):
    """The example of a page."""

    max_points: Number
    rule: AnyRule


class Row(NamedTuple):
    """One line of an edge case table, with the example it belongs to."""

    page: str
    example: Example
    given: GivenCase
    points: str
    outcome: str


def read(text: str, shape: type[S]) -> S:
    document, issues = read_document(text, "page.md")
    assert document is not None, issues
    loaded, more = parse(document, shape)
    assert loaded is not None, [str(each) for each in (*issues, *more)]
    return loaded


def rows_of(page: Path) -> Iterator[Row]:
    """Yield every line of a table; it belongs to the last example above it."""
    example: Example | None = None
    pattern = r"```yaml\n(.*?)```|^\| `(\{[^\n]*\})` \| ([^|\n]+) \| `([^|\n]+)` \|$"
    for found in re.finditer(pattern, page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        if found[1]:
            example = read(found[1], Example)
            continue
        assert example is not None
        yield Row(page.stem, example, read(found[2], GivenCase), found[3], found[4])


ROWS = [row for page in sorted(PAGES.glob("*.md")) for row in rows_of(page)]


def tables_of(page: Path) -> list[dict[str, str]]:
    """Return each key table as key → default."""
    tables: list[dict[str, str]] = []
    for line in page.read_text("utf-8").splitlines():
        if line == "| Key | Type | Default | Meaning |":
            tables.append({})
        found = re.fullmatch(r"\| `([^`]+)` \| .+ \| ([^|]+) \| [^|]+ \|", line)
        if found:
            tables[-1] |= dict.fromkeys(found[1].split(" / "), found[2])
    return tables


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.page} {row.outcome}")
def test_every_line_of_every_table_is_true(row: Row) -> None:
    peers = Context(best=row.given.best, rank=row.given.rank)
    rule, maximum = row.example.rule, row.example.max_points
    if row.points == "refused":
        with pytest.raises(InputRefused) as refusal:
            rule.score(row.given.given(), maximum, peers)
        assert refusal.value.code == row.outcome
        assert row.outcome in known_codes()
        return
    score = rule.score(row.given.given(), maximum, peers)
    assert score.step == row.outcome
    if row.points in list(State):
        assert (score.points, score.state) == (None, row.points)
    else:
        assert (score.points, score.state) == (Decimal(row.points), State.SCORED)


@pytest.mark.parametrize("kind", RULES)
def test_a_page_has_at_least_four_edge_cases(kind: str) -> None:
    assert sum(row.page == kind for row in ROWS) >= 4


@pytest.mark.parametrize("row", {row.page: row for row in ROWS}.values(), ids=lambda row: row.page)
def test_the_rule_of_an_example_has_no_faults(row: Row) -> None:
    assert list(row.example.rule.check(abs(row.example.max_points))) == []


def defaults(model: type[BaseModel]) -> dict[str, bool]:
    """Return whether each key of a model must be given, by the name it has in a file."""
    fields = model.model_fields.items()
    return {field.alias or name: field.is_required() for name, field in fields}


@pytest.mark.parametrize("kind", RULES)
def test_a_page_lists_every_key_of_its_rule_and_no_other(kind: str) -> None:
    keys = defaults(RULES[kind])
    for name in (*MODIFIERS, "kind"):
        del keys[name]
    told = tables_of(PAGES / f"{kind}.md")[0]
    assert {name: default == "required" for name, default in told.items()} == keys


def entries_of(kind: str) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in RULES[kind].model_fields.items():
        inner: Any = getattr(field.annotation, "__args__", ())
        for each in inner:
            if isinstance(each, type) and issubclass(each, BaseModel):
                yield name, each


@pytest.mark.parametrize("kind", RULES)
def test_a_page_lists_every_key_of_the_entries_of_its_lists(kind: str) -> None:
    lists = [(name, model) for name, model in entries_of(kind) if model.__name__ != "Label"]
    text = (PAGES / f"{kind}.md").read_text("utf-8")
    assert re.findall(r"Each entry of `(\w+)`", text) == [name for name, _ in lists]
    for told, (_, model) in zip(tables_of(PAGES / f"{kind}.md")[1:], lists, strict=True):
        assert {name: d == "required" for name, d in told.items()} == defaults(model)


@pytest.mark.parametrize("kind", RULES)
def test_a_page_names_the_columns_its_rule_reads(kind: str) -> None:
    text = (PAGES / f"{kind}.md").read_text("utf-8")
    line = re.search(r"^Columns read: (.*)\.$", text, re.MULTILINE)
    assert line is not None
    columns = [column for form in RULES[kind].reads for column in COLUMNS[form]]
    assert re.findall("`([^`]+)`", line[1]) == columns


def test_the_index_lists_every_kind_once() -> None:
    index = (PAGES / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[`(\w+)`\]\(\1\.md\) \|", index, re.MULTILINE)
    assert sorted(listed) == sorted(RULES)


def test_every_step_that_is_not_a_formula_of_its_own_is_shown_somewhere() -> None:
    shown = {row.outcome.partition(":")[0] for row in ROWS if row.points != "refused"}
    assert {"full", "zero", "formula", "capped", "floor", "below_floor", "best", "case"} <= shown
    assert {"blank", "empty_denominator", "parts_missing", "previous_missing"} <= shown
