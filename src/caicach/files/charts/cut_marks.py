"""Where a line is cut: a dotted rule, and above the plot the words that say why."""

from collections.abc import Sequence
from typing import NamedTuple

from caicach.files.charts.kinds import Cut
from caicach.files.charts.lettering import folded
from caicach.files.charts.plot import Plot, Words
from caicach.files.charts.theme import INK_2, LINE_HEIGHT

DOTTED = (2, 3)
LEAST_ROOM, MOST_LINES = 96, 3
BOLD = {"fontWeight": "bold"}


class CutWords(NamedTuple):
    """The words of all cuts, and where they stand.

    texts: folded. at: pixel of each rule. is_list: the words stand in a numbered list, since
    beside their rules they would run into each other.
    """

    texts: tuple[str, ...]
    at: tuple[float, ...]
    sides: tuple[str, ...]
    is_list: bool

    @property
    def height(self) -> float:
        """Return the pixels above the plot that the words take."""
        lines = [text.count("\n") + 1 for text in self.texts]
        if not lines:
            return 0
        listed = sum(lines) + (len(lines) > 1)
        return (listed if self.is_list else max(lines)) * LINE_HEIGHT + 6


def word_cuts(cuts: Sequence[Cut], at: Sequence[float], width: float, edge: float) -> CutWords:
    """Return the words of cuts at the pixels `at` of a plot of `width`.

    edge: pixels to the left of the plot that a list may use.
    """
    beside = [_beside(each, i, at, width) for i, each in enumerate(cuts)]
    if all(text for text, _ in beside):
        texts, sides = zip(*beside, strict=True) if beside else ((), ())
        return CutWords(tuple(texts), tuple(at), tuple(sides), False)
    listed = tuple(folded(each.words, width + edge - 18) for each in cuts)
    return CutWords(listed, tuple(at), ("left",) * len(cuts), True)


def _beside(cut: Cut, index: int, at: Sequence[float], width: float) -> tuple[str, str]:
    """Return the words folded into the room to the next rule, and on which side they begin.

    Empty where there is too little room. The only cut may be worded to the left of its rule.
    """
    end = at[index + 1] if index + 1 < len(at) else width
    rooms = [("left", end - at[index] - 14)]
    if len(at) == 1:
        rooms.append(("right", at[index] - 8))
    for side, room in rooms:
        text = folded(cut.words, room, most_lines=MOST_LINES)
        if room >= LEAST_ROOM and "…" not in text:
            return text, side
    return "", "left"


def draw_cuts(plot: Plot, worded: CutWords, edge: float) -> None:
    """Draw the rules, and the words above the plot."""
    per_pixel = (plot.x[1] - plot.x[0]) / plot.width
    bottom = plot.y[0]
    if worded.is_list:
        _draw_list(plot, worded, edge * per_pixel)
    for pixel, text, side in zip(worded.at, worded.texts, worded.sides, strict=True):
        lines = text.count("\n") + 1
        above = 4 if worded.is_list else LINE_HEIGHT * lines + 4
        x = plot.x[0] + pixel * per_pixel
        plot.rules([(x, bottom, x, plot.from_y(-above))], INK_2, 1.5, DOTTED)
        if not worded.is_list:
            words = Words(x, plot.from_y(-LINE_HEIGHT * (lines - 0.5) - 4), text)
            plot.words([words], INK_2, shift=(6 if side == "left" else -6, 0), align=side)


def _draw_list(plot: Plot, worded: CutWords, edge: float) -> None:
    """Several rules are numbered over the plot; the list begins at the left edge."""
    per_pixel = (plot.x[1] - plot.x[0]) / plot.width
    rules = [plot.x[0] + pixel * per_pixel for pixel in worded.at]
    several = len(rules) > 1
    over = plot.from_y(-LINE_HEIGHT * 0.5 - 4)
    marks = [Words(x, over, str(number)) for number, x in enumerate(rules, start=1) if several]
    plot.words(marks, INK_2, align="center", look=BOLD)
    lines = sum(text.count("\n") + 1 for text in worded.texts)
    for number, text in enumerate(worded.texts, start=1):
        y = plot.from_y(-LINE_HEIGHT * (lines - 0.5 + several) - 4)
        left = plot.x[0] - edge
        plot.words([Words(left, y, str(number) if several else "")], INK_2, look=BOLD)
        plot.words([Words(left, y, text)], INK_2, shift=(16 if several else 0, 0))
        lines -= text.count("\n") + 1
