"""Indicators computed: for any agencies, procedures and periods, on the map of any day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict, Unpack

import pyarrow as pa

from caicach.core.indicators import Indicator, find_indicator
from caicach.core.issues import Issue, issue
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts, Store
from caicach.engine.indicators.agency_map import TOTAL
from caicach.engine.indicators.desk import Desk, desk_of, map_day_of
from caicach.engine.indicators.engine import Engine, EngineError, engine_named
from caicach.engine.indicators.grouping import AGENCY, GROUPINGS, Grouping
from caicach.engine.indicators.period_counts import PeriodCounts
from caicach.engine.indicators.rollup import Rollup
from caicach.engine.indicators.value_table import Counts, value_table
from caicach.engine.indicators.values import Values
from caicach.engine.indicators.windows import Window


class Asked(TypedDict, total=False):
    """How figures are wanted; whatever is left out is as said here.

    by: one of GROUPINGS; agency. agency: only this one and what is below it; all. procedures: only
    these; all. A document names no procedure, so that its figures are missing then. map_day: the
    map figures are shown on; each period's last day, and `chained` is the last day of all.
    divides: where an agency was divided, give its successors their share, in fractions; no.
    engine: duckdb or spark, or one that was started.
    """

    by: str
    agency: str | None
    procedures: Sequence[str]
    map_day: date | str | None
    divides: bool
    engine: str | Engine


def compute(
    source: Store | Facts,
    indicators: Sequence[str | Indicator],
    periods: Sequence[str | Period],
    **asked: Unpack[Asked],
) -> Values:
    """Return the values of `indicators` in `periods`, one row for each group.

    source: a store stands for its newest facts. Cubes that are missing are built.
    Raises EngineError, PeriodError, IndicatorNotFoundError or StoreError; TypeError for a
    keyword that is none of Asked.
    """
    check_keywords("compute", asked, Asked)
    asking = Asking.of(source, indicators, asked)
    named = [parse_period(each) if isinstance(each, str) else each for each in periods]
    found = [asking.answer(each, asking.map_day(each, named)) for each in named]
    return asking.values(found, [each.table for each in found])


@dataclass(frozen=True, slots=True)
class Answer:
    """One period. groups: what its rows are for. absent: why the agency asked for has none."""

    table: pa.Table
    groups: Sequence[str]
    issues: Sequence[Issue]
    absent: Sequence[Issue]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of one facts version, whatever the period."""

    desk: Desk
    indicators: Sequence[Indicator]
    grouping: Grouping
    asked: Asked

    @classmethod
    def of(
        cls, source: Store | Facts, indicators: Sequence[str | Indicator], asked: Asked
    ) -> "Asking":
        """Return the question. Raises what `compute` raises."""
        facts = source.facts() if isinstance(source, Store) else source
        desk, by = desk_of(facts, chosen_engine(asked)), asked.get("by", AGENCY)
        _check_grouping(by, has_register=desk.tree is not None)
        found = [find_indicator(each) if isinstance(each, str) else each for each in indicators]
        procedures = desk.procedures(asked.get("procedures", ()))
        return cls(desk, found, Grouping(by, asked.get("agency"), procedures), asked)

    def map_day(self, period: Period, named: Sequence[Period]) -> date:
        """Return the day whose map a period is shown on; named: all periods asked for."""
        last_days = [each.last_day for each in named]
        return map_day_of(self.asked.get("map_day"), last_days, period.last_day)

    def answer(self, period: Period, day: date, also: Collection[str] = ()) -> Answer:
        """Return the figures of a period. also: groups that have a row in any case."""
        desk, placement = self.desk, self.desk.placement(day, self.grouping)
        with desk.connection.cursor() as cursor:
            rollup = Rollup(cursor, placement, divides=self.asked.get("divides", False))
            counting = PeriodCounts(desk, rollup, Window.of(period), also)
            groups, counts = counting.of(self.indicators, str(period))
        told = [self._as_told(each) for each in counts]
        table = value_table(told, groups, desk.facts.version, desk.engine.name)
        is_found = self.grouping.by != TOTAL and bool(groups.codes)
        absent = agency_absent(rollup, is_found=is_found)
        return Answer(table, groups.codes, rollup.issues, absent)

    def _as_told(self, counts: Counts) -> Counts:
        """Nothing to count may be nothing known, where no row ever told what is asked of rows."""
        _, below = counts.indicator.parts()
        if below is None or counts.denominator is None or counts.denominator.any():
            return counts
        return counts if self.desk.tells(below) else replace(counts, known=False)

    def values(self, answers: Sequence[Answer], tables: Sequence[pa.Table]) -> Values:
        """Return the tables as one. Raises EngineError for an agency that no answer knows."""
        absent = [issue for each in answers for issue in each.absent[:1]]
        if answers and len(absent) == len(answers):
            raise EngineError(absent[0])
        table = pa.concat_tables(tables, promote_options="permissive") if tables else pa.table({})
        issues = dict.fromkeys(issue for each in answers for issue in each.issues)
        return Values(table.unify_dictionaries(), tuple(issues))


def check_keywords(function: str, asked: Mapping[str, object], known: type) -> None:
    """Raise TypeError for a keyword that would be passed over in silence."""
    unknown = asked.keys() - known.__annotations__.keys()
    if unknown:
        words, others = ", ".join(sorted(unknown)), ", ".join(sorted(known.__annotations__))
        raise TypeError(f"{function}() takes no {words}; it takes {others}")


def agency_absent(rollup: Rollup, *, is_found: bool) -> list[Issue]:
    """Return an issue where the agency asked for is neither on the map nor among the counted.

    is_found: something was counted for it, be it procedures alone.
    """
    asked, on = rollup.grouping.agency, rollup.on
    if asked is None or is_found or rollup.placement.table.num_rows:
        return []
    if on.day_tree is not None and asked in on.day_tree:
        return []
    return [issue("agency-not-on-map", asked, value=asked, day=on.day)]


def chosen_engine(asked: Asked) -> Engine:
    """Return the engine that was asked for. Raises EngineError where it cannot be used."""
    engine = asked.get("engine", "duckdb")
    return engine_named(engine) if isinstance(engine, str) else engine


def _check_grouping(by: str, *, has_register: bool) -> None:
    if by not in GROUPINGS:
        raise EngineError(issue("grouping-unknown", by, value=by, known=", ".join(GROUPINGS)))
    needs_kinds = by not in (AGENCY, "province", "total", "procedure", "field", "service_level")
    if needs_kinds and not has_register:
        known = ", ".join(("agency", "province", "procedure", "field", "service_level", "total"))
        raise EngineError(issue("grouping-needs-agencies", by, value=by, known=known))
