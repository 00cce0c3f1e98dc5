"""Two provinces in one index over the years."""

from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, Province
from caicach.core.issues import Lang
from caicach.files.charts import Line, LineChart, Role
from caicach.web.watch.charting.history import Step, Track, cuts_of, steps_of, tracks_of
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.subject import Subject, told


def pair_chart(book: IndexBook, pair: tuple[Subject, Subject], lang: Lang) -> LineChart | None:
    """Return the values of both; None where fewer than two places in time are known."""
    tracks = [own_track(book, each) for each in pair]
    shown = [figure for each in tracks for figure in each.figures if figure.value is not None]
    steps = steps_of(book, shown)
    if len(steps) < 2:
        return None
    scene = Scene(book, pair[0], (), steps[-1].year, (steps[0].year, steps[-1].year), lang)
    roles: tuple[Role, Role] = ("focus", "compare")
    lines = (_line(each, steps, role, lang) for each, role in zip(tracks, roles, strict=True))
    return LineChart(
        title=_("%(index)s: %(a)s và %(b)s")
        % {
            "index": book.series.short.text(lang),
            "a": told(pair[0].province, lang),
            "b": told(pair[1].province, lang),
        },
        source=scene.sources(shown),
        lang=lang,
        unit=scene.unit,
        places=book.series.places,
        steps=tuple(map(str, steps)),
        lines=tuple(each for each in lines if any(v is not None for v in each.values)),
        cuts=cuts_of(scene, steps),
    )


def own_track(book: IndexBook, subject: Subject) -> Track:
    """Return the province's own figures; of one that was not merged, with those of before."""
    found = tracks_of(book, subject.members)
    mine: Province = subject.province
    return next((each for each in found if each.province.key == mine.key), Track(mine, ()))


def _line(track: Track, steps: list[Step], role: Role, lang: Lang) -> Line:
    known = {Step(each.year, each.day): each.value for each in track.figures}
    return Line(told(track.province, lang), tuple(known.get(step) for step in steps), role)
