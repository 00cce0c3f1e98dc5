"""Every member is one dot in a strip; ours is named, the middle one marked."""

from statistics import median
from typing import NamedTuple

from caicach.core.numbers import no_data
from caicach.files.charts.frame import roomy_steps, step_words
from caicach.files.charts.kinds import Distribution, Member
from caicach.files.charts.lettering import folded, width_of, written
from caicach.files.charts.plot import Place, Plot, Room, Spec, Words
from caicach.files.charts.theme import AXIS, CONTEXT, FOCUS, INK, INK_2, LINE_HEIGHT

MEDIAN = {"vi": "Trung vị", "en": "Median"}
BOLD = {"fontWeight": "bold"}
TALLEST = 220


def distribution_spec(chart: Distribution, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels.

    Dots of nearly the same value are piled up; they shrink where the pile would be too high.
    """
    values = [float(each.value) for each in chart.members if each.value is not None]
    steps = roomy_steps(values, 6 if width > 500 else 4, chart.unit)
    words = step_words(steps, chart.unit, chart.lang)
    edge = max(width_of(words[0]), width_of(words[-1])) / 2 + 4
    inner = width - 2 * edge
    pile = _pile(chart, (steps[0], steps[-1]), inner)
    height = max(60.0, pile.across * pile.highest + 10)
    ours = _named(chart, width)
    top = LINE_HEIGHT * (len(ours) + 1) + 12
    plot = Plot(inner, height, (steps[0], steps[-1]), (0, height))
    plot.rules([(plot.x[0], 0, plot.x[1], 0)], AXIS)
    texts = [Words(x, 0, text) for x, text in zip(steps, words, strict=True)]
    plot.words(texts, INK_2, shift=(0, 16), align="center")
    tick = plot.from_y(height + 4)
    plot.rules([(each, 0, each, tick) for each in steps], AXIS)
    _draw_median(plot, chart, values)
    size = (pile.across - 1) ** 2 * 0.7854
    plot.dots(pile.others, CONTEXT, size)
    _draw_ours(plot, ours, pile)
    plot.dots(pile.ours, FOCUS, size)
    if not values:
        plot.words([Words(plot.x[0], height / 2, no_data(chart.lang))], INK_2)
    return plot.spec(Room(edge, edge, top, 28))


class Pile(NamedTuple):
    """Dots in pixels above the axis; across: of one dot. highest: dots in the highest pile."""

    others: list[Place]
    ours: list[Place]
    across: float
    highest: int


def _pile(chart: Distribution, span: tuple[float, float], width: float) -> Pile:
    """Ours lies on top of its pile, where it is seen and can be pointed at."""
    known = sorted(
        (each for each in chart.members if each.value is not None),
        key=lambda each: (each.is_ours, float(each.value or 0)),
    )
    across = 13.0
    bins = _bins(known, span, width, across)
    while across > 3 and across * max(map(len, bins.values()), default=0) > TALLEST:
        across -= 1
        bins = _bins(known, span, width, across)
    per_pixel = (span[1] - span[0]) / width
    others: list[Place] = []
    ours: list[Place] = []
    for index, members in bins.items():
        for level, each in enumerate(members):
            at = span[0] + (index + 0.5) * across * per_pixel
            place = (min(at, span[1]), (level + 0.5) * across + 2)
            (ours if each.is_ours else others).append(place)
    return Pile(others, sorted(ours), across, max(map(len, bins.values()), default=0))


def _bins(
    known: list[Member], span: tuple[float, float], width: float, across: float
) -> dict[int, list[Member]]:
    bins: dict[int, list[Member]] = {}
    for each in known:
        pixel = (float(each.value or 0) - span[0]) / (span[1] - span[0]) * width
        bins.setdefault(int(pixel // across), []).append(each)
    return bins


def _named(chart: Distribution, width: int) -> list[str]:
    """Return the words of ours in the order of their values."""
    ours = sorted(
        (each for each in chart.members if each.is_ours and each.value is not None),
        key=lambda each: float(each.value or 0),
    )
    numbers = [written(each.value, chart.places, chart.lang) for each in ours]
    room = [width - width_of(f" {number}", bold=True) - 16 for number in numbers]
    names = [folded(e.name, r, most_lines=1, bold=True) for e, r in zip(ours, room, strict=True)]
    return [f"{name} {number}" for name, number in zip(names, numbers, strict=True)]


def _draw_median(plot: Plot, chart: Distribution, values: list[float]) -> None:
    if not values:
        return
    middle = median(values)
    text = f"{MEDIAN[chart.lang]} {written(middle, chart.places, chart.lang)}"
    plot.rules([(middle, 0, middle, plot.from_y(-LINE_HEIGHT))], INK, 1.5, (6, 4))
    ours = [float(e.value) for e in chart.members if e.is_ours and e.value is not None]
    # The words stand on the side away from ours, whose rules would cross them.
    is_left = sum(each >= middle for each in ours) * 2 >= len(ours)
    at, wide = plot.at_x(middle), width_of(text) + 6
    is_left = (is_left and at >= wide) or at + wide > plot.width
    words = [Words(middle, plot.from_y(-LINE_HEIGHT / 2 - 2), text)]
    plot.words(words, INK, shift=(-6 if is_left else 6, 0), align="right" if is_left else "left")


def _draw_ours(plot: Plot, texts: list[str], pile: Pile) -> None:
    """Each has a row of its own above the strip, and a line down to its dot."""
    for row, (text, (x, y)) in enumerate(zip(texts, pile.ours, strict=True), start=1):
        plot.rules([(x, y, x, plot.from_y(-row * LINE_HEIGHT - 4))], FOCUS, 1.5)
        _write_above(plot, x, text, row)


def _write_above(plot: Plot, x: float, text: str, row: int) -> None:
    """Words centred over `x`, or set against the edge they would cross."""
    half, at = width_of(text, bold=True) / 2, plot.at_x(x)
    align, where = "center", x
    if at - half < 0:
        align, where = "left", plot.x[0]
    elif at + half > plot.width:
        align, where = "right", plot.x[1]
    words = [Words(where, plot.from_y(-row * LINE_HEIGHT - 12), text)]
    plot.words(words, FOCUS, align=align, look=BOLD)
