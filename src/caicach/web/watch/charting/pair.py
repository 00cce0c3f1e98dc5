"""Two provinces in one index over the years."""

from typing import TypeAlias

from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, IndexFigure, Province
from caicach.core.issues import Lang
from caicach.files.charts import Line, LineChart, Role
from caicach.web.watch.charting.history import Step, Track, cuts_of, steps_of, tracks_of
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.subject import Subject, told
from caicach.web.watch.words import difference, when

Pair: TypeAlias = tuple[Subject, Subject]


def pair_chart(book: IndexBook, pair: Pair, lang: Lang) -> LineChart | None:
    """Return the values of both; None where fewer than two places in time are known."""
    tracks = [own_track(book, each) for each in pair]
    shown = [figure for each in tracks for figure in each.figures if figure.value is not None]
    steps = steps_of(book, shown)
    if len(steps) < 2 or len({figure.province.name for figure in shown}) < 2:
        return None
    scene = Scene(book, pair[0], (), steps[-1].year, (steps[0].year, steps[-1].year), lang)
    roles: tuple[Role, Role] = ("focus", "compare")
    lines = (_line(each, steps, role, lang) for each, role in zip(tracks, roles, strict=True))
    return LineChart(
        title=_finding(book, pair, lang),
        source=scene.sources(shown),
        lang=lang,
        unit=scene.unit,
        places=book.series.places,
        steps=tuple(map(str, steps)),
        lines=tuple(each for each in lines if any(v is not None for v in each.values)),
        cuts=cuts_of(scene, steps),
    )


def _finding(book: IndexBook, pair: Pair, lang: Lang) -> str:
    first, second = last_common(book, pair)
    said: dict[str, object] = {
        "index": book.series.short.text(lang),
        "a": told(pair[0].province, lang),
        "b": told(pair[1].province, lang),
    }
    if first is None or second is None or first.value is None or second.value is None:
        return _("%(index)s: %(a)s và %(b)s") % said
    ahead = first.value - second.value
    if ahead < 0:
        said["a"], said["b"] = said["b"], said["a"]
    said |= {"gap": difference(book.series, abs(ahead)), "when": when(first)}
    if ahead == 0:
        return _("%(index)s %(when)s: %(a)s bằng %(b)s") % said
    return _("%(index)s %(when)s: %(a)s hơn %(b)s %(gap)s") % said


def last_common(book: IndexBook, pair: Pair) -> tuple[IndexFigure, IndexFigure] | tuple[None, None]:
    """Return the figures of the last time at which both were measured."""
    first, second = (
        {each.when: each for each in own_track(book, subject).figures} for subject in pair
    )
    common = sorted(first.keys() & second.keys())
    return (first[common[-1]], second[common[-1]]) if common else (None, None)


def own_track(book: IndexBook, subject: Subject) -> Track:
    """Return the province's own figures; of one that was not merged, with those of before."""
    found = tracks_of(book, subject.members)
    mine: Province = subject.province
    return next((each for each in found if each.province.key == mine.key), Track(mine, ()))


def _line(track: Track, steps: list[Step], role: Role, lang: Lang) -> Line:
    known = {Step(each.year, each.day): each.value for each in track.figures}
    return Line(told(track.province, lang), tuple(known.get(step) for step in steps), role)
