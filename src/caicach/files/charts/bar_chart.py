"""Bars from 0, sorted, each with its own words; rows without a value say so."""

from caicach.core.numbers import no_data
from caicach.files.charts.frame import draw_absence
from caicach.files.charts.kinds import Bar, BarChart
from caicach.files.charts.lettering import folded, width_of, written
from caicach.files.charts.plot import Plot, Room, Spec, Words
from caicach.files.charts.theme import CONTEXT, FOCUS, INK, INK_2, LINE_HEIGHT

ROW, THICK = 22, 14
BOLD = {"fontWeight": "bold"}


def bar_spec(chart: BarChart, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels.

    Where names leave too little room beside them they stand above their bars.
    """
    rows = sorted_rows(chart)
    numbers = [_number(chart, each) for each in rows]
    widest = max((width_of(each, bold=True) for each in numbers), default=0) + 8
    names = max((width_of(each.name, bold=True) for each in rows), default=0) + 10
    is_above = names > width * 0.46
    left = 2 if is_above else names
    room = Room(left, 2, 20 if chart.goal else 4, 4)
    step = ROW + LINE_HEIGHT if is_above else ROW
    # The longest bar and its number share the room; numbers below 0 stand to the right of 0.
    inner = width - left - room.right
    low, high = _bounds(chart)
    span = (high - low) / max(1 - widest / inner, 0.2)
    plot = Plot(inner, step * max(1, len(rows)), (low, low + span), (len(rows) or 1, 0))
    middle = (step - THICK / 2 - 4 if is_above else step / 2) / step
    _draw_bars(plot, rows, middle, step)
    _draw_names(plot, rows, is_above, step)
    _draw_numbers(plot, chart, numbers, middle)
    _draw_goal(plot, chart, middle if is_above else None)
    if not rows:
        draw_absence(plot, chart.lang)
    return plot.spec(room)


def sorted_rows(chart: BarChart) -> list[Bar]:
    """Return the rows as they are drawn: the best first, those without a value last."""
    if not chart.is_sorted:
        return list(chart.rows)
    sign = 1 if chart.lowest_first else -1
    return sorted(chart.rows, key=lambda each: (each.value is None, sign * float(each.value or 0)))


def _bounds(chart: BarChart) -> tuple[float, float]:
    """Bars begin at 0, so 0 is always in view."""
    values = [float(each.value) for each in chart.rows if each.value is not None]
    values += [float(chart.goal.value)] if chart.goal else []
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if high > low else (0.0, 1.0)


def _number(chart: BarChart, row: Bar) -> str:
    if row.value is None:
        return no_data(chart.lang)
    return written(row.value, chart.places, chart.lang)


def _draw_bars(plot: Plot, rows: list[Bar], middle: float, step: float) -> None:
    half = THICK / 2 / step
    for is_ours, colour in ((False, CONTEXT), (True, FOCUS)):
        plot.bars(
            [
                (0, i + middle - half, float(each.value), i + middle + half)
                for i, each in enumerate(rows)
                if each.value is not None and each.is_ours == is_ours
            ],
            colour,
        )


def _draw_names(plot: Plot, rows: list[Bar], is_above: bool, step: float) -> None:
    for is_ours, colour in ((False, INK), (True, FOCUS)):
        look = BOLD if is_ours else {}
        mine = [(i, each) for i, each in enumerate(rows) if each.is_ours == is_ours]
        if is_above:
            texts = [folded(e.name, plot.width - 4, most_lines=1, bold=is_ours) for _, e in mine]
            at = [Words(plot.x[0], i + 10 / step, t) for (i, _), t in zip(mine, texts, strict=True)]
            plot.words(at, colour, look=look)
        else:
            at = [Words(plot.x[0], i + 0.5, each.name) for i, each in mine]
            plot.words(at, colour, shift=(-8, 0), align="right", look=look)


def _draw_numbers(plot: Plot, chart: BarChart, numbers: list[str], middle: float) -> None:
    rows = list(enumerate(sorted_rows(chart)))
    for is_ours, is_known in ((False, True), (True, True), (False, False), (True, False)):
        at = [
            Words(_number_at(plot, chart, each, numbers[i]), i + middle, numbers[i])
            for i, each in rows
            if each.is_ours == is_ours and (each.value is not None) == is_known
        ]
        colour = (FOCUS if is_ours else INK) if is_known else INK_2
        look = BOLD if is_ours and is_known else {}
        plot.words(at, colour, shift=(6, 0), look=look)


def _number_at(plot: Plot, chart: BarChart, row: Bar, text: str) -> float:
    """A number stands at the end of its bar, or behind the goal where that would cross it."""
    end = max(0.0, float(row.value or 0))
    if chart.goal is None:
        return end
    goal = float(chart.goal.value)
    reached = plot.at_x(end) + 10 + width_of(text, bold=True)
    return goal if plot.at_x(end) < plot.at_x(goal) + 1 <= reached else end


def _draw_goal(plot: Plot, chart: BarChart, middle: float | None) -> None:
    """A rule down all rows, or where names lie in its way a tick at each bar.

    middle: of a row's bar, where names stand above their bars.
    """
    if chart.goal is None:
        return
    goal = float(chart.goal.value)
    per_pixel = (plot.y[0] - plot.y[1]) / plot.height
    if middle is None:
        plot.rules([(goal, plot.y[0], goal, plot.from_y(-4))], INK, 1.5, (6, 4))
    else:
        half = (THICK / 2 + 1) * per_pixel
        bars = [i + middle for i in range(len(chart.rows))]
        plot.rules([(goal, y - half, goal, y + half) for y in bars], INK, 2)
    text = folded(chart.goal.words, plot.width, most_lines=1)
    half, at = width_of(text) / 2, plot.at_x(goal)
    align = "center"
    if at + half > plot.width:
        align = "right"
    elif at - half < 0:
        align = "left"
    plot.words([Words(goal, 0, text)], INK, shift=(0, -12), align=align)
