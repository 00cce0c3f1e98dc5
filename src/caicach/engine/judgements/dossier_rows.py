"""Verdicts one dossier at a time: as JSON records of any number, or a few as objects."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyarrow import csv

from caicach.core.clocks import CLOCK_CODES, ClockName, Judgement, State, Step
from caicach.engine.judgements.judged_facts import JudgedFacts

BATCH = 50_000
"""Records put into text at once."""

STATES = ", ".join(f"'{state}'" for state in State)


def json_records(judged: JudgedFacts, *, only_flips: bool = False) -> Iterator[str]:
    """Yield pieces of a JSON array with one record a dossier, by key; any size, little memory.

    Instants are local time as `2026-03-03T17:05:00`, null where there is none.
    """
    rows = judged.flips() if only_flips else judged.verdicts()
    ordered = f"SELECT * FROM ({rows}) ORDER BY key, code"
    reader = judged.connection.sql(
        f"SELECT to_json({_record()})::VARCHAR FROM ({ordered})"
    ).to_arrow_reader(BATCH)
    opening = "[\n"
    for batch in reader:
        if batch.num_rows:
            yield opening + ",\n".join(batch.column(0).to_pylist())
            opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def csv_records(judged: JudgedFacts, *, only_flips: bool = False) -> Iterator[str]:
    """Yield pieces of CSV with one row a dossier, by key; any size, little memory."""
    rows = judged.flips() if only_flips else judged.verdicts()
    columns = dict(_cells())
    listed = ", ".join(f"CAST({sql} AS VARCHAR) AS {name}" for name, sql in columns.items())
    reader = judged.connection.sql(
        f"SELECT {listed} FROM (SELECT * FROM ({rows}) ORDER BY key, code)"
    ).to_arrow_reader(BATCH)
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    yield ",".join(columns) + "\n"
    for batch in reader:
        stream = io.BytesIO()
        csv.write_csv(batch, stream, options)
        yield stream.getvalue().decode()


def _cells() -> Iterator[tuple[str, str]]:
    yield from (("dossier", _guarded("code")), ("key", _guarded("key")))
    yield from (("agency", _guarded("shown")), ("procedure", _guarded("procedure")))
    for name in CLOCK_CODES:
        yield name, f"[{STATES}][{name} + 1]"
    for name in CLOCK_CODES:
        yield f"{name}_end", _iso(f"{name}_end")
        yield f"{name}_due", _iso(f"{name}_due")
        yield f"{name}_reason", f"{name}_reason"
        yield f"{name}_step", f"{name}_step.status"
        yield f"{name}_step_at", _iso(f'{name}_step."at"')
    yield "faults", "array_to_string(coalesce(faults, []), ' ')"


def _guarded(column: str) -> str:
    """Text that a spreadsheet would take for a formula has an apostrophe before it."""
    return (
        f"CASE WHEN {column}[1] IN ('=', '+', '-', '@') THEN chr(39) || {column} ELSE {column} END"
    )


def _record() -> str:
    states: dict[str, str] = {name: f"[{STATES}][{name} + 1]" for name in CLOCK_CODES}
    parts: dict[str, str] = {
        "dossier": "code",
        "key": "key",
        "agency": "shown",
        "procedure": "procedure",
        **states,
        "end": _by_clock("end"),
        "due": _by_clock("due"),
        "reason": "{" + ", ".join(f"'{name}': {name}_reason" for name in CLOCK_CODES) + "}",
        "step": "{" + ", ".join(f"'{name}': {_step(name)}" for name in CLOCK_CODES) + "}",
        "faults": "coalesce(faults, [])",
    }
    return "{" + ", ".join(f"'{name}': {sql}" for name, sql in parts.items()) + "}"


def _by_clock(part: str) -> str:
    return "{" + ", ".join(f"'{name}': {_iso(f'{name}_{part}')}" for name in CLOCK_CODES) + "}"


def _iso(column: str) -> str:
    return f"strftime({column}, '%Y-%m-%dT%H:%M:%S')"


def _step(clock: ClockName) -> str:
    step = f"{clock}_step"
    at = _iso(f'{step}."at"')
    return f"CASE WHEN {step} IS NOT NULL THEN {{'at': {at}, 'status': {step}.status}} END"


@dataclass(frozen=True, slots=True)
class DossierVerdicts:
    """One dossier by the three clocks."""

    code: str | None
    key: str
    agency: str
    verdicts: dict[ClockName, Judgement]


def flips(judged: JudgedFacts, most: int | None = None) -> Iterator[DossierVerdicts]:
    """Yield the dossiers that flip, the first `most` by key."""
    ordered = f"SELECT * FROM ({judged.flips(most)}) ORDER BY key, code"
    for batch in judged.connection.sql(ordered).to_arrow_reader(BATCH):
        for row in batch.to_pylist():
            verdicts = {name: _verdict(row, name) for name in CLOCK_CODES}
            yield DossierVerdicts(row["code"], row["key"], row["shown"], verdicts)


def _verdict(row: dict[str, Any], clock: ClockName) -> Judgement:
    state, end_at, due_at, reason, step = (
        row[f"{clock}{part}"] for part in ("", "_end", "_due", "_reason", "_step")
    )
    taken = None if step is None else Step(**step)
    return Judgement(State(state), end_at, due_at, reason, taken)
