"""Procedures, petitions, documents and apologies: few rows, replaced by their key."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from caicach.engine.facts import Facts, Writing
from caicach.engine.facts.shape import ORIGIN, TABLES
from caicach.engine.intake.staging import ORDER, Stage, arrow, fed_columns

KEYS = {
    "procedures": ("procedure",),
    "petitions": ("key",),
    "documents": ("key",),
    "apologies": ("link", "apologised_at", "extended_to_at"),
}

MONTHS = {
    "petitions": ("received_month", "received_at"),
    "documents": ("month", "issued_on"),
}
"""Partition column of the tables that have one, and the column it is cut from."""


@dataclass
class SmallMerge:
    """Puts the staged rows of one small table over those known.

    known: rows before. changed: rows whose content is new. rows: all rows, as they now are.
    """

    stage: Stage
    base: Facts
    version: int
    table: str
    counts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        relation = self.base.relation(self.stage.connection, self.table)
        relation.create_view(f"known_{self.table}", replace=True)
        self.known = relation.to_arrow_table().select(self._names)
        self.rows = self.known
        self.changed = self.rows.slice(0, 0)

    @property
    def _names(self) -> list[str]:
        return list(TABLES[self.table].schema.names)

    def run(self) -> None:
        """Find what is new, and what the table is with it."""
        if not self.stage.has(self.table):
            return
        connection = self.stage.connection
        connection.execute(f"CREATE OR REPLACE TEMP TABLE latest AS {self._latest_sql()}")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE newer AS {self._newer_sql()}")
        self._count()
        schema = TABLES[self.table].schema
        self.changed = arrow(connection, f"SELECT {self._made()} FROM newer").cast(schema)
        on = self._alike("k", "n")
        kept_rows = arrow(
            connection,
            f"SELECT * FROM known_{self.table} k"
            f" WHERE NOT EXISTS (SELECT 1 FROM newer n WHERE {on})",
        ).select(self._names)
        self.rows = pa.concat_tables([kept_rows.cast(schema), self.changed])

    def fill(self, judge: Callable[[pa.Table], pa.Table]) -> None:
        """Let `judge` fill the computed columns of the changed rows, and of those rows in all."""
        if self.changed.num_rows:
            kept = self.rows.num_rows - self.changed.num_rows
            self.changed = judge(self.changed)
            self.rows = pa.concat_tables([self.rows.slice(0, kept), self.changed])

    def fill_together(self, judge: Callable[[pa.Table], pa.Table]) -> None:
        """Let `judge` fill the computed columns of all rows where one has changed."""
        if self.changed.num_rows:
            kept = self.rows.num_rows - self.changed.num_rows
            self.rows = judge(self.rows)
            self.changed = self.rows.slice(kept)

    def judge_again(self, judge: Callable[[pa.Table], pa.Table]) -> None:
        """Let `judge` fill the computed columns of all rows; changed are those it made other."""
        judged = judge(self.known)
        if not judged.equals(self.known):
            self.rows = self.changed = judged
            self.stage.connection.execute("CREATE OR REPLACE TEMP TABLE newer (key VARCHAR)")

    def write(self, writing: Writing) -> None:
        """Write the outcome; months without a changed row stay as they are."""
        if not self.changed.num_rows:
            return
        if self.table not in MONTHS:
            writing.replace(self.table, self.rows)
            return
        column = MONTHS[self.table][0]
        months = sorted(set(self.changed.column(column).to_pylist()) | self._left_months())
        connection = self.stage.connection
        connection.register("small_rows", self.rows)
        named = ", ".join(f"'{month}'" for month in months)
        rows = arrow(connection, f"SELECT * FROM small_rows WHERE {column} IN ({named})")
        connection.unregister("small_rows")
        writing.replace_months(self.table, months, rows.cast(TABLES[self.table].schema))

    def _left_months(self) -> set[str]:
        """Months that a changed row was in before."""
        column = MONTHS[self.table][0]
        on = self._alike("k", "n")
        sql = f"SELECT DISTINCT k.{column} FROM known_{self.table} k JOIN newer n ON {on}"
        return {month for (month,) in self.stage.connection.sql(sql).fetchall()}

    def _latest_sql(self) -> str:
        keys = ", ".join(KEYS[self.table])
        return (
            f"SELECT DISTINCT ON ({keys}) * FROM {self.stage.fed(self.table)}"
            f" ORDER BY {keys}, {ORDER} DESC"
        )

    def _newer_sql(self) -> str:
        told = {column.name for column in ORIGIN}
        names = [name for name in fed_columns(self.table) if name not in told]
        mine, known = (", ".join(self._compared(side, names)) for side in ("f", "k"))
        return (
            f"SELECT f.*, k.taken_in IS NULL AS is_new FROM latest f"
            f" LEFT JOIN known_{self.table} k ON {self._alike('f', 'k')}"
            f" WHERE k.taken_in IS NULL OR row({mine}) IS DISTINCT FROM row({known})"
        )

    def _compared(self, side: str, names: list[str]) -> list[str]:
        """The flags of a decision are filled in later, so its days alone are compared."""
        days = "lambda d: (d.decided_on, d.effective_on, d.published_on)"
        return [
            f"list_transform({side}.decisions, {days})"
            if name == "decisions"
            else f'{side}."{name}"'
            for name in names
        ]

    def _alike(self, left: str, right: str) -> str:
        return " AND ".join(
            f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in KEYS[self.table]
        )

    def _made(self) -> str:
        fed = fed_columns(self.table)
        made = {"taken_in": f"{self.version}::INTEGER", "phases": "NULL"}
        if self.table in MONTHS:
            column, instant = MONTHS[self.table]
            made[column] = f"coalesce(strftime({instant}, '%Y-%m'), 'unknown')"
        return ", ".join(
            f'"{name}"' if name in fed else f'{made[name]} AS "{name}"' for name in self._names
        )

    def _count(self) -> None:
        sql = (
            "SELECT file, count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new)"
            " FROM newer GROUP BY file"
        )
        for file, added, changed in self.stage.connection.sql(sql).fetchall():
            self.counts[file] = [added, changed]
