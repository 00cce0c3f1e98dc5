"""What charts with a time axis share: grid, ticks, cuts, runs between gaps."""

from collections.abc import Sequence

from caicach.core.issues import Lang
from caicach.core.numbers import no_data
from caicach.files.charts.kinds import Amount, Cut
from caicach.files.charts.lettering import round_steps, step_places, width_of, written
from caicach.files.charts.plot import Place, Plot, Words
from caicach.files.charts.theme import AXIS, GRID, INK_2


def runs_of(values: Sequence[Amount], cuts: Sequence[Cut]) -> list[list[Place]]:
    """Return the stretches that are drawn as one line: a gap or a cut ends one."""
    starts = {each.before for each in cuts}
    runs: list[list[Place]] = [[]]
    for step, value in enumerate(values):
        if value is None or step in starts:
            runs.append([])
        if value is not None:
            runs[-1].append((float(step), float(value)))
    return [run for run in runs if run]


def known(values: Sequence[Amount]) -> list[float]:
    """Return the values that are there."""
    return [float(each) for each in values if each is not None]


def value_steps(values: Sequence[float], count: int = 4) -> list[float]:
    """Return the grid for `values`; 0 to 1 where there are none."""
    return round_steps(min(values), max(values), count) if values else [0.0, 1.0]


def roomy_steps(values: Sequence[float], count: int = 4, unit: str = "") -> list[float]:
    """Return a grid that leaves room for words above the highest and below the lowest value.

    It does not run below 0 or above 100 % where no value does.
    """
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    room = (high - low) * 0.12
    steps = round_steps(low - room, high + room, count)
    top = 100.0 if unit == "%" and high <= 100 else steps[-1]
    return [each for each in steps if (each >= 0 or low < 0) and each <= top]


def rank_steps(values: Sequence[float]) -> tuple[list[float], Place]:
    """Return a grid of ranks that begins at 1, and the ranks at the bottom and top edge."""
    lowest = max([*values, 5.0])
    steps = [each for each in round_steps(0, lowest, 5) if 1 < each <= lowest]
    return [1.0, *steps], (lowest * 1.12, 1 - lowest * 0.1)


def time_domain(steps: int, width: float, inset: float) -> tuple[float, float]:
    """Return the ends of a time axis: `inset` pixels before the first and after the last step."""
    if steps < 2:
        return (-1.0, 1.0)
    apart = (width - 2 * inset) / (steps - 1)
    return (-inset / apart, steps - 1 + inset / apart)


def step_words(steps: list[float], unit: str, lang: Lang) -> list[str]:
    """Return the numbers of a value axis; the unit stands at the last one alone."""
    places = step_places(steps)
    texts = [written(each, places, lang) for each in steps]
    gap = "" if unit == "%" and lang == "en" else "\u00a0"
    return [*texts[:-1], f"{texts[-1]}{gap}{unit}" if unit else texts[-1]]


def draw_grid(plot: Plot, steps: list[float], words: list[str]) -> None:
    """Draw a light line for each step with its number to the left."""
    low, high = plot.x
    plot.rules([(low, each, high, each) for each in steps], GRID)
    texts = [Words(low, each, text) for each, text in zip(steps, words, strict=True)]
    plot.words(texts, INK_2, shift=(-6, 0), align="right")


def draw_absence(plot: Plot, lang: Lang) -> None:
    """Say that there is nothing to draw, in the middle of the plot."""
    (left, right), (low, high) = plot.x, plot.y
    words = [Words((left + right) / 2, (low + high) / 2, no_data(lang))]
    plot.words(words, INK_2, shift=(0, -6), align="center")


def draw_steps(plot: Plot, steps: Sequence[str]) -> None:
    """Draw the time axis; where not all its words fit, evenly spaced ones are written."""
    bottom = plot.y[0]
    plot.rules([(plot.x[0], bottom, plot.x[1], bottom)], AXIS)
    shown = shown_steps(plot, steps)
    plot.words([Words(i, bottom, steps[i]) for i in shown], INK_2, shift=(0, 17), align="center")
    tick = plot.from_y(plot.height + 4)
    plot.rules([(i, bottom, i, tick) for i in shown], AXIS)


def shown_steps(plot: Plot, steps: Sequence[str]) -> list[int]:
    """Return the steps that are written: the last always, the others at one even distance."""
    widest = max(map(width_of, steps), default=0) + 10
    apart = plot.at_x(1) - plot.at_x(0)
    stride = next((n for n in range(1, len(steps)) if n * apart >= widest), len(steps) or 1)
    return list(range(len(steps) - 1, -1, -stride))[::-1]
