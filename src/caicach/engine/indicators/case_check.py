"""Cases of indicators run through the engine itself: what differs from what they expect."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from caicach.core.indicators import Case, Indicator, find_indicator, read_cases, shipped_cases
from caicach.core.issues import Issue, Said, issue
from caicach.core.numbers import round_half_up
from caicach.engine.indicators.agency_map import TOTAL
from caicach.engine.indicators.case_facts import CaseFacts
from caicach.engine.indicators.columns import fact_columns
from caicach.engine.indicators.desk import Desk
from caicach.engine.indicators.engine import DuckDbEngine
from caicach.engine.indicators.grouping import Grouping
from caicach.engine.indicators.period_counts import PeriodCounts
from caicach.engine.indicators.rollup import Rollup
from caicach.engine.indicators.value_table import value_table
from caicach.engine.indicators.windows import Window

SECOND = timedelta(seconds=1)
NONE = Said(vi="không có", en="nothing")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to, the value to the indicator's decimals; None where there is none."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    state: str


def run_case(indicator: Indicator, case: Case) -> Outcome:
    """Return what all rows of the case come to together, counted row by row."""
    facts = CaseFacts(case.rows(fact_columns()))
    desk = Desk(facts, DuckDbEngine(), by_rows=True)
    window = Window(case.period.start, case.period.end + SECOND)
    with desk.connection.cursor() as cursor:
        rollup = Rollup(cursor, desk.placement(window.last_day, Grouping(TOTAL)))
        groups, counts = PeriodCounts(desk, rollup, window).of([indicator], "case")
    [row] = value_table(counts, groups, facts.version, desk.engine.name).to_pylist()
    top = {"mean": row["sum"], "percentile": row["value"]}.get(indicator.kind, row["numerator"])
    value = None if row["value"] is None else Decimal(repr(row["value"]))
    rounded = None if value is None else round_half_up(value, indicator.decimals)
    return Outcome(_number(top), _number(row["denominator"]), rounded, row["state"])


def check_case(indicator: Indicator, case: Case, where: str) -> Iterator[Issue]:
    """Yield an issue for each amount that is not the expected one."""
    found = run_case(indicator, case)
    for name in ("numerator", "denominator", "value"):
        expected, came = getattr(case.expect, name), getattr(found, name)
        if expected != came:
            named = {"part": name, "expected": _said(expected), "found": _said(came)}
            yield issue("indicator-case-differs", where, case=case.name, **named)
    if case.expect.state != found.state:
        named = {"part": "state", "expected": case.expect.state, "found": found.state}
        yield issue("indicator-case-differs", where, case=case.name, **named)


def check_shipped_cases() -> Iterator[tuple[str, int, list[Issue]]]:
    """Yield each indicator that has cases, their number, and what differs."""
    for name, path, text in shipped_cases():
        cases, issues = read_cases(text, path)
        indicator = find_indicator(name)
        found = [each for case in cases for each in check_case(indicator, case, path)]
        yield name, len(cases), [*issues, *found]


def _number(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(repr(amount))


def _said(amount: Decimal | None) -> Decimal | Said:
    return NONE if amount is None else amount
