"""A row for each subject: its interval, its value, and the goal it is held against."""

from caicach.core.numbers import no_data
from caicach.files.charts.frame import draw_absence, step_words, value_steps
from caicach.files.charts.kinds import Dot, DotChart
from caicach.files.charts.lettering import folded, width_of, written
from caicach.files.charts.plot import Plot, Room, Spec, Words
from caicach.files.charts.theme import FOCUS, GRID, INK, INK_2, INTERVAL, LINE_HEIGHT

ROW = 56
BOLD = {"fontWeight": "bold"}


def dot_spec(chart: DotChart, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels."""
    values = [
        float(value)
        for each in chart.rows
        for value in (each.value, each.low, each.high, each.goal)
        if value is not None
    ]
    steps = value_steps(values)
    words = step_words(steps, chart.unit, chart.lang)
    edge = max(width_of(words[0]), width_of(words[-1])) / 2 + 2
    names = [_name(each, width) for each in chart.rows]
    tall = LINE_HEIGHT * max((each.count("\n") for each in names), default=0)
    step = ROW + tall
    plot = Plot(
        width - 2 * edge,
        step * max(1, len(chart.rows)),
        (steps[0], steps[-1]),
        (len(chart.rows) or 1, 0),
    )
    middle = 1 - 20 / step
    bottom, top = plot.y
    plot.rules([(each, bottom, each, top) for each in steps], GRID)
    texts = [Words(x, bottom, text) for x, text in zip(steps, words, strict=True)]
    plot.words(texts, INK_2, shift=(0, 14), align="center")
    _draw_heads(plot, chart, names, edge)
    _draw_marks(plot, chart, middle)
    if not chart.rows:
        draw_absence(plot, chart.lang)
    return plot.spec(Room(edge, edge, 4, 26))


def _name(row: Dot, width: int) -> str:
    return folded(row.name, width - width_of(row.state) - 24, bold=True)


def _draw_heads(plot: Plot, chart: DotChart, names: list[str], edge: float) -> None:
    """The name and what is said of it stand over the row, on paper so that grid does not cross."""
    left = plot.x[0]
    top = 10 * (plot.y[0] - plot.y[1]) / plot.height
    plot.words(
        [Words(left, i + top, text) for i, text in enumerate(names)],
        INK,
        shift=(-edge + 2, 0),
        look=BOLD,
    )
    states = [Words(plot.x[1], i + top, each.state) for i, each in enumerate(chart.rows)]
    plot.words(states, INK_2, shift=(edge - 2, 0), align="right")


def _draw_marks(plot: Plot, chart: DotChart, middle: float) -> None:
    per_pixel = (plot.y[0] - plot.y[1]) / plot.height
    rows = [(i + middle, each) for i, each in enumerate(chart.rows)]
    plot.bars(
        [
            (float(each.low), y - 4 * per_pixel, float(each.high), y + 4 * per_pixel)
            for y, each in rows
            if each.low is not None and each.high is not None
        ],
        INTERVAL,
    )
    goals = [(float(e.goal), y) for y, e in rows if e.goal is not None]
    tick = 10 * per_pixel
    plot.rules([(x, y - tick, x, y + tick) for x, y in goals], INK, 3)
    known = [(float(e.value), y) for y, e in rows if e.value is not None]
    plot.dots(known, FOCUS, 110, rim=True)
    _draw_numbers(plot, chart, rows)
    empty = [Words(plot.x[0], y, no_data(chart.lang)) for y, e in rows if e.value is None]
    plot.words(empty, INK_2, shift=(4, 0))


def _draw_numbers(plot: Plot, chart: DotChart, rows: list[tuple[float, Dot]]) -> None:
    """The value stands beside all marks of its row, on the side with more room."""
    for y, each in rows:
        if each.value is None:
            continue
        marks = [float(v) for v in (each.value, each.low, each.high, each.goal) if v is not None]
        text = written(each.value, chart.places, chart.lang)
        is_left = plot.at_x(max(marks)) + width_of(text, bold=True) + 12 > plot.width
        x, dx, align = (min(marks), -12, "right") if is_left else (max(marks), 12, "left")
        plot.words([Words(x, y, text)], FOCUS, shift=(dx, 0), align=align, look=BOLD)
