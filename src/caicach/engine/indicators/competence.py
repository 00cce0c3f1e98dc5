"""Procedures under an agency's competence: which there are, and how many satisfy a condition."""

from collections.abc import Collection, Iterator
from itertools import count

import ibis
import pyarrow as pa

from caicach.core.indicators import Having, Part, part_of
from caicach.engine.facts.shape import PROCEDURES
from caicach.engine.indicators.agency_map import LEVELS, TOTAL
from caicach.engine.indicators.columns import Cell, Rows
from caicach.engine.indicators.engine import Connection, DuckDbEngine, Source, sql_of
from caicach.engine.indicators.fact_rows import merged_procedures
from caicach.engine.indicators.placement import Placement
from caicach.engine.indicators.row_tests import holds
from caicach.engine.indicators.windows import Window

_numbers = count(1)

NAMED = ("procedure", "handled_by")
DESCRIBING = [name for name in PROCEDURES.schema.names if name not in (*NAMED, "faults")]


class Competence:
    """The procedures of a register, by the groups whose agencies handle them.

    A procedure counts once in each group, however many of its agencies handle it. One whose
    register names nobody counts for the agencies that answer to none.
    connection: keeps the tables; figures are worked out on cursors of it.
    """

    def __init__(self, connection: Connection, placement: Placement, source: Source) -> None:
        self.connection, self.placement = connection, placement
        number = next(_numbers)
        self.listed, self.pairs = f"listed_{number}", f"competence_{number}"
        rows = merged_procedures(DESCRIBING)
        self._create(self.listed, DuckDbEngine().query(connection, rows, source))
        self._create(f"handled_{number}", "SELECT DISTINCT procedure, handled_by FROM procedures")
        self._create(self.pairs, self._pairs_sql(f"handled_{number}", self._register(number)))

    def add_up(
        self, cursor: Connection, parts: Collection[Part], window: Window, flows: str | None
    ) -> str:
        """Return SQL of the parts by group.

        flows: table of the cursor with grp, procedure and p_ of each dossier part that conditions
            ask for.
        """
        rows = self._rows(cursor, parts, flows)
        tests = {f"p_{part.name}": _test(part, rows, window) for part in parts}
        counts = {name: ibis.cases((test, 1)).count() for name, test in tests.items()}
        return sql_of(rows.group_by("grp").agg(**counts), "duckdb")

    def list_rows(self, cursor: Connection, part: Part, window: Window, flows: str | None) -> str:
        """Return SQL of the procedures that `part` counts, with grp and what describes them."""
        rows = self._rows(cursor, [part], flows)
        return sql_of(rows.filter(_test(part, rows, window)), "duckdb")

    def _rows(self, cursor: Connection, parts: Collection[Part], flows: str | None) -> Rows:
        """Return the procedures of each group, with what conditions ask of their dossiers.

        A view, because only a few of so many columns are asked for.
        """
        having = [each for part in parts for each in part.within if each.facts == "dossiers"]
        marks = sorted({f"h_{each.name}" for each in having})
        more = "".join(f", coalesce(p_{each[2:]}, 0) > 0 AS {each}" for each in marks)
        joined = f"{self.pairs} c JOIN {self.listed} l USING (procedure)"
        if flows is not None:
            joined += f" LEFT JOIN {flows} f USING (grp, procedure)"
        view = f"rows_{next(_numbers)}"
        cursor.execute(
            f"CREATE TEMP VIEW {view} AS SELECT c.grp, l.*{more} FROM {joined}"
            f" WHERE {self.placement.grouping.only_asked}"
        )
        return ibis.table(self._schema(marks), name=view)

    def group_of_procedure(self, by: str) -> str:
        """Return SQL of a procedure's group, from a query in which `procedure` is a column."""
        if by == "procedure":
            return "coalesce(procedure, '')"
        return f"coalesce((SELECT {by} FROM {self.listed} l WHERE l.procedure = a.procedure), '')"

    def _create(self, table: str, sql: str) -> None:
        self.connection.execute(f"CREATE TABLE {table} AS {sql}")

    def _register(self, number: int) -> str:
        """Make known which groups agencies of each level, and named ones, count in."""
        handlers = self.connection.execute(
            f"SELECT DISTINCT coalesce(handled_by, '') FROM handled_{number}"
        ).fetchall()
        rows = list(dict.fromkeys(self._handlers([row[0] for row in handlers])))
        columns = [pa.array([row[place] for row in rows], pa.string()) for place in (0, 1)]
        name = f"handlers_{number}"
        self.connection.register(name, pa.table(columns, names=["handler", "grp"]))
        return name

    def _handlers(self, named: Collection[str]) -> Iterator[tuple[str, str]]:
        on, grouping = self.placement.on, self.placement.grouping
        for code in on.codes():
            groups = grouping.groups(code, on)
            levels = [level for level in LEVELS if on.is_of_level(code, level)]
            yield from ((level, grp) for level in levels for grp in groups)
            if len(on.above(code)) == 1:
                yield from (("", grp) for grp in groups)
        for handler in named:
            if handler and handler not in LEVELS:
                yield from ((handler, grp) for grp in self.placement.groups_of(handler))
            if grouping.by == TOTAL and grouping.agency is None:
                yield handler, TOTAL

    def _pairs_sql(self, handled: str, handlers: str) -> str:
        by, within = self.placement.grouping.by, self.placement.grouping.agency
        group = "grp"
        if self.placement.grouping.is_of_procedures:
            group = self.group_of_procedure(by)
            if within is None:
                return f"SELECT DISTINCT {group} AS grp, a.procedure FROM {handled} a"
        joined = f"{handled} a JOIN {handlers} ON handler = coalesce(handled_by, '')"
        return f"SELECT DISTINCT {group} AS grp, a.procedure FROM {joined}"

    def _schema(self, marks: Collection[str]) -> ibis.Schema:
        shape = PROCEDURES.schema
        fields = [("grp", pa.string()), ("procedure", pa.string())]
        fields += [(name, shape.field(name).type) for name in DESCRIBING]
        fields += [(mark, pa.bool_()) for mark in sorted(marks)]
        return ibis.Schema.from_pyarrow(pa.schema(fields))


def _test(part: Part, rows: Rows, window: Window) -> Cell:
    def having(asked: Having) -> Cell:
        if asked.facts == "dossiers":
            return rows[f"h_{part_of(asked).name}"]
        return _has_decision(asked, rows.decisions, window)

    # a condition without tests is a constant, and a constant cannot be counted by row
    return rows.procedure.notnull() & holds(part.where, lambda name: rows[name], having)


def _has_decision(asked: Having, decisions: Cell, window: Window) -> Cell:
    first, last = ibis.literal(window.start.date()), ibis.literal(window.last_day)
    found = decisions.filter(
        lambda entry: (
            (entry[asked.placed_by] >= first)
            & (entry[asked.placed_by] <= last)
            & holds(asked.where, lambda name: entry[name])
        )
    )
    return (found.length() > 0).fill_null(False)
