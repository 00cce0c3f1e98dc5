"""The dossiers of a store judged as a question asks: by SQL where that is exact, else by core."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet

from caicach.core.clocks import CLOCK_CODES
from caicach.engine.facts import Facts
from caicach.engine.facts.registers import agencies_of
from caicach.engine.facts.shape import TEXT
from caicach.engine.judgements.closed_form import literal, plain_state, state
from caicach.engine.judgements.core_rows import judge_batches
from caicach.engine.judgements.plain_detail import plain_details
from caicach.engine.judgements.question import Question
from caicach.engine.judgements.row_times import COLUMNS
from caicach.engine.judgements.setting import JudgementSetting
from caicach.engine.judgements.shown_agencies import ShownAgency, shown_agencies, subtree_test

BATCH = 10_000
"""Rows that core judges at once."""

KEPT = ("key", "code", "shown", "procedure", "is_duplicate", "faults")
"""Columns beside the verdicts; `shown` is the agency the dossier is counted under."""

DROPPED = frozenset(COLUMNS) - frozenset(KEPT)

IN_TIME = " OR ".join(f"{name} IN (1, 3)" for name in CLOCK_CODES)
LATE = " OR ".join(f"{name} IN (2, 4)" for name in CLOCK_CODES)
IS_FLIP = f"({IN_TIME}) AND ({LATE})"
"""In time by one clock and late by another."""


@dataclass(frozen=True)
class Workspace:
    """A connection, and a folder for what memory does not hold."""

    connection: duckdb.DuckDBPyConnection
    folder: Path


@contextmanager
def open_workspace() -> Iterator[Workspace]:
    """Give a workspace that is gone afterwards."""
    with TemporaryDirectory(prefix="caicach-") as folder, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = '{folder}'")
        yield Workspace(connection, Path(folder))


class JudgedFacts:
    """Facts and a question. The methods return SQL for the connection; rows in no order.

    States stand in `portal`, `date` and `working_time` as numbers of `State`; verdicts have
    `<clock>_end`, `_due`, `_reason` and `_step` too.
    """

    def __init__(
        self,
        facts: Facts,
        question: Question,
        setting: JudgementSetting,
        workspace: Workspace,
    ) -> None:
        self.facts, self.question, self.setting = facts, question, setting
        self.connection, self._folder = workspace.connection, workspace.folder
        self._numbers = count()
        facts.relation(self.connection, "dossiers").create_view("all_dossiers", replace=True)

    @cached_property
    def agencies(self) -> dict[str, ShownAgency]:
        """Return, by recorded code, the agency that dossiers are counted under; only those asked.

        Dossiers without a code stand under the empty one.
        """
        recorded = self.connection.sql(
            "SELECT coalesce(agency, ''), coalesce(mode(agency_name), '')"
            " FROM all_dossiers GROUP BY 1 ORDER BY 1"
        ).fetchall()
        tree, question = agencies_of(self.facts), self.question
        day = question.end.date()
        shown = shown_agencies(dict(recorded), tree, day, question.map_day)
        if question.agency is None:
            return shown
        is_below = subtree_test(question.agency, tree, question.map_day or day)
        return {code: each for code, each in shown.items() if is_below(each.code)}

    def states(self) -> str:
        """Return the states of all dossiers asked for."""
        if not self.question.is_as_stored:
            return self.verdicts()
        asked = self.question
        states = ", ".join(f"{state(c, asked.end, asked.start)} AS {c}" for c in CLOCK_CODES)
        return f"SELECT {', '.join(KEPT)}, {states} FROM {self._source}"

    def verdicts(self) -> str:
        """Return the verdicts on all dossiers asked for."""
        return self._judged("true")

    def flips(self, most: int | None = None) -> str:
        """Return the verdicts on flips, the first `most` by key."""
        limit = "" if most is None else f" ORDER BY key LIMIT {most}"
        if not self.question.is_as_stored:
            return f"SELECT * FROM ({self.verdicts()}) WHERE {IS_FLIP}{limit}"
        keys = f"SELECT key FROM ({self.states()}) WHERE {IS_FLIP}{limit}"
        table = f"flips_{next(self._numbers)}"
        self.connection.execute(f"CREATE TEMP TABLE {table} AS {keys}")
        return self._judged(f"key IN (FROM {table})")

    def _judged(self, picked: str) -> str:
        """Plain dossiers by the closed form, all others by core."""
        asked, by_core = self.question, f"({' OR '.join(self._core_tests())})"
        columns = [
            f"{sql} AS {name}"
            for clock in CLOCK_CODES
            for name, sql in (
                (clock, plain_state(clock, asked.end, asked.start, asked.now)),
                *plain_details(clock, asked.end, asked.start),
            )
        ]
        kept, source = ", ".join(KEPT), self._source
        plain = f"SELECT {kept}, {', '.join(columns)} FROM {source}"
        spool = self._judge_by_core(f"FROM {source} WHERE {by_core} AND {picked}")
        judged = f"{plain} WHERE NOT {by_core} AND {picked}"
        return f"{judged} UNION ALL BY NAME FROM read_parquet('{spool}')" if spool else judged

    def _core_tests(self) -> Iterator[str]:
        """Conditions under which a dossier may differ from the closed form; never NULL."""
        asked = self.question
        yield "NOT is_plain"
        if asked.asks_for("knowledge", "whole_feed"):
            end = literal(asked.end)
            yield f"coalesce(greatest(received_at, portal_end_at, end_at) > {end}, false)"
        days = (
            self._dues_on_days_off if asked.asks_for("due_on_day_off", "next_working_day") else []
        )
        if days:
            listed = ", ".join(f"DATE '{day.isoformat()}'" for day in days)
            yield f"coalesce(due_used_at::DATE IN ({listed}), false)"

    @cached_property
    def _dues_on_days_off(self) -> list[date]:
        """The due time used is the printed one wherever there is one, so it speaks for both."""
        days = self.connection.sql(f"SELECT DISTINCT due_used_at::DATE FROM {self._source}")
        is_working = self.setting.calendar.is_working
        return [day for (day,) in days.fetchall() if day is not None and not is_working(day)]

    def _judge_by_core(self, sql: str) -> Path | None:
        """Return the file with the verdicts on the rows of `sql`, None where there are no rows."""
        names = list(dict.fromkeys((*KEPT, *COLUMNS)))
        rows = self.connection.sql(f"SELECT {', '.join(names)} {sql}").to_arrow_reader(BATCH)
        spool, writer = self._folder / f"core-{next(self._numbers)}.parquet", None
        for judged in judge_batches(_gathered(rows), self.question, self.setting):
            kept = judged.select([name for name in judged.column_names if name not in DROPPED])
            writer = writer or parquet.ParquetWriter(spool, kept.schema, compression="lz4")
            writer.write_table(kept)
        if writer is None:
            return None
        writer.close()
        return spool

    @cached_property
    def _source(self) -> str:
        """The dossiers asked for, each with the agency it is shown under."""
        shown = {code: each.code for code, each in self.agencies.items()}
        mapping = pa.table(
            {"recorded": pa.array(shown, TEXT), "shown": pa.array(shown.values(), TEXT)}
        )
        self.connection.register("agency_map", mapping)
        procedure = ""
        if self.question.procedure is not None:
            self.connection.execute("SET VARIABLE asked_procedure = ?", [self.question.procedure])
            procedure = " WHERE procedure = getvariable('asked_procedure')"
        return (
            "(SELECT * FROM all_dossiers JOIN agency_map"
            f" ON coalesce(agency, '') = recorded{procedure})"
        )


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Batches of what passed a filter may be tiny; workers are handed `BATCH` rows or more."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= BATCH:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if any(each.num_rows for each in waiting):
        yield pa.Table.from_batches(waiting)
