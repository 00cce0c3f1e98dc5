"""Steps handed in: each kept once, in the month it was taken, whatever the order of the files."""

from dataclasses import dataclass, field

from caicach.engine.facts import Facts, Writing
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
        """Write each month's new steps, one month at a time."""
        if not self.stage.has("steps"):
            return
        fed = self.stage.fed("steps")
        connection = self.stage.connection
        found = connection.sql(f"SELECT DISTINCT {MONTH} AS month FROM {fed} ORDER BY month")
        for (month,) in found.fetchall():
            self._month(month, writing)
        self._count()

    def _month(self, month: str, writing: Writing) -> None:
        connection = self.stage.connection
        self.base.relation(connection, "steps", [month]).create_view("month_steps", replace=True)
        rows = arrow(connection, self._added_sql(month))
        if not rows.num_rows:
            return
        self.months.append(month)
        rows = rows.select(STEPS.schema.names).cast(STEPS.schema)
        self.stage.keep("added-steps", rows.select(["code", "sender", "at", "status_code", "file"]))
        writing.append("steps", rows)

    def _added_sql(self, month: str) -> str:
        same = ", ".join(f'"{name}"' for name in SAME)
        alike = " AND ".join(f'k."{name}" IS NOT DISTINCT FROM f."{name}"' for name in SAME)
        return (
            f"SELECT f.*, {self.version} AS taken_in, '{month}' AS month FROM"
            f" (SELECT DISTINCT ON ({same}) * FROM {self.stage.fed('steps')}"
            f"  WHERE {MONTH} = '{month}' ORDER BY {same}, {ORDER}) f"
            f" WHERE NOT EXISTS (SELECT 1 FROM month_steps k WHERE {alike})"
            ' ORDER BY f.link, f."at"'
        )

    def _count(self) -> None:
        if self.months:
            sql = f"SELECT file, count(*) FROM {self.stage.scan('added-steps')} GROUP BY file"
            for file, added in self.stage.connection.sql(sql).fetchall():
                self.counts[file] = [added, 0]
