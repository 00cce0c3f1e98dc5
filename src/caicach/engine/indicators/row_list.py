"""The list of rows behind a numerator or a denominator, leading back to file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Unpack

import pyarrow as pa

from caicach.core.agencies import canonical_code
from caicach.core.indicators import Indicator, Part, find_indicator
from caicach.core.issues import issue
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts, Store
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.agency_map import TOTAL
from caicach.engine.indicators.compute import Asked, agency_absent, check_keywords, chosen_engine
from caicach.engine.indicators.desk import Desk, desk_of, map_day_of
from caicach.engine.indicators.engine import Connection, EngineError
from caicach.engine.indicators.grouping import AGENCY, Grouping
from caicach.engine.indicators.period_counts import PeriodCounts
from caicach.engine.indicators.rollup import Rollup
from caicach.engine.indicators.row_form import PLACE, listed_columns, part_rows
from caicach.engine.indicators.windows import Window

Side = Literal["numerator", "denominator"]
BATCH = 65_536


class AskedRows(Asked, total=False):
    """Which rows are wanted; besides what figures are asked by.

    part: numerator or denominator; numerator. first: rows before it are left out, from 0; 0.
    limit: how many; all.
    """

    part: Side
    first: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows behind a figure. count: of all of them, whatever page was asked for."""

    count: int
    rows: pa.RecordBatchReader


def rows(
    source: Store | Facts,
    indicator: str | Indicator,
    period: str | Period,
    **asked: Unpack[AskedRows],
) -> RowList:
    """Return the rows that a figure counts, by agency and key.

    Those of `agency` with all below it; without one, of all agencies. `by` changes nothing.
    Raises EngineError where the indicator has no such part, and what `compute` raises.
    """
    check_keywords("rows", asked, AskedRows)
    facts = source.facts() if isinstance(source, Store) else source
    found = find_indicator(indicator) if isinstance(indicator, str) else indicator
    named = parse_period(period) if isinstance(period, str) else period
    desk, agency = desk_of(facts, chosen_engine(asked)), asked.get("agency")
    day = map_day_of(asked.get("map_day"), [named.last_day], named.last_day)
    by, procedures = AGENCY if agency else TOTAL, desk.procedures(asked.get("procedures", ()))
    grouping = Grouping(by, agency and canonical_code(agency), procedures)
    divides = asked.get("divides", False)
    rollup = Rollup(desk.connection.cursor(), desk.placement(day, grouping), divides=divides)
    listing = _Listing(desk, rollup, Window.of(named))
    part = _part(found, asked.get("part", "numerator"))
    listed = listing.of(part, asked.get("first", 0), asked.get("limit"))
    if absent := agency_absent(rollup, is_found=listed.count > 0):
        raise EngineError(absent[0])
    return listed


@dataclass(frozen=True, slots=True)
class _Listing:
    desk: Desk
    rollup: Rollup
    window: Window

    def of(self, part: Part, first: int, limit: int | None) -> RowList:
        connection: Connection = self.rollup.connection
        connection.execute(f"CREATE TEMP TABLE listed_rows AS {self._sql(part)}")
        [(count,)] = connection.execute("SELECT count(*) FROM listed_rows").fetchall()
        columns = listed_columns(part)
        order = [name for name in ("agency", "key", "procedure", *PLACE) if name in columns]
        sql = f"SELECT {', '.join(columns)} FROM listed_rows ORDER BY {', '.join(order)}"
        page = f"{'' if limit is None else f' LIMIT {limit}'} OFFSET {first}"
        return RowList(count, connection.sql(sql + page).to_arrow_reader(BATCH))

    def _sql(self, part: Part) -> str:
        if part.facts == "procedures":
            return PeriodCounts(self.desk, self.rollup, self.window).procedures_of(
                part, self._group(), listed_columns(part)
            )
        return " UNION ALL BY NAME ".join(self._placed(part))

    def _placed(self, part: Part) -> Iterator[str]:
        amounts = self.desk.amounts(part.facts, ())
        for each in part_rows(part, self.window):
            table = amounts.counted(self.rollup.connection, each)
            placing = self.rollup.place(table)
            group = self._group().replace("'", "''")
            yield (
                f"SELECT * FROM {table} WHERE {self._asked(part)} AND (agency, era) IN"
                f" (SELECT (agency, era) FROM {placing} WHERE grp = '{group}')"
            )

    def _asked(self, part: Part) -> str:
        """Rows that name no procedure are none of those asked for."""
        grouping = self.rollup.grouping
        if "procedure" in TABLES[part.facts].schema.names:
            return grouping.only_asked
        return "false" if grouping.procedures else "true"

    def _group(self) -> str:
        return self.rollup.grouping.agency or TOTAL


def _part(indicator: Indicator, side: Side) -> Part:
    numerator, denominator = indicator.parts()
    if side == "numerator":
        return numerator
    if denominator is None:
        raise EngineError(issue("indicator-without-denominator", indicator.id, value=indicator.id))
    return denominator
