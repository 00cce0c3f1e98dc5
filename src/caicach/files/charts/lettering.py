"""How wide words are, and numbers as the reader writes them."""

from decimal import Decimal
from math import ceil, floor, log10

from caicach.core.issues import Lang
from caicach.core.numbers import format_number
from caicach.files.charts.kinds import Amount
from caicach.files.charts.theme import FONT_SIZE

NARROW = frozenset("ijl.,:;!|'Iíìỉĩị()[] ")
WIDE = frozenset("mwMWÔƠ%—")


def width_of(text: str, *, bold: bool = False) -> float:
    """Return about how wide the longest line of `text` is, in pixels.

    Readers' fonts differ by a few percent; the estimate is on the wide side.
    """
    lines = (sum(map(_em, line)) for line in text.split("\n"))
    return max(lines, default=0.0) * FONT_SIZE * (1.06 if bold else 1.0)


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.3
    if letter in WIDE:
        return 0.87
    return 0.7 if letter.isupper() else 0.57


def folded(text: str, width: float, *, most_lines: int = 2, bold: bool = False) -> str:
    """Return `text` on lines no wider than `width`; what still does not fit ends in `…`."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])]
    return "\n".join(_cut(line, width, bold) for line in lines)


def _cut(line: str, width: float, bold: bool) -> str:
    if width_of(line, bold=bold) <= width:
        return line
    while len(line) > 1 and width_of(f"{line}…", bold=bold) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def written(value: Amount, places: int, lang: Lang) -> str:
    """Return the number with its places, `–` where there is none."""
    if value is None:
        return "–"
    return format_number(Decimal(str(value)), lang=lang, places=places)


def round_steps(low: float, high: float, count: int = 4) -> list[float]:
    """Return round numbers from at or below `low` to at or above `high`, about `count` steps."""
    if high - low <= max(abs(low), abs(high), 1) * 1e-9:
        room = abs(high) * 0.05 if abs(high) > 1e-6 else 1.0
        low, high = low - room, high + room
    raw = (high - low) / count
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * each for each in (1, 2, 2.5, 5, 10) if unit * each >= raw - 1e-12)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(step * each, 10) for each in range(first, last + 1)]


def step_places(steps: list[float]) -> int:
    """Return how many decimals tell the steps apart."""
    return max((len(f"{each:.6f}".rstrip("0").partition(".")[2]) for each in steps), default=0)


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return ascending `places` moved so that they lie `gap` apart, within `low` and `high`.

    Where they cannot all fit they share the room evenly.
    """
    if len(places) > 1 and gap * (len(places) - 1) > high - low:
        gap = (high - low) / (len(places) - 1)
    # Neighbours that are too close become one cluster, centred on the mean of its places.
    clusters: list[list[float]] = []
    for place in places:
        clusters.append([place])
        while len(clusters) > 1 and _is_over(clusters[-2], clusters[-1], gap):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    moved = [_starts(each, gap) + gap * i for each in clusters for i in range(len(each))]
    for index, place in enumerate(moved):
        moved[index] = max(place, moved[index - 1] + gap if index else low)
    limit = high
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved


def _is_over(upper: list[float], lower: list[float], gap: float) -> bool:
    return _starts(lower, gap) < _starts(upper, gap) + gap * len(upper)


def _starts(cluster: list[float], gap: float) -> float:
    """Return where the first of a cluster stands."""
    return sum(cluster) / len(cluster) - gap * (len(cluster) - 1) / 2
