"""Two years side by side, one line for each row, words at both ends."""

from caicach.files.charts.kinds import Slope, SlopeChart
from caicach.files.charts.lettering import folded, spread, width_of, written
from caicach.files.charts.plot import Plot, Room, Spec, Words
from caicach.files.charts.theme import AXIS, CONTEXT, FOCUS, INK, INK_2

BOLD = {"fontWeight": "bold"}
APART = 17
LEAST, MOST = 240, 900
WIDEST = 460


def slope_spec(chart: SlopeChart, width: int) -> Spec:
    """Return the specification of the chart at `width` pixels.

    Lines of many rows stay apart by a taller picture; on a wide page it is not drawn wider
    than reads well.
    """
    width = min(width, WIDEST)
    room = _room(chart, width)
    values = [float(v) for e in chart.rows for v in (e.before, e.after) if v is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low) * 0.03 or 1.0
    height = min(MOST, max(LEAST, APART * len(chart.rows) + 20))
    inner = width - room.left - room.right
    plot = Plot(inner, height, (0, 1), (low - margin, high + margin))
    plot.rules([(x, plot.y[0], x, plot.y[1]) for x in (0, 1)], AXIS)
    _draw_heads(plot, chart)
    for is_ours in (False, True):
        _draw_rows(plot, [each for each in chart.rows if each.is_ours == is_ours], is_ours)
    _draw_before(plot, chart)
    _draw_after(plot, chart, room.right)
    return plot.spec(room)


def _room(chart: SlopeChart, width: int) -> Room:
    before = [written(each.before, chart.places, chart.lang) for each in chart.rows]
    after = [f"{each.name}  {written(each.after, chart.places, chart.lang)}" for each in chart.rows]
    left = max([width_of(chart.ends[0]) / 2, *(width_of(each, bold=True) for each in before)])
    right = max([width_of(chart.ends[1]) / 2, *(width_of(each, bold=True) for each in after)])
    return Room(left + 14, min(right + 14, width * 0.62), 26, 8)


def _draw_heads(plot: Plot, chart: SlopeChart) -> None:
    heads = [Words(x, plot.y[1], text) for x, text in enumerate(chart.ends)]
    plot.words(heads, INK, shift=(0, -14), align="center", look=BOLD)


def _draw_rows(plot: Plot, rows: list[Slope], is_ours: bool) -> None:
    colour = FOCUS if is_ours else CONTEXT
    pairs = [(each.before, each.after) for each in rows]
    runs = [[(0, float(a)), (1, float(b))] for a, b in pairs if a is not None and b is not None]
    plot.lines(runs, colour, 3 if is_ours else 1.5)
    plot.dots([(0, float(a)) for a, _ in pairs if a is not None], colour, 36)
    plot.dots([(1, float(b)) for _, b in pairs if b is not None], colour, 36)


def _draw_before(plot: Plot, chart: SlopeChart) -> None:
    """Values that would have to move away from their dots are left to the table; ours never."""
    rows = [each for each in chart.rows if each.before is not None]
    ordered = sorted(rows, key=lambda each: (not each.is_ours, -float(each.before or 0)))
    told: list[float] = []
    for each in ordered:
        y = plot.at_y(float(each.before or 0))
        if any(abs(y - other) < APART for other in told):
            continue
        told.append(y)
        words = Words(0, plot.from_y(y), written(each.before, chart.places, chart.lang))
        look = BOLD if each.is_ours else {}
        plot.words(
            [words], FOCUS if each.is_ours else INK, shift=(-10, 0), align="right", look=look
        )
    ended = [each for each in rows if each.after is None]
    names = [folded(each.name, plot.width - 24, most_lines=1) for each in ended]
    plot.words(
        [Words(0, float(e.before or 0), name) for e, name in zip(ended, names, strict=True)],
        INK_2,
        shift=(10, 0),
    )


def _draw_after(plot: Plot, chart: SlopeChart, room: float) -> None:
    def text(row: Slope) -> str:
        number = written(row.after, chart.places, chart.lang)
        left = room - 14 - width_of(f"  {number}", bold=True)
        return f"{folded(row.name, left, most_lines=1, bold=row.is_ours)}  {number}"

    rows = [each for each in chart.rows if each.after is not None]
    ordered = sorted(rows, key=lambda each: -float(each.after or 0))
    wanted = [plot.at_y(float(each.after or 0)) for each in ordered]
    at = spread(wanted, APART, 0, plot.height)
    for is_ours in (False, True):
        texts = [
            Words(1, plot.from_y(y), text(each))
            for each, y in zip(ordered, at, strict=True)
            if each.is_ours == is_ours
        ]
        look = BOLD if is_ours else {}
        plot.words(texts, FOCUS if is_ours else INK, shift=(10, 0), look=look)
