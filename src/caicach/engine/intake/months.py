"""A month of dossiers put together again: rows that stay, rows that changed, doubles marked."""

from caicach.engine.facts import Facts, Writing
from caicach.engine.facts.shape import DOSSIERS
from caicach.engine.intake.dossiers import DossierMerge
from caicach.engine.intake.row_rules import DUPLICATE

NAMES = DOSSIERS.schema.names
COLUMNS = ", ".join(f'"{name}"' for name in NAMES)
BATCH = 65_536

FILING = (
    "agency",
    "procedure",
    "applicant",
    "submitted_at",
    "received_at",
    "due_at",
    "lone_end",
)
LONE_END = "CASE WHEN applicant IS NULL THEN coalesce(ended_at, TIMESTAMP '0001-01-01') END"
"""Without an applicant, two dossiers are one only if they also ended together."""

TELLING = (
    "received_at IS NOT NULL AND"
    " (applicant IS NOT NULL OR (submitted_at IS NOT NULL AND ended_at IS NOT NULL))"
)


def write_month(merge: DossierMerge, base: Facts, writing: Writing, month: str) -> None:
    """Write one month of dossiers: those known and untouched, and those merged."""
    connection = merge.stage.connection
    base.relation(connection, "dossiers", [month]).create_view("month_dossiers", replace=True)
    stay = f"SELECT {COLUMNS} FROM month_dossiers WHERE key NOT IN (SELECT key FROM gone)"
    merged = merge.judged(month)
    rows = stay if merged is None else f"{stay} UNION ALL SELECT {COLUMNS} FROM {merged}"
    connection.execute(f"CREATE OR REPLACE VIEW month_rows AS {rows}")
    reader = connection.sql(_marked_sql()).to_arrow_reader(BATCH)
    writing.replace_months("dossiers", [month], reader.cast(DOSSIERS.schema))


def _marked_sql() -> str:
    """Rows that repeat an earlier one's content under another code carry the fault and the flag.

    The first is the one that came first: by intake, then by its place in the file.
    """
    kept = f"list_filter(r.faults, lambda c: c <> '{DUPLICATE}')"
    made = {
        "is_duplicate": "d.first IS NOT NULL",
        "faults": f"CASE WHEN d.first IS NULL THEN {kept}"
        f" ELSE list_append({kept}, '{DUPLICATE}') END",
    }
    columns = ", ".join(
        f'{made[name]} AS "{name}"' if name in made else f'r."{name}"' for name in NAMES
    )
    alike = " AND ".join(f"r.{name} IS NOT DISTINCT FROM d.{name}" for name in FILING)
    return (
        f"WITH placed AS (SELECT *, {LONE_END} AS lone_end, {TELLING} AS can_tell,"
        "  (taken_in, file, record) AS place FROM month_rows),"
        f" d AS (SELECT {', '.join(FILING)}, min(place) AS first FROM placed WHERE can_tell"
        "  GROUP BY ALL HAVING count(*) > 1)"
        f" SELECT {columns} FROM placed r"
        f" LEFT JOIN d ON {alike} AND r.can_tell AND r.place <> d.first"
        " ORDER BY r.agency, r.received_at"
    )
