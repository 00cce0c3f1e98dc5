"""Steps handed in: each kept once, in the month it was taken, whatever the order of the files."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow.compute as pc

from caicach.engine.facts import Facts, Writing
from caicach.engine.facts.batches import months_in_batches
from caicach.engine.facts.shape import STEPS
from caicach.engine.intake.staging import ORDER, Stage, arrow

MONTH = "coalesce(strftime(\"at\", '%Y-%m'), 'unknown')"
SAME = ("link", "at", "status", "unit")
"""What makes two rows one step; a step sent again is no new one."""


@dataclass
class StepMerge:
    """Adds the staged steps that are not known yet; the added ones stay readable in the stage."""

    stage: Stage
    base: Facts
    version: int
    counts: dict[str, list[int]] = field(default_factory=dict)
    months: list[str] = field(default_factory=list)

    def run(self, writing: Writing) -> None:
        """Write the new steps, some months at a time."""
        if not self.stage.has("steps"):
            return
        sizes = self.stage.connection.sql(
            f"SELECT {MONTH} AS month, count(*) FROM {self.stage.fed('steps')}"
            " GROUP BY month ORDER BY month"
        )
        for months in months_in_batches(sizes.fetchall()):
            self._write(months, writing)
        self._count()

    def _write(self, months: Sequence[str], writing: Writing) -> None:
        connection = self.stage.connection
        self.base.relation(connection, "steps", months).create_view("month_steps", replace=True)
        rows = arrow(connection, self._added_sql(months))
        if not rows.num_rows:
            return
        self.months += pc.unique(rows["month"]).to_pylist()
        rows = rows.select(STEPS.schema.names).cast(STEPS.schema)
        self.stage.keep("added-steps", rows.select(["code", "sender", "at", "status_code", "file"]))
        writing.append("steps", rows)

    def _added_sql(self, months: Sequence[str]) -> str:
        same = ", ".join(f'"{name}"' for name in SAME)
        alike = " AND ".join(f'k."{name}" IS NOT DISTINCT FROM f."{name}"' for name in SAME)
        listed = ", ".join(f"'{month}'" for month in months)
        here = (
            f"SELECT *, {MONTH} AS month FROM {self.stage.fed('steps')} WHERE {MONTH} IN ({listed})"
        )
        return (
            f"SELECT f.*, {self.version} AS taken_in FROM ({here}) f"
            f" SEMI JOIN (SELECT min({ORDER}) AS {ORDER} FROM ({here}) GROUP BY {same})"
            f" USING ({ORDER})"
            f" WHERE NOT EXISTS (SELECT 1 FROM month_steps k WHERE {alike})"
            ' ORDER BY month, f.link, f."at"'
        )

    def _count(self) -> None:
        if self.months:
            sql = f"SELECT file, count(*) FROM {self.stage.scan('added-steps')} GROUP BY file"
            for file, added in self.stage.connection.sql(sql).fetchall():
                self.counts[file] = [added, 0]
