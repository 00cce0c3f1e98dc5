"""Values over time, with a goal, cuts where a method changed, and words at the ends of lines."""

from collections.abc import Sequence
from typing import NamedTuple

from caicach.files.charts.cut_marks import draw_cuts, word_cuts
from caicach.files.charts.frame import (
    draw_absence,
    draw_grid,
    draw_steps,
    known,
    rank_steps,
    roomy_steps,
    runs_of,
    step_words,
    time_domain,
)
from caicach.files.charts.kinds import Line, LineChart, Role
from caicach.files.charts.lettering import folded, spread, width_of, written
from caicach.files.charts.plot import Place, Plot, Room, Spec, Words
from caicach.files.charts.theme import COMPARE, CONTEXT, FOCUS, INK, INK_2, LINE_HEIGHT

COLOURS: dict[Role, str] = {"focus": FOCUS, "compare": COMPARE, "context": CONTEXT}
INKS: dict[Role, str] = {"focus": FOCUS, "compare": COMPARE, "context": INK_2}
ORDER: tuple[Role, ...] = ("context", "compare", "focus")
BOLD = {"fontWeight": "bold"}
INSET, STEEP, NEAR = 22, 22, 44


def line_spec(chart: LineChart, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels."""
    values = [each for line in chart.lines for each in known(line.values)]
    goal = [float(chart.goal.value)] if chart.goal else []
    steps = roomy_steps([*values, *goal], unit=chart.unit)
    edges = (steps[0], steps[-1])
    if chart.is_rank:
        steps, edges = rank_steps([*values, *goal])
    words = step_words(steps, chart.unit, chart.lang)
    ends = _end_words(chart, width)
    right = max((width_of(each.text, bold=True) for each in ends), default=-8) + 10
    left = max(map(width_of, words)) + 10
    inner = width - left - right
    inset = max(INSET, width_of(chart.steps[-1]) / 2) if chart.steps else INSET
    domain = time_domain(len(chart.steps), inner, inset)
    apart = inner / (domain[1] - domain[0])
    at = [(each.before - 0.5 - domain[0]) * apart for each in chart.cuts]
    worded = word_cuts(chart.cuts, at, inner, left - 2)
    plot = Plot(inner, 210, domain, edges)
    draw_grid(plot, steps, words)
    draw_steps(plot, chart.steps)
    draw_cuts(plot, worded, left - 2)
    _draw_goal(plot, chart)
    for line in sorted(chart.lines, key=lambda each: ORDER.index(each.role)):
        draw_line(plot, line, chart)
    if not values:
        draw_absence(plot, chart.lang)
    _draw_values(plot, chart)
    _draw_ends(plot, ends, max(0, len(chart.steps) - 1))
    return plot.spec(Room(left, right, 14 + worded.height, 28))


def draw_line(plot: Plot, line: Line, chart: LineChart) -> None:
    """Draw a line and its dots; a value between two gaps is a dot alone."""
    runs = runs_of(line.values, chart.cuts)
    plot.lines(runs, COLOURS[line.role], 2.5 if line.role != "context" else 1.5)
    is_short = len(chart.steps) <= 16
    dots = [place for run in runs for place in (run if is_short else (run[0], run[-1]))]
    if line.role != "context" or any(len(run) == 1 for run in runs):
        alone = [run[0] for run in runs if len(run) == 1]
        plot.dots(dots if line.role != "context" else alone, COLOURS[line.role])


class _End(NamedTuple):
    """Words to the right of a line's last value."""

    value: float
    text: str
    role: Role


def _end_words(chart: LineChart, width: int) -> list[_End]:
    """A line alone needs no name; its values are written at their dots."""
    if len(chart.lines) < 2:
        return []
    most = width * (0.3 if width > 500 else 0.34)
    found = []
    for line in chart.lines:
        values = known(line.values)
        if values:
            number = written(values[-1], chart.places, chart.lang)
            text = folded(line.name, most, bold=True)
            found.append(_End(values[-1], f"{number}\n{text}", line.role))
    return found


def _draw_ends(plot: Plot, ends: list[_End], last: int) -> None:
    """Words stand at the height of the last value, moved apart where they would overlap."""
    if not ends:
        return
    ordered = sorted(ends, key=lambda each: plot.at_y(each.value))
    tallest = max(each.text.count("\n") + 1 for each in ordered) * LINE_HEIGHT
    wanted = [plot.at_y(each.value) for each in ordered]
    at = spread(wanted, tallest + 2, tallest / 2 - 6, plot.height - tallest / 2 + 6)
    for each, y in zip(ordered, at, strict=True):
        lines = each.text.count("\n")
        words = Words(last, plot.from_y(y), each.text)
        shift = (12, -lines * LINE_HEIGHT / 2)
        look = BOLD if each.role != "context" else {}
        plot.words([words], INKS[each.role], shift=shift, look=look)


def _draw_goal(plot: Plot, chart: LineChart) -> None:
    """The words stand at the end and on the side of the rule that the lines leave free."""
    if chart.goal is None:
        return
    goal = float(chart.goal.value)
    plot.rules([(plot.x[0], goal, plot.x[1], goal)], INK, 1.5, (6, 4))
    ends = [known(line.values) for line in chart.lines if known(line.values)]
    is_left = _gap(goal, [each[0] for each in ends]) > _gap(goal, [each[-1] for each in ends])
    near = [each[0] if is_left else each[-1] for each in ends]
    line = plot.at_y(goal)
    is_above = sum(plot.at_y(each) > line for each in near) * 2 >= len(near)
    x, align = (plot.x[0], "left") if is_left else (plot.x[1], "right")
    text = folded(chart.goal.words, plot.width, most_lines=1)
    plot.words([Words(x, goal, text)], INK, shift=(0, -10 if is_above else 12), align=align)


def _gap(goal: float, values: Sequence[float]) -> float:
    return min((abs(goal - each) for each in values), default=0.0)


def _draw_values(plot: Plot, chart: LineChart) -> None:
    """Write the values of the only line: all where there is room, else those that matter."""
    if len(chart.lines) != 1:
        return
    runs = runs_of(chart.lines[0].values, chart.cuts)
    told = _told(plot, runs, chart)
    for run in runs:
        for index, place in enumerate(run):
            if place in told:
                text = written(place[1], chart.places, chart.lang)
                shift, align = _clear_of_goal(plot, chart, place, _beside(plot, run, index))
                words = [Words(*place, text)]
                plot.words(words, FOCUS, shift=shift, align=align, look=BOLD)


def _beside(plot: Plot, run: list[Place], index: int) -> tuple[Place, str]:
    """Return where the words of a value stand: below in a valley, else above.

    Where the line leaves or comes down steeply they move to the side it does not pass.
    """
    heights = [plot.at_y(y) for _, y in run]
    here = heights[index]
    before = heights[index - 1] if index else None
    after = heights[index + 1] if index + 1 < len(run) else None
    beside = [each for each in (before, after) if each is not None]
    below = 15 if beside and all(each < here for each in beside) else -14
    # Beside a cut the words keep to their own side of it.
    if plot.at_x(1) - plot.at_x(0) < NEAR and (before is None) != (after is None):
        return ((5, below), "right") if after is None else ((-5, below), "left")
    if below > 0:
        return (0, below), "center"
    if after is not None and here - after > STEEP:
        return (2, -14), "right"
    if before is not None and here - before > STEEP and after is not None:
        return (-2, -14), "left"
    return (0, -14), "center"


def _clear_of_goal(
    plot: Plot, chart: LineChart, place: Place, beside: tuple[Place, str]
) -> tuple[Place, str]:
    """Words that the goal's rule would cross go to the other side of their dot."""
    (dx, dy), align = beside
    if chart.goal is None:
        return beside
    line, dot = plot.at_y(float(chart.goal.value)), plot.at_y(place[1])
    is_crossed = abs(dot + dy - line) < 9 and abs(dot - dy - line) >= 9
    return ((dx, -dy), align) if is_crossed else beside


def _told(plot: Plot, runs: list[list[Place]], chart: LineChart) -> set[Place]:
    places = [place for run in runs for place in run]
    if not places:
        return set()
    widest = max(width_of(written(y, chart.places, chart.lang), bold=True) for _, y in places)
    apart = plot.at_x(1) - plot.at_x(0)
    if apart >= widest + 4:
        return set(places)
    wanted = [places[-1], places[0], *(each for run in runs for each in (run[-1], run[0]))]
    wanted += [max(places, key=lambda each: each[1]), min(places, key=lambda each: each[1])]
    told: list[Place] = []
    for each in wanted:
        if all(abs(each[0] - other[0]) * apart >= widest + 4 for other in told):
            told.append(each)
    return set(told)
