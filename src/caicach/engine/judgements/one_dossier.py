"""One dossier by name: its times, and the file and line they were read from."""

from dataclasses import dataclass
from typing import Any

import duckdb

from caicach.core.clocks import CLOCK_CODES, ClockName, DossierTimes, Judgement
from caicach.engine.facts import Facts
from caicach.engine.judgements.core_rows import judge_all
from caicach.engine.judgements.question import Question
from caicach.engine.judgements.row_times import row_times
from caicach.engine.judgements.setting import JudgementSetting

COLUMNS = (
    *("key", "code", "agency", "agency_name", "procedure", "status", "faults"),
    *("file", "record", "line"),
)


@dataclass(frozen=True, slots=True)
class FoundDossier:
    """A dossier of a store. row: its `COLUMNS`. file_name: None where the log does not know it."""

    row: dict[str, Any]
    times: DossierTimes
    file_name: str | None


def find_dossiers(facts: Facts, named: str, setting: JudgementSetting) -> list[FoundDossier]:
    """Return the dossiers whose key or printed code is `named`, by key; none if there are none."""
    wanted = duckdb.ConstantExpression(named)
    with duckdb.connect() as connection:
        found = facts.relation(connection, "dossiers").filter(
            (duckdb.ColumnExpression("key") == wanted) | (duckdb.ColumnExpression("code") == wanted)
        )
        rows = found.order("key").to_arrow_table()
    names = {
        each["file"]: each["name"] for each in facts.read("files", ["file", "name"]).to_pylist()
    }
    return [
        FoundDossier(row, times, names.get(row["file"]))
        for row, times in zip(
            rows.select(COLUMNS).to_pylist(), row_times(rows, setting.maxima), strict=True
        )
    ]


def judge_found(
    found: FoundDossier, question: Question, setting: JudgementSetting
) -> dict[ClockName, Judgement]:
    """Return what each clock says of it."""
    judged = judge_all(found.times, question, setting.calendar)
    return {name: judged[name] for name in CLOCK_CODES}
