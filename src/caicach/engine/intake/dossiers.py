"""Dossiers handed in, merged with those known: the version that counts, its steps, judged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from caicach.engine.facts import Facts, Writing
from caicach.engine.facts.registers import row_count
from caicach.engine.facts.shape import DOSSIERS, ORIGIN
from caicach.engine.intake.row_rules import fault_list, without_computed
from caicach.engine.intake.staging import ORDER, Stage, arrow, fed_columns
from caicach.engine.judgements import JudgementSetting, judge_dossiers

BUCKET_ROWS = 400_000
"""Dossiers merged and judged at a time; each bucket holds all versions of its keys."""

FED = fed_columns("dossiers")
ALL = DOSSIERS.schema.names
CONTENT = [name for name in FED if name not in {column.name for column in ORIGIN}]
"""What makes a version: the same content from another file is no new version."""

SAME_SENDER = "(n.sender = w.sender OR coalesce(n.sender, '') = '' OR coalesce(w.sender, '') = '')"
"""A list of steps or apologies often does not say who sends it: then the printed code decides."""

STEPS = "list({'at': n.\"at\", 'status': n.status_code}) FILTER (n.\"at\" IS NOT NULL) AS more"
ABOUT = {
    "steps_here": STEPS,
    "orphan_steps": STEPS,
    "apology_rows": "min(n.apologised_at) AS apologised_at,"
    " count(n.extended_to_at) AS extension_count",
    "named": "count(*) AS petitions",
}
"""What is gathered about a dossier, by the relation it is in."""

TOUCHED = (
    "(coalesce(code IN (SELECT code FROM touched), false) OR key IN (SELECT key FROM touched_keys))"
)
"""Rows that are judged again, sent again or not."""

NEVER = "TIMESTAMP '0001-01-01'"

EVENTS = ("received_printed_at", "ended_at", "returned_at", "refused_at")
LAST_EVENT_NOT_IN_NEW = (
    f"greatest({', '.join(f'CASE WHEN m.{name} IS NULL THEN o.{name} END' for name in EVENTS)})"
)
"""What a known version without an export time saw and the new one did not: if that happened after
the new one was exported, the known one is the later. Times that differ are no proof: one may have
been mended."""


@dataclass
class DossierMerge:
    """Merges the staged dossiers bucket by bucket; the result waits in the stage, by month.

    It reads the views of `Around`. counts: added and changed rows by file.
    """

    stage: Stage
    base: Facts
    version: int
    judgement: JudgementSetting
    counts: dict[str, list[int]] = field(default_factory=dict)

    def run(self, watch: Callable[[str, int], None]) -> None:
        """Merge everything; `watch` is told the rows that are through."""
        self._sql("CREATE OR REPLACE TABLE gone (key VARCHAR, received_month VARCHAR)")
        rows = self.stage.rows.get("dossiers", 0) + self._known_again()
        buckets = max(1, -(-rows // BUCKET_ROWS))
        column = "code" if self.stage.keys_have_codes else "key"
        fed = self.stage.split("fed_dossiers", column, buckets)
        steps = self.stage.split("added_steps", "code", buckets) if column == "code" else None
        for number in range(buckets):
            self._view("fed_here", fed.part(number))
            self._view("steps_here", steps.part(number) if steps else "FROM added_steps")
            self._bucket(f"hash({column}) % {buckets} = {number}", number)
            watch("merge", rows * (number + 1) // buckets)

    def _known_again(self) -> int:
        """Return how many known dossiers may be judged again, at most."""
        links, keys = (
            self.stage.connection.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0]
            for name in ("touched", "touched_keys")
        )
        return min(int(links + keys), row_count(self.base, "dossiers"))

    def months(self) -> list[str]:
        """Return the months with a merged row or with a row that went elsewhere."""
        found = {path.name.partition("=")[2] for path in self._judged.glob("part=*")}
        gone = self.stage.connection.sql("SELECT DISTINCT received_month FROM gone").fetchall()
        return sorted(found | {month for (month,) in gone})

    def judged(self, month: str) -> str | None:
        """Return the SQL that reads the merged rows of a month, None where there are none."""
        folder = self._judged / f"part={month}"
        if not folder.is_dir():
            return None
        return f"read_parquet('{folder}/*.parquet', hive_partitioning = false)"

    @property
    def _judged(self) -> Path:
        return self.stage.folder / "judged"

    def _sql(self, text: str) -> None:
        self.stage.connection.execute(text)

    def _view(self, name: str, sql: str) -> None:
        self._sql(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def _bucket(self, mine: str, number: int) -> None:
        self._pick(mine)
        self._compare()
        self._count()
        self._retire()
        self._gather_steps()
        rows = arrow(self.stage.connection, self._fresh_sql())
        if rows.num_rows:
            self._keep(judge_dossiers(rows, self.judgement), number)

    def _pick(self, mine: str) -> None:
        """Of each key, take the version that was exported last; without a time, read last."""
        self._sql(
            f"CREATE OR REPLACE TEMP TABLE picked AS SELECT key, arg_max({ORDER},"
            f" (coalesce(exported_at, {NEVER}), {ORDER})) AS {ORDER}"
            " FROM fed_here GROUP BY key"
        )
        self._sql(
            "CREATE OR REPLACE TEMP TABLE mine AS"
            f" SELECT f.* FROM fed_here f SEMI JOIN picked USING ({ORDER})"
        )
        self._sql(
            f"CREATE OR REPLACE TEMP TABLE old AS SELECT * FROM known_dossiers WHERE {mine}"
            f" AND (key IN (SELECT key FROM picked) OR {TOUCHED})"
        )

    def _compare(self) -> None:
        new, held = (", ".join(f'{side}."{name}"' for name in CONTENT) for side in ("m", "o"))
        self._sql(
            "CREATE OR REPLACE TEMP TABLE verdict AS"
            f" SELECT m.{ORDER}, m.key, m.file, o.key IS NULL AS is_new,"
            "  coalesce(m.exported_at < o.exported_at,"
            f"   m.exported_at < {LAST_EVENT_NOT_IN_NEW}, false) AS is_late,"
            f"  o.key IS NULL OR row({new}) IS DISTINCT FROM row({held}) AS differs"
            " FROM mine m LEFT JOIN old o USING (key)"
        )
        self._sql(
            f"CREATE OR REPLACE TEMP TABLE taking AS SELECT {ORDER}, key, file, is_new"
            " FROM verdict WHERE is_new OR (differs AND NOT is_late)"
        )
        same = ", ".join(f'f."{name}"' for name in CONTENT)
        self._sql(
            "CREATE OR REPLACE TEMP TABLE overtaken AS"
            " SELECT f.* FROM fed_here f JOIN mine m ON f.key = m.key"
            f" WHERE f.{ORDER} <> m.{ORDER} AND row({same}) IS DISTINCT FROM row({new})"
            f" UNION ALL SELECT m.* FROM mine m JOIN verdict v USING ({ORDER})"
            " WHERE v.is_late AND v.differs"
        )

    def _count(self) -> None:
        found = self.stage.connection.sql(
            "SELECT file, count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new)"
            " FROM taking GROUP BY file"
        )
        for file, added, changed in found.fetchall():
            held = self.counts.setdefault(file, [0, 0])
            held[0] += added
            held[1] += changed

    def _retire(self) -> None:
        """Rows judged again leave their month; those with a new version are kept as earlier."""
        self._sql(f"DELETE FROM old WHERE key NOT IN (SELECT key FROM taking) AND NOT ({TOUCHED})")
        self._sql("INSERT INTO gone SELECT key, received_month FROM old")
        self._keep_earlier("SELECT * FROM old WHERE key IN (SELECT key FROM taking)")
        made = {
            "taken_in": f"{self.version}",
            "received_month": "coalesce(strftime(received_printed_at, '%Y-%m'), 'unknown')",
            "is_plain": "false",
        }
        columns = ", ".join(
            f'"{name}"' if name in FED else f'{made.get(name, "NULL")} AS "{name}"' for name in ALL
        )
        self._keep_earlier(f"SELECT {columns} FROM overtaken")

    def write_earlier(self, writing: Writing) -> None:
        """Write the versions that were replaced."""
        if (self.stage.folder / "earlier").is_dir():
            scan = self.stage.connection.sql(f"SELECT * FROM {self.stage.scan('earlier')}")
            writing.append("earlier", scan.to_arrow_reader(65_536))

    def _keep_earlier(self, sql: str) -> None:
        rows = arrow(self.stage.connection, sql)
        if rows.num_rows:
            self.stage.keep("earlier", rows.select(ALL).cast(DOSSIERS.schema))

    def _gather_steps(self) -> None:
        """Gather what came about each dossier by its printed code: steps, apologies, petitions."""
        self._sql(
            "CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT code, sender FROM ("
            f" SELECT m.code, m.sender FROM mine m SEMI JOIN taking USING ({ORDER})"
            " UNION ALL SELECT code, sender FROM old)"
        )
        for name, amounts in ABOUT.items():
            self._sql(
                f"CREATE OR REPLACE TEMP TABLE about_{name} AS"
                f" SELECT w.code, w.sender, {amounts} FROM wanted w JOIN {name} n"
                f" ON n.code = w.code AND {SAME_SENDER} GROUP BY w.code, w.sender"
            )

    def _fresh_sql(self) -> str:
        """Rows to judge: new versions, and known ones whose steps or notes are new."""
        fed = ", ".join(f'm."{name}"' for name in FED)
        kept = ", ".join(
            f"{without_computed('o.faults')} AS faults" if name == "faults" else f'o."{name}"'
            for name in FED
        )
        rows = (
            f"SELECT {fed}, {self.version} AS taken_in, o.steps AS known_steps"
            f" FROM mine m SEMI JOIN taking USING ({ORDER}) LEFT JOIN old o ON o.key = m.key"
            f" UNION ALL SELECT {kept}, o.taken_in, o.steps AS known_steps"
            " FROM old o ANTI JOIN taking t ON t.key = o.key"
        )
        made = {
            "steps": "list_sort(list_distinct(list_concat(coalesce(r.known_steps, []),"
            " coalesce(s.more, []), coalesce(o.more, []))))",
            "apologised_at": "a.apologised_at",
            "extension_count": "coalesce(a.extension_count, 0)",
            "has_petition": "p.code IS NOT NULL",
            "is_duplicate": "false",
        }
        columns = ", ".join(
            f'r."{name}"'
            if name in FED or name == "taken_in"
            else f'CAST({made.get(name, "NULL")} AS {_type(name)}) AS "{name}"'
            for name in ALL
        )
        about = {"s": "steps_here", "o": "orphan_steps", "a": "apology_rows", "p": "named"}
        joins = " ".join(
            f"LEFT JOIN about_{name} {alias} ON {alias}.code = r.code"
            f" AND {alias}.sender IS NOT DISTINCT FROM r.sender"
            for alias, name in about.items()
        )
        return f"SELECT {columns} FROM ({rows}) r {joins}"

    def _keep(self, judged: pa.Table, number: int) -> None:
        connection = self.stage.connection
        connection.register("judged_rows", judged)
        made = {
            "received_month": "coalesce(strftime(received_at, '%Y-%m'), 'unknown')",
            "faults": fault_list("coalesce(faults, [])"),
        }
        columns = ", ".join(
            f'{made[name]} AS "{name}"' if name in made else f'"{name}"' for name in ALL
        )
        self._sql(
            f"COPY (SELECT *, received_month AS part FROM (SELECT {columns} FROM judged_rows))"
            f" TO '{self._judged}' (FORMAT parquet, COMPRESSION lz4, PARTITION_BY (part),"
            f" OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'b{number}-{{i}}')"
        )
        connection.unregister("judged_rows")


def _type(name: str) -> str:
    return SQL_TYPES[name]


def sql_type(kind: pa.DataType) -> str:
    """Return DuckDB's name of an Arrow type that a fact column has."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        inner = ", ".join(f'"{part.name}" {sql_type(part.type)}' for part in _fields(kind))
        return f"STRUCT({inner})"
    return _PLAIN[str(kind)]


def _fields(kind: pa.DataType) -> Iterator[pa.Field]:
    return (kind.field(number) for number in range(kind.num_fields))


_PLAIN = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "timestamp[us]": "TIMESTAMP",
    "date32[day]": "DATE",
}

SQL_TYPES = {each.name: sql_type(each.type) for each in DOSSIERS.schema}
