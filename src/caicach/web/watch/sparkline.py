"""A history as small as a word: a line that stops at gaps and where figures do not compare."""

from dataclasses import dataclass

from caicach.core.indices import IndexBook, Province

WIDTH, HEIGHT, EDGE = 112, 24, 3
MOST_YEARS = 10


@dataclass(frozen=True)
class Spark:
    """Path and points of a small picture of WIDTH by HEIGHT, and what it says in words."""

    path: str
    points: tuple[tuple[str, str], ...]
    words: str


def spark_of(book: IndexBook, province: Province) -> Spark | None:
    """Return the last ten years of values; None with fewer than two."""
    known = [(each.when[1].toordinal(), each) for each in book.history(province)]
    known = [(at, each) for at, each in known if each.value is not None]
    if known:
        last = known[-1][1].year
        known = [(at, each) for at, each in known if each.year > last - MOST_YEARS]
    if len(known) < 2:
        return None
    values = [float(each.value or 0) for _at, each in known]
    runs: list[list[tuple[str, str]]] = []
    for place, (at, each) in enumerate(known):
        x = _scaled(at, known[0][0], known[-1][0], WIDTH)
        y = _scaled(-values[place], -max(values), -min(values), HEIGHT)
        before = known[place - 1][1].year if place else each.year
        if place == 0 or _is_cut(book, before, each.year):
            runs.append([])
        runs[-1].append((f"{x:.1f}", f"{y:.1f}"))
    path = " ".join(f"M{' L'.join(f'{x} {y}' for x, y in run)}" for run in runs if len(run) > 1)
    alone = [run[0] for run in runs if len(run) == 1]
    years = dict.fromkeys((known[0][1].year, known[-1][1].year))
    return Spark(path, (*alone, runs[-1][-1]), "–".join(map(str, years)))


def _is_cut(book: IndexBook, before: int, year: int) -> bool:
    stops = any(each.stops_comparison for each in book.series.breaks_between(before, year))
    return stops or year - before > 1


def _scaled(value: float, low: float, high: float, length: int) -> float:
    share = 0.5 if high == low else (value - low) / (high - low)
    return EDGE + share * (length - 2 * EDGE)
