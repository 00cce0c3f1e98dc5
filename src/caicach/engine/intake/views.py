"""The named relations that a merge of dossiers reads: what came, what is known, what it touches."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from caicach.core.agencies import AgencyTree
from caicach.engine.facts import Facts
from caicach.engine.facts.registers import days_off, row_count
from caicach.engine.facts.shape import TABLES
from caicach.engine.intake.dossiers import sql_type
from caicach.engine.intake.judging import Judging
from caicach.engine.intake.small_tables import SmallMerge
from caicach.engine.intake.staging import ORDER, Stage
from caicach.engine.intake.steps import StepMerge
from caicach.engine.judgements.setting import maxima_of


@dataclass(frozen=True)
class Around:
    """What a merge of dossiers happens among.

    again: SQL of further keys in `known_dossiers` that are judged again.
    """

    stage: Stage
    base: Facts
    smalls: dict[str, SmallMerge]
    steps: StepMerge
    judging: Judging
    agencies: AgencyTree | None
    again: str = "SELECT NULL::VARCHAR AS key WHERE false"

    def make_views(self) -> None:
        """Make every view that `DossierMerge` and the row rules name."""
        self._view("fed_dossiers", self._fed())
        for table in ("dossiers", "steps", "orphans"):
            relation = self.base.relation(self.stage.connection, table)
            relation.create_view(f"known_{table}", replace=True)
        self._view("added_steps", self._added_steps())
        self._view("orphan_steps", self._orphan_steps())
        self._notes()
        self._touched()
        self._registers()

    def _view(self, name: str, sql: str) -> None:
        self.stage.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def _table(self, name: str, sql: str) -> None:
        self.stage.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def _fed(self) -> str:
        """A dossier without any identity is known by its place, so that it is never dropped."""
        if self.stage.has("dossiers"):
            place = "coalesce(key, file || '#' || record) AS key"
            return f"SELECT * REPLACE ({place}) FROM {self.stage.fed('dossiers')}"
        shape = TABLES["dossiers"].fed
        columns = ", ".join(f'NULL::{sql_type(each.type)} AS "{each.name}"' for each in shape)
        return f"SELECT {columns}, NULL::BIGINT AS {ORDER} WHERE false"

    def _added_steps(self) -> str:
        if self.steps.months:
            scan = self.stage.scan("added-steps")
            return f'SELECT code, sender, "at", status_code FROM {scan}'
        return _NO_STEPS

    def _orphan_steps(self) -> str:
        """Steps that came in an earlier intake, before their dossier."""
        if not self.stage.has("dossiers") or not row_count(self.base, "orphans"):
            return _NO_STEPS
        return (
            'SELECT code, sender, "at", status_code FROM known_steps'
            " WHERE code IN (SELECT code FROM known_orphans)"
        )

    def _notes(self) -> None:
        """A petition names its dossier as `sender|code`, or by the code alone."""
        connection = self.stage.connection
        connection.register("apology_rows", self.smalls["apologies"].rows)
        for view, rows in (
            ("named", self.smalls["petitions"].rows),
            ("newly_named", self.smalls["petitions"].changed),
        ):
            connection.register(f"{view}_rows", rows.select(["link"]))
            self._view(
                view,
                "SELECT regexp_replace(link, '^[^|]*\\|', '') AS code,"
                " CASE WHEN link LIKE '%|%' THEN split_part(link, '|', 1) END AS sender"
                f" FROM {view}_rows WHERE link IS NOT NULL",
            )

    def _touched(self) -> None:
        """Dossiers that are judged again without having been sent again, by code or by key."""
        connection = self.stage.connection
        connection.register("new_apologies", self.smalls["apologies"].changed.select(["code"]))
        known = bool(row_count(self.base, "dossiers"))
        steps = "SELECT code FROM added_steps UNION ALL " if known else ""
        self._table(
            "touched",
            f"SELECT DISTINCT code FROM ({steps}SELECT code FROM new_apologies"
            " UNION ALL SELECT code FROM newly_named) WHERE code IS NOT NULL",
        )
        self._table("touched_keys", f"{self._of_changed_procedures()} UNION {self.again}")

    def _of_changed_procedures(self) -> str:
        """Dossiers without a due time of their own follow the maximum time of their procedure."""
        now = self.judging.setting.maxima
        known = self.smalls["procedures"].known
        before = maxima_of(known)
        other = [code for code in now.keys() | before.keys() if now.get(code) != before.get(code)]
        self._names("changed_maxima", other)
        sql = (
            "SELECT key FROM known_dossiers"
            " WHERE due_at IS NULL AND procedure IN (SELECT name FROM changed_maxima)"
        )
        return f"{sql} UNION {self._of_registered(known)}"

    def _of_registered(self, known: pa.Table) -> str:
        """Dossiers whose procedure was registered, or turned out to be in no register."""
        before = set(known["procedure"].to_pylist())
        now = set(self.smalls["procedures"].rows["procedure"].to_pylist())
        self._names("registered", now ^ before if before else now)
        inside = "IN" if before or not now else "NOT IN"
        names = "SELECT name FROM registered"
        return f"SELECT key FROM known_dossiers WHERE procedure {inside} ({names})"

    def _names(self, view: str, names: Iterable[str | None]) -> None:
        column = pa.array(sorted(name for name in names if name is not None), pa.string())
        self.stage.connection.register(view, pa.table({"name": column}))

    def _registers(self) -> None:
        connection = self.stage.connection
        days = pa.array(days_off(self.judging.setting.calendar), pa.date32())
        connection.register("off", pa.table({"day": days}))
        self._table("days_off", "SELECT day FROM off")
        self._names("codes", codes_of(self.agencies))
        self._table("registered_agencies", "SELECT name AS code FROM codes")
        connection.register("procedure_rows", self.smalls["procedures"].rows)
        self._table("registered_procedures", "SELECT DISTINCT procedure FROM procedure_rows")


def codes_of(tree: AgencyTree | None) -> set[str]:
    """Return the code of every agency that ever was."""
    return set() if tree is None else {each.code for each in tree.agencies}


_NO_STEPS = (
    "SELECT NULL::VARCHAR AS code, NULL::VARCHAR AS sender,"
    ' NULL::TIMESTAMP AS "at", NULL::TINYINT AS status_code WHERE false'
)
