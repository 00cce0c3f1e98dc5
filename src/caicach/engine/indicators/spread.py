"""How values are spread: each counted, so that a percentile is that of the rows themselves."""

import ibis

from caicach.core.indicators import EVERY_ROW, Part
from caicach.engine.indicators.columns import Rows
from caicach.engine.indicators.cube_form import CELL
from caicach.engine.indicators.fact_rows import facts_rows, flag
from caicach.engine.indicators.window_form import is_flow_in
from caicach.engine.indicators.windows import Window


def value_counts(part: Part, window: Window) -> Rows:
    """Return how often each value stands in each cell.

    Columns: FACT_MONTH, agency, procedure, value and how_often.
    """
    rows = facts_rows(part.facts, [part])
    if part.where != EVERY_ROW:
        rows = rows.filter(flag(part, rows))
    rows = rows.filter(is_flow_in(part, rows, window))
    rows = rows.mutate(value=rows[part.amount[1]].cast("float64")).filter(ibis._.value.notnull())
    return rows.group_by([*CELL, "value"]).agg(how_often=rows.value.count())


def percentile_sql(spread: str, placing: str, group: str, percentile: float) -> str:
    """Return SQL of the percentile and the number of values by group.

    spread: SQL of what `value_counts` gives, called `a`.
    Between two values it lies in proportion, as spreadsheets reckon PERCENTILE.INC.
    """
    each = (
        f"SELECT {group} AS grp, value, unnest(range(how_often::BIGINT))"
        f" FROM {spread} JOIN {placing} USING (agency, era)"
    )
    return (
        f"SELECT grp, quantile_cont(value, {percentile / 100}) AS value, count(*) AS how_many"
        f" FROM ({each}) GROUP BY grp"
    )
