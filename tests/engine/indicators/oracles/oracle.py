"""Hand-written SQL of an indicator, run over the fact tables a connection holds."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

FOLDER = Path(__file__).parent
CLOCKS = "clock_states"
NAMES = sorted(path.stem for path in FOLDER.glob("*.sql") if path.stem != CLOCKS)


class Answer(NamedTuple):
    """Both parts as the SQL has them; the denominator of a count is None."""

    numerator: float | None
    denominator: float | None


def ask(connection: duckdb.DuckDBPyConnection, name: str, start: datetime, end: datetime) -> Answer:
    """Return what the oracle of an indicator says of the period, both its ends included.

    connection: knows `dossiers`, `procedures`, `petitions` and `documents` with the columns of
        the fact tables; filter them to ask about an agency, or about a procedure.
    """
    connection.execute((FOLDER / f"{CLOCKS}.sql").read_text("utf-8"))
    sql = (FOLDER / f"{name}.sql").read_text("utf-8")
    asked = {"start": start, "end": end}
    named = {key: value for key, value in asked.items() if f"${key}" in sql}
    [row] = connection.execute(sql, named).fetchall()
    return Answer(*row)
