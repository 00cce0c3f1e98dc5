"""Values and ranks over the years: gaps stay gaps, lines stop where figures do not compare."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, IndexFigure, Province, national_figures
from caicach.files.charts import Amount, Cut, Goal, Line, LineChart, Role
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.glance import change_to


class Step(NamedTuple):
    """A place on the time axis."""

    year: int
    day: date | None = None

    def __str__(self) -> str:
        return str(self.year) if self.day is None else self.day.strftime("%d/%m/%Y")


def value_chart(scene: Scene) -> LineChart | None:
    """Return the values of the province over time; None without two places in time."""
    return _chart(scene, is_rank=False)


def rank_chart(scene: Scene) -> LineChart | None:
    """Return the ranks over time, the first on top; None as above."""
    return _chart(scene, is_rank=True)


def _chart(scene: Scene, *, is_rank: bool) -> LineChart | None:
    tracks = tracks_of(scene.book, scene.subject.members)
    shown = [
        figure
        for track in tracks
        for figure in track.figures
        if _amount(figure, is_rank) is not None
    ]
    steps = steps_of(scene.book, shown)
    if len(steps) < 2:
        return None
    lines = [_line(scene, track, steps, is_rank) for track in tracks]
    if not is_rank and not scene.series.daily:
        lines += _national(scene, steps)
    goal = next(
        (each for each in scene.goals if each.asked == ("rank" if is_rank else "value")), None
    )
    line = None if goal is None else goal.line
    return LineChart(
        title=_finding(scene, steps, is_rank),
        subtitle=_subtitle(is_rank),
        source=scene.sources(shown),
        lang=scene.lang,
        unit="" if is_rank else scene.unit,
        places=0 if is_rank else scene.series.places,
        steps=tuple(map(str, steps)),
        lines=tuple(each for each in lines if any(v is not None for v in each.values)),
        is_rank=is_rank,
        goal=Goal(line, _goal_words(goal.says(scene.lang))) if goal and line is not None else None,
        cuts=cuts_of(scene, steps, is_rank=is_rank),
    )


def _finding(scene: Scene, steps: Sequence[Step], is_rank: bool) -> str:
    """Return how each last figure has moved; the span of time where none may be compared."""
    index = scene.series.short.text(scene.lang)
    changes = [(each, change_to(scene.book, each)) for each in scene.subject.latest(scene.book)]
    moved = [
        f"{scene.name(figure.province)} {words}"
        for figure, change in changes
        if (words := change.rank_words if is_rank else change.value_words)
    ]
    if moved:
        return f"{index}: {'; '.join(moved)}"
    span = {"index": index, "first": steps[0], "last": steps[-1]}
    if is_rank:
        return _("Thứ hạng %(index)s, %(first)s–%(last)s") % span
    return _("Giá trị %(index)s, %(first)s–%(last)s") % span


def _subtitle(is_rank: bool) -> str:
    if is_rank:
        return _("Hạng 1 ở trên cùng; năm chưa có số liệu để trống")
    return _("Giá trị từng năm; năm chưa có số liệu để trống, đường cắt ở chỗ không so sánh được")


def _goal_words(words: str) -> str:
    return _("Chỉ tiêu: %(words)s") % {"words": words}


class Track(NamedTuple):
    """One line: a province, with its own past where it changed nothing but the map."""

    province: Province
    figures: tuple[IndexFigure, ...]


def tracks_of(book: IndexBook, members: Sequence[Province]) -> list[Track]:
    """Return a track for each member that has figures, ours first."""
    first, *others = members
    histories = {each.key: book.history(each) for each in members}
    alone = len(others) == 1 and first.formed_of == (others[0].key,)
    if alone:
        return [Track(first, (*histories[others[0].key], *histories[first.key]))]
    return [Track(each, histories[each.key]) for each in members if histories[each.key]]


def steps_of(book: IndexBook, figures: Sequence[IndexFigure]) -> list[Step]:
    """Return every year from the first to the last figure; the days of a daily index."""
    if not figures:
        return []
    if book.series.daily:
        return sorted({Step(each.year, each.day) for each in figures}, key=_when)
    years = [each.year for each in figures]
    return [Step(year) for year in range(min(years), max(years) + 1)]


def _when(step: Step) -> date:
    return step.day or date(step.year, 12, 31)


def _amount(figure: IndexFigure, is_rank: bool) -> Amount:
    return figure.rank if is_rank else figure.value


def _line(scene: Scene, track: Track, steps: Sequence[Step], is_rank: bool) -> Line:
    known = {Step(each.year, each.day): _amount(each, is_rank) for each in track.figures}
    values = tuple(known.get(step) for step in steps)
    return Line(scene.name(track.province), values, role_of(scene, track.province))


def role_of(scene: Scene, province: Province) -> Role:
    """Ours and its namesake carry the accent, the next one blue, others are context."""
    subject = scene.subject.province
    if province.key == subject.key or province.name == subject.name:
        return "focus"
    others = [each for each in scene.subject.members if each.name != subject.name]
    return "compare" if others and province.key == others[0].key else "context"


def _national(scene: Scene, steps: Sequence[Step]) -> list[Line]:
    known = {each.year: each.value for each in national_figures(scene.series.id)}
    values = tuple(known.get(step.year) for step in steps)
    if sum(each is not None for each in values) < 2:
        return []
    return [Line(_("Trung bình cả nước"), values, "context")]


def cuts_of(scene: Scene, steps: Sequence[Step], *, is_rank: bool = False) -> tuple[Cut, ...]:
    """Return where lines stop: a new method (not for ranks) or a new map; one for each step."""
    found: dict[int, list[str]] = {}
    for each in scene.series.breaks:
        if not each.stops_comparison or (is_rank and each.kind == "method"):
            continue
        place = next((i for i, step in enumerate(steps) if step.year >= each.year), None)
        if place:
            found.setdefault(place, []).append(f"{each.year}: {each.label.text(scene.lang)}")
    return tuple(Cut(place, "; ".join(words)) for place, words in sorted(found.items()))
