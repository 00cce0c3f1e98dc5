"""What intake judges with: the store's calendar and the maximum times of its procedures."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from caicach.core.calendars import Calendar
from caicach.core.clocks import PETITION_CODE, petition_phases
from caicach.engine.facts.shape import TABLES
from caicach.engine.judgements import JudgementSetting, open_pool
from caicach.engine.judgements.setting import maxima_of

LEAD_DAYS = {"ministry": 20, "province": 5}
"""Working days between a publication decision and the day its procedure takes effect.
Source: operative description of component 1.1 of the service index."""

PUBLIC_DAYS = {"ministry": 10, "province": 5}
"""Working days from the decision to publication on the national database (component 1.2)."""


@dataclass(frozen=True)
class Judging:
    """The calendar and maximum times of one intake."""

    setting: JudgementSetting

    def petitions(self, rows: pa.Table) -> pa.Table:
        """Return petitions with the states of their handling."""
        phases = [self._petition(row) for row in rows.to_pylist()]
        return _with(rows, "petitions", "phases", phases)

    def procedures(self, rows: pa.Table) -> pa.Table:
        """Return procedures with the two flags of each publication decision.

        All that are known belong together: the newest day among them says until when one that is
        not published has surely been waiting.
        """
        known = rows.select(["decisions", "decided_by", "exported_at"]).to_pylist()
        until = max(_days_seen(known), default=None)
        decisions = [
            None
            if row["decisions"] is None
            else [self._decision(each, row["decided_by"], until) for each in row["decisions"]]
            for row in known
        ]
        return _with(rows, "procedures", "decisions", decisions)

    def _petition(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = petition_phases(
            row["received_at"],
            row["refused_at"],
            row["supplement_at"],
            row["answered_at"],
            row["published_at"],
            self.setting.calendar,
        )
        return [
            {
                **each._asdict(),
                "clock": PETITION_CODE,
                "state": int(each.state),
                "was": int(each.was),
            }
            for each in found
        ]

    def _decision(
        self, decision: Mapping[str, Any], by: str | None, until: date | None
    ) -> dict[str, Any]:
        level = by if by in LEAD_DAYS else "province"
        decided, effective, published = (
            decision[name] for name in ("decided_on", "effective_on", "published_on")
        )
        lead, wait = self._days(decided, effective), self._days(decided, published or until)
        is_soon = None if wait is None else wait <= PUBLIC_DAYS[level]
        return {
            **decision,
            "is_in_time": None if lead is None else lead >= LEAD_DAYS[level],
            "is_public_in_time": None if is_soon and published is None else is_soon,
        }

    def _days(self, first: date | None, last: date | None) -> float | None:
        if first is None or last is None:
            return None
        return self.setting.calendar.working_days_between(first, last)


def _days_seen(rows: Sequence[Mapping[str, Any]]) -> Iterator[date]:
    """Yield days that had come when the rows were written; decisions may take effect later."""
    for row in rows:
        if row["exported_at"] is not None:
            yield row["exported_at"].date()
        for each in row["decisions"] or ():
            yield from (d for d in (each["decided_on"], each["published_on"]) if d is not None)


def _with(rows: pa.Table, table: str, column: str, values: list[Any]) -> pa.Table:
    field = TABLES[table].schema.field(column)
    place = rows.schema.get_field_index(column)
    return rows.set_column(place, field, pa.array(values, field.type))


@contextmanager
def open_judging(calendar: Calendar, procedures: pa.Table, workers: int) -> Iterator[Judging]:
    """Give what is judged with: a calendar, and the maximum times of `procedures`."""
    with open_pool(workers) as pool:
        yield Judging(JudgementSetting(calendar, maxima_of(procedures), workers, pool))
