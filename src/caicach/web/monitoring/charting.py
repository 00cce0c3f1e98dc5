"""The chart of a standing: its months, its goal, its finding in words."""

from decimal import Decimal

from django.utils.translation import gettext

from caicach.core.indicators import find_indicator
from caicach.files.charts import Goal, Line, LineChart
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.monitoring.presenting import Shown

MONTHS_IN_YEAR = 12


def month_chart(shown: Shown, figures: list[IndicatorFigure]) -> LineChart | None:
    """Return the months of this year and the one before; None where there are too few."""
    known = [each for each in figures if _value(each) is not None]
    if len(known) < 2:
        return None
    year = max(each.period for each in known)[:4]
    steps = tuple(f"{month}" for month in range(1, MONTHS_IN_YEAR + 1))
    by_period = {each.period: _value(each) for each in known}
    names = [(str(int(year) - 1), "context"), (year, "focus")]
    lines = tuple(
        Line(name, tuple(by_period.get(f"{name}-{int(step):02}") for step in steps), role)  # type: ignore[arg-type] # the roles are the two of `names`
        for name, role in names
        if any(period.startswith(name) for period in by_period)
    )
    threshold = shown.shape.for_year(int(year)).threshold
    goal = None if threshold is None else Goal(threshold, shown.requirement)
    unit = find_indicator(shown.row.target.indicator).unit
    return LineChart(
        title=finding(shown),
        subtitle=gettext("Theo tháng; đường đứt là chỉ tiêu"),
        source=gettext("Kho hồ sơ, phiên bản %(number)s") % {"number": known[-1].facts_version},
        steps=steps,
        lines=lines,
        goal=goal,
        unit="%" if unit == "percent" else "",
        places=1,
        lang=shown.lang,
    )


def finding(shown: Shown) -> str:
    """Return what the months show, in a sentence: it is the chart's title."""
    values = {"label": shown.label, "value": shown.measured or "", "goal": shown.requirement}
    if shown.row.state == "met":
        return gettext("%(label)s: %(value)s, đạt yêu cầu %(goal)s") % values
    if shown.row.state == "no_data":
        return gettext("%(label)s: chưa có số liệu") % values
    return gettext("%(label)s: đang ở %(value)s, yêu cầu %(goal)s") % values


def _value(figure: IndicatorFigure) -> Decimal | float | None:
    if figure.value is not None:
        return figure.value
    parts = figure.parts
    if parts is not None:
        share = parts.percent
        return None if share is None else float(share)
    return None if figure.numerator is None else float(figure.numerator)
