"""The same axes many times: one panel for each subject, all drawn as one picture."""

from collections.abc import Sequence
from typing import NamedTuple

from caicach.core.numbers import no_data
from caicach.files.charts.frame import draw_absence, known, runs_of, step_words, value_steps
from caicach.files.charts.kinds import Line, Panel, SmallMultiples
from caicach.files.charts.lettering import folded, width_of, written
from caicach.files.charts.line_chart import COLOURS, ORDER
from caicach.files.charts.plot import Place, Plot, Room, Spec, Words
from caicach.files.charts.theme import AXIS, FOCUS, GRID, INK, INK_2, LINE_HEIGHT

HEIGHT, GAP, BELOW = 86, 20, 34
BOLD = {"fontWeight": "bold"}


class Cell(NamedTuple):
    """Where one panel lies, in pixels from the lower left corner of the picture.

    grid: the numbers of its value axis. last: the last step of its time axis.
    """

    left: float
    bottom: float
    wide: float
    grid: list[float]
    last: int

    def at(self, step: float, value: float) -> Place:
        """Return the place of a value."""
        low, high = self.grid[0], self.grid[-1]
        across = step / self.last if self.last else 0.5
        return self.left + across * self.wide, self.bottom + (value - low) / (high - low) * HEIGHT

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return self.bottom + HEIGHT


def small_multiples_spec(chart: SmallMultiples, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels: four panels a row, or two."""
    most = 2 if width < 500 else 4
    columns = min(len(chart.panels), most) or 1
    values = [v for panel in chart.panels for line in panel.lines for v in known(line.values)]
    grid = value_steps(values, 3)
    words = step_words(grid, chart.unit, chart.lang)
    left = max(map(width_of, words)) + 8
    # A few panels are no wider than many are.
    wide = min((width - left - 10 - GAP * (columns - 1)) / columns, width / 2)
    titles = [folded(each.name, wide + GAP - 10, bold=True) for each in chart.panels]
    above = LINE_HEIGHT * max((each.count("\n") + 1 for each in titles), default=1) + 8
    tall = HEIGHT + above + BELOW
    rows = -(-len(chart.panels) // columns) or 1
    size = (width - left - 10, tall * rows)
    plot = Plot(*size, (0, size[0]), (0, size[1]))
    last = max(0, len(chart.steps) - 1)
    cells = [
        Cell(i % columns * (wide + GAP), (rows - 1 - i // columns) * tall + BELOW, wide, grid, last)
        for i in range(len(chart.panels))
    ]
    _draw_grids(plot, cells, words)
    _draw_frames(plot, chart, cells)
    _draw_titles(plot, cells, titles)
    _draw_panels(plot, chart, cells)
    if not cells:
        draw_absence(plot, chart.lang)
    return plot.spec(Room(left, 10, 4, 0))


def _draw_grids(plot: Plot, cells: Sequence[Cell], words: list[str]) -> None:
    """Only the panels at the left edge have numbers: all share one scale."""
    heights = [(cell, cell.at(0, value)[1]) for cell in cells for value in cell.grid]
    plot.rules([(cell.left, y, cell.left + cell.wide, y) for cell, y in heights], GRID)
    texts = [
        Words(0, cell.at(0, value)[1], text)
        for cell in cells
        if cell.left == 0
        for value, text in zip(cell.grid, words, strict=True)
    ]
    plot.words(texts, INK_2, shift=(-6, 0), align="right")


def _draw_frames(plot: Plot, chart: SmallMultiples, cells: Sequence[Cell]) -> None:
    ends = [(e.left, e.bottom, e.left + e.wide, e.bottom) for e in cells]
    plot.rules(ends, AXIS)
    cuts = [cell.at(cut.before - 0.5, 0)[0] for cell in cells for cut in chart.cuts]
    owners = [cell for cell in cells for _ in chart.cuts]
    marks = [(x, e.bottom, x, e.top) for x, e in zip(cuts, owners, strict=True)]
    plot.rules(marks, INK_2, 1, (2, 3))
    if chart.steps:
        plot.words([Words(e.left, e.bottom, chart.steps[0]) for e in cells], INK_2, shift=(0, 14))
    if len(chart.steps) > 1:
        lasts = [Words(e.left + e.wide, e.bottom, chart.steps[-1]) for e in cells]
        plot.words(lasts, INK_2, shift=(0, 14), align="right")


def _draw_titles(plot: Plot, cells: Sequence[Cell], titles: list[str]) -> None:
    texts = [
        Words(cell.left, cell.top + 14 + LINE_HEIGHT * title.count("\n"), title)
        for cell, title in zip(cells, titles, strict=True)
    ]
    plot.words(texts, INK, look=BOLD)


def _draw_panels(plot: Plot, chart: SmallMultiples, cells: Sequence[Cell]) -> None:
    for role in ORDER:
        runs = [
            [cell.at(*place) for place in run]
            for cell, panel in zip(cells, chart.panels, strict=True)
            for line in panel.lines
            if line.role == role
            for run in runs_of(line.values, chart.cuts)
        ]
        plot.lines(runs, COLOURS[role], 1.5 if role == "context" else 2.5)
        plot.dots([run[0] for run in runs if len(run) == 1], COLOURS[role], 24)
    for cell, panel in zip(cells, chart.panels, strict=True):
        _draw_last(plot, chart, cell, panel)


def _draw_last(plot: Plot, chart: SmallMultiples, cell: Cell, panel: Panel) -> None:
    """Write the last value of the line in focus, away from the line it is seen against."""
    focus = next((each for each in panel.lines if each.role == "focus"), None)
    at = None if focus is None else _last_step(focus)
    if focus is None or at is None:
        words = Words(cell.left + cell.wide / 2, cell.bottom + HEIGHT / 2, no_data(chart.lang))
        plot.words([words], INK_2, align="center")
        return
    value = float(focus.values[at] or 0)
    others = [e.values[at] for e in panel.lines if e is not focus and at < len(e.values)]
    x, y = cell.at(at, value)
    is_below = any(each is not None and float(each) > value for each in others)
    is_below = (is_below and y - cell.bottom > 22) or cell.top - y < 14
    plot.dots([(x, y)], FOCUS, 40)
    text = written(focus.values[at], chart.places, chart.lang)
    is_edge = x + width_of(text, bold=True) / 2 > cell.left + cell.wide
    shift = (0, 14 if is_below else -13)
    align = "right" if is_edge else "center"
    plot.words([Words(x, y, text)], FOCUS, shift=shift, align=align, look=BOLD)


def _last_step(line: Line) -> int | None:
    return max((i for i, value in enumerate(line.values) if value is not None), default=None)
