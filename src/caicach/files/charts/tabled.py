"""The table beside a chart: every value it draws, in the order it draws them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from caicach.core.issues import Lang
from caicach.files.charts.bar_chart import sorted_rows
from caicach.files.charts.kinds import (
    Amount,
    BarChart,
    Chart,
    Distribution,
    DotChart,
    LineChart,
    SlopeChart,
    SmallMultiples,
)

TableCell: TypeAlias = str | Decimal | None


class ChartTable(NamedTuple):
    """Numbers as given, without rounding; None where there is none."""

    header: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "time": "Thời gian",
        "name": "Tên",
        "value": "Giá trị",
        "goal": "Chỉ tiêu",
        "low": "Từ",
        "high": "Đến",
        "state": "Trạng thái",
        "note": "Ghi chú",
        "part": "Nội dung",
    },
    "en": {
        "time": "Time",
        "name": "Name",
        "value": "Value",
        "goal": "Target",
        "low": "From",
        "high": "To",
        "state": "State",
        "note": "Note",
        "part": "Part",
    },
}


def table_of(chart: Chart) -> ChartTable:
    """Return the header and rows of the table and the CSV beside a chart."""
    return TABLED[type(chart)](chart)


def _exact(value: Amount) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _valued(chart: Chart) -> str:
    word = WORDS[chart.lang]["value"]
    return f"{word} ({chart.unit})" if chart.unit else word


def _at(values: tuple[Amount, ...], step: int) -> Decimal | None:
    return _exact(values[step]) if step < len(values) else None


def _lines(chart: LineChart) -> ChartTable:
    """A cut is told in the row it comes before."""
    said = WORDS[chart.lang]
    names = tuple(each.name or _valued(chart) for each in chart.lines)
    goal = (said["goal"],) if chart.goal else ()
    note = (said["note"],) if chart.cuts else ()
    cuts = {each.before: each.words for each in chart.cuts}
    rows: list[tuple[TableCell, ...]] = []
    for step, word in enumerate(chart.steps):
        cells: list[TableCell] = [word, *(_at(each.values, step) for each in chart.lines)]
        cells += [_exact(chart.goal.value)] if chart.goal else []
        cells += [cuts.get(step, "")] if note else []
        rows.append(tuple(cells))
    return ChartTable((said["time"], *names, *goal, *note), tuple(rows))


def _bars(chart: BarChart) -> ChartTable:
    said = WORDS[chart.lang]
    rows = tuple((each.name, _exact(each.value)) for each in sorted_rows(chart))
    return ChartTable((chart.names or said["name"], _valued(chart)), rows)


def _slopes(chart: SlopeChart) -> ChartTable:
    header = (chart.names or WORDS[chart.lang]["name"], *chart.ends)
    rows = ((each.name, _exact(each.before), _exact(each.after)) for each in chart.rows)
    return ChartTable(header, tuple(rows))


def _dots(chart: DotChart) -> ChartTable:
    said = WORDS[chart.lang]
    words = (said["low"], said["high"], said["goal"], said["state"])
    rows = (
        (e.name, _exact(e.value), _exact(e.low), _exact(e.high), _exact(e.goal), e.state)
        for e in chart.rows
    )
    return ChartTable((chart.names or said["name"], _valued(chart), *words), tuple(rows))


def _panels(chart: SmallMultiples) -> ChartTable:
    said = WORDS[chart.lang]
    names = dict.fromkeys(line.name for panel in chart.panels for line in panel.lines)
    rows: list[tuple[TableCell, ...]] = []
    for panel in chart.panels:
        lines = {line.name: line.values for line in panel.lines}
        for step, word in enumerate(chart.steps):
            rows.append((panel.name, word, *(_at(lines.get(name, ()), step) for name in names)))
    return ChartTable((said["part"], said["time"], *names), tuple(rows))


def _members(chart: Distribution) -> ChartTable:
    """Best first, those without a value last."""
    known = [each for each in chart.members if each.value is not None]
    ordered = sorted(known, key=lambda each: -float(each.value or 0))
    ordered += [each for each in chart.members if each.value is None]
    header = (chart.names or WORDS[chart.lang]["name"], _valued(chart))
    return ChartTable(header, tuple((each.name, _exact(each.value)) for each in ordered))


TABLED: dict[type[Chart], Callable[[Any], ChartTable]] = {
    LineChart: _lines,
    BarChart: _bars,
    SlopeChart: _slopes,
    DotChart: _dots,
    SmallMultiples: _panels,
    Distribution: _members,
}
