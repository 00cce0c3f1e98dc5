"""Where a dossier's rows come from: file, record and line of every version and step of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from caicach.engine.facts.snapshot import Facts


@dataclass(frozen=True, slots=True)
class Trace:
    """One row of one table.

    table: dossiers, earlier, steps or apologies. status: what the row says it came to. at: when
    a step was taken or an apology made; None for a dossier. name: the file's, None where the
    intake log does not know it.
    """

    table: str
    key: str | None
    code: str | None
    status: str | None
    at: datetime | None
    exported_at: datetime | None
    taken_in: int | None
    file: str | None
    name: str | None
    record: int | None
    line: int | None


def traces(facts: Facts, named: str) -> list[Trace]:
    """Return every row about the dossiers whose key or printed code is `named`.

    The state now comes first, then earlier ones from new to old, then steps and apologies by
    time; they are found without their dossier too. Empty where nothing goes by that name.
    """
    with duckdb.connect() as connection:
        dossiers = [
            row
            for table in ("dossiers", "earlier")
            for row in _rows(facts, connection, table, {"key": [named], "code": [named]})
        ]
        links = sorted({row["link"] for row in dossiers if row["link"] is not None})
        codes = sorted({row["code"] for row in dossiers if row["code"] is not None})
        wanted = {"link": links, "code": codes if dossiers else [named]}
        others = [
            row
            for table in ("steps", "apologies")
            for row in _rows(facts, connection, table, wanted)
            if not dossiers or any(_is_about(row, each) for each in dossiers)
        ]
    names = {row["file"]: row["name"] for row in facts.read("files", ["file", "name"]).to_pylist()}
    return [_trace(row, names) for row in (*dossiers, *others)]


def _is_about(row: Mapping[str, Any], dossier: Mapping[str, Any]) -> bool:
    """Intake's rule: who names no sender is joined by the printed code alone."""
    is_silent = not (row["sender"] and dossier["sender"])
    return row["link"] == dossier["link"] or (row["code"] == dossier["code"] and is_silent)


COLUMNS = {
    "dossiers": 'key, code, status, NULL::TIMESTAMP AS "at"',
    "earlier": 'key, code, status, NULL::TIMESTAMP AS "at"',
    "steps": 'NULL AS key, code, status, "at"',
    "apologies": 'NULL AS key, code, NULL AS status, apologised_at AS "at"',
}
PLACE = "link, sender, exported_at, taken_in, file, record, line"


def _rows(
    facts: Facts,
    connection: duckdb.DuckDBPyConnection,
    table: str,
    wanted: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """Return rows in which one of the columns has one of its values."""
    found = facts.relation(connection, table).filter(_any_of(wanted))
    columns = f"'{table}' AS \"table\", {COLUMNS[table]}, {PLACE}"
    rows = found.project(columns).order('"at", taken_in DESC, record').to_arrow_table()
    return list(rows.to_pylist())


def _any_of(wanted: Mapping[str, Sequence[str]]) -> duckdb.Expression:
    anyone = duckdb.ConstantExpression(False)
    for column, values in wanted.items():
        for value in values:
            anyone |= duckdb.ColumnExpression(column) == duckdb.ConstantExpression(value)
    return anyone


def _trace(row: Mapping[str, Any], names: Mapping[str, str]) -> Trace:
    told = {name: value for name, value in row.items() if name not in {"link", "sender"}}
    return Trace(**told, name=names.get(row["file"]))
