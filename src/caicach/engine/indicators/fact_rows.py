"""Rows of a fact table made ready for counting: procedures beside them, conditions as flags."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

import ibis

from caicach.core.indicators import (
    BY_STATE,
    EVERY_ROW,
    OF_PROCEDURE,
    CompareColumns,
    Condition,
    Having,
    Part,
    leaves,
)
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.clock_rules import CLOCKS
from caicach.engine.indicators.columns import Cell, Rows, facts_table
from caicach.engine.indicators.row_tests import holds

LEVELS = ("none", "partial", "full")
"""Levels of online service, lowest first."""

BESIDE = "of_procedure_"
"""Prefix of a procedure's columns beside the row that names it."""

FACT_MONTH = "fact_month"
"""The month of the partition a row lies in."""


def facts_rows(facts: str, parts: Iterable[Part], *more: str) -> Rows:
    """Return the rows of `facts` with a flag for each condition of `parts`.

    Columns: FACT_MONTH, agency and procedure, those that counting the parts needs, and `more` of
    the table. `is_plain` and `phases` are there wherever states are asked for.
    """
    asked = list(parts)
    conditions = {part.where for part in asked} - {EVERY_ROW}
    rows = _narrowed(facts, {name for part in asked for name in _needed(part)}.union(more))
    rows = _with_procedures(rows, _of_procedures(conditions))
    ordered = sorted(conditions, key=flag_name)
    flags = {flag_name(each): holds(each, lambda name: _cell(rows, name)) for each in ordered}
    return rows.mutate(**flags) if flags else rows


def flag_name(condition: Condition) -> str:
    """Return the column that says whether a row satisfies `condition`."""
    return f"w_{sha256(repr(condition).encode()).hexdigest()[:12]}"


def flag(part: Part, rows: Rows) -> Cell:
    """Return whether rows of `facts_rows` satisfy the part's condition."""
    return ibis.literal(True) if part.where == EVERY_ROW else rows[flag_name(part.where)]


def asks_procedures(parts: Iterable[Part]) -> bool:
    """Say whether a condition of `parts` reaches from a row to its procedure."""
    return bool(_of_procedures(part.where for part in parts))


def merged_procedures(columns: Iterable[str]) -> Rows:
    """Return one row for each procedure, however many rows the register has of it.

    A flag holds where one row says so, the highest level of service counts, of numbers the
    greatest. `decisions` are those of all rows.
    """
    listed = facts_table("procedures")
    return listed.group_by("procedure").agg(**{name: _merged(listed[name]) for name in columns})


def _needed(part: Part) -> Iterator[str]:
    """Yield the columns that counting a part reads, those of procedures among them."""
    yield from _columns(part.where)
    if part.amount != "count":
        yield part.amount[1]
    if part.placed_by not in BY_STATE:
        yield part.placed_by
        return
    yield from ("received_at", "is_plain", "phases")
    if part.clock in CLOCKS:
        yield from (CLOCKS[part.clock].due, CLOCKS[part.clock].end)


def _narrowed(facts: str, columns: Collection[str]) -> Rows:
    """Take few columns at once: each one named makes every later step slower to compile."""
    rows, month = facts_table(facts), TABLES[facts].month
    here = [name for name in rows.columns if name in {"agency", "procedure", *columns}]
    made = {FACT_MONTH: rows[month]} if month else {}
    if "procedure" not in rows.columns:
        made["procedure"] = ibis.null("string")
    if "is_plain" not in rows.columns:  # petitions have no closed form
        made["is_plain"] = ibis.literal(False)
    return rows.select(*here, **made)


def _of_procedures(conditions: Iterable[Condition]) -> list[str]:
    named = {name for each in conditions for name in _columns(each)}
    return sorted(
        each.removeprefix(OF_PROCEDURE) for each in named if each.startswith(OF_PROCEDURE)
    )


def _columns(condition: Condition) -> Iterator[str]:
    for leaf in leaves(condition):
        if not isinstance(leaf, Having):
            yield leaf.column
        if isinstance(leaf, CompareColumns):
            yield leaf.other


def _cell(rows: Rows, name: str) -> Cell:
    return rows[name.replace(OF_PROCEDURE, BESIDE)]


def _with_procedures(rows: Rows, columns: list[str]) -> Rows:
    if not columns:
        return rows
    listed = merged_procedures(columns)
    beside = listed.select(
        named_procedure=listed.procedure, **{BESIDE + name: listed[name] for name in columns}
    )
    return rows.left_join(beside, rows.procedure == beside.named_procedure)


def _merged(column: Cell) -> Cell:
    if column.type().is_boolean():
        return column.any()
    if column.type().is_array():
        return column.collect().flatten()
    if column.get_name() == "service_level":
        ranks = column.cases(*((level, rank) for rank, level in enumerate(LEVELS)))
        return ranks.max().cases(*enumerate(LEVELS))
    return column.max()
