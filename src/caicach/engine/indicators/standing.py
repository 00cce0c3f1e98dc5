"""Figures beside those of another period: the one before, or the same of the year before."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Unpack, get_args

import numpy as np
import pyarrow as pa

from caicach.core.indicators import Indicator
from caicach.core.issues import issue
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts, Store
from caicach.engine.indicators.compute import Answer, Asked, Asking, check_keywords
from caicach.engine.indicators.engine import EngineError
from caicach.engine.indicators.value_table import Numbers
from caicach.engine.indicators.values import TEXT, Values

Against = Literal["previous", "last-year"]
AGAINST: tuple[Against, ...] = get_args(Against)

BEFORE = ("numerator", "sum", "denominator", "value", "state")
"""Columns of the other period, each named with `_before`."""


def compute_against(
    source: Store | Facts,
    indicators: Sequence[str | Indicator],
    periods: Sequence[str | Period],
    against: Against,
    **asked: Unpack[Asked],
) -> Values:
    """Return what `compute` does, and beside each value that of the other period and the change.

    Both are shown on the map of the period asked for, unless `map_day` says otherwise. Columns
    added: `against`, those of BEFORE, `change` and `change_in`: `points` between percentages,
    `percent` of what a count was, else the indicator's own unit. No change where either value is
    missing, nor from a count of 0.
    Raises what `compute` raises; PeriodError where there is no period before.
    """
    check_keywords("compute_against", asked, Asked)
    if against not in AGAINST:
        raise EngineError(
            issue("against-unknown", against, value=against, known=" | ".join(AGAINST))
        )
    asking = Asking.of(source, indicators, asked)
    named = [parse_period(each) if isinstance(each, str) else each for each in periods]
    others = [_other(each, against) for each in named]
    answers, tables = list[Answer](), list[pa.Table]()
    for period, other in zip(named, others, strict=True):
        now, before = _both(asking, period, other, named)
        answers += [now, before]
        tables.append(_beside(now.table, before.table, asking.indicators))
    return asking.values(answers, tables)


def _other(period: Period, against: Against) -> Period:
    return period.previous() if against == "previous" else period.same_last_year()


def _both(
    asking: Asking, period: Period, other: Period, named: Sequence[Period]
) -> tuple[Answer, Answer]:
    """Return two answers for the same groups in the same order."""
    day = asking.map_day(period, named)
    now, before = asking.answer(period, day), asking.answer(other, day)
    if list(now.groups) == list(before.groups):
        return now, before
    groups = {*now.groups, *before.groups}
    return asking.answer(period, day, groups), asking.answer(other, day, groups)


def _beside(now: pa.Table, before: pa.Table, indicators: Sequence[Indicator]) -> pa.Table:
    known = {each.id: _change_in(each) for each in indicators}
    units = [known[name] for name in now["indicator"].to_pylist()]
    added: Mapping[str, Any] = {
        "against": before["period"],
        **{f"{name}_before": before[name] for name in BEFORE},
        "change": pa.array(_change(now, before, np.array(units)), from_pandas=True),
        "change_in": pa.array(units, pa.string()).cast(TEXT),
    }
    for name, column in added.items():
        now = now.append_column(name, column)
    return now


def _change_in(indicator: Indicator) -> str:
    if indicator.kind == "count":
        return "percent"
    return "points" if indicator.unit == "percent" else indicator.unit


def _change(now: pa.Table, before: pa.Table, units: Numbers) -> Numbers:
    """Not a number where there is no change to tell."""
    value, was = (each["value"].to_numpy().astype(np.float64) for each in (now, before))
    difference = value - was
    base = np.where(was == 0, np.nan, was)
    change: Numbers = np.where(units == "percent", 100 * difference / base, difference)
    return change
