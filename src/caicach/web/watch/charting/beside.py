"""The province beside others: best and neighbours of a year, and the same ones in two years."""

from django.utils.translation import gettext as _

from caicach.core.indices import IndexFigure, change_since
from caicach.files.charts import Bar, BarChart, Goal, Slope, SlopeChart
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.words import difference, rank_words


def compared(scene: Scene, year: int) -> list[IndexFigure]:
    """Return the best of a year, ours, and the two ranked above and below; one, of several."""
    found = [best] if (best := scene.book.best(year)) else []
    members = scene.subject.on_map(year)
    for each in members:
        near = scene.book.neighbours(year, each, 2 if len(members) == 1 else 1)
        own = scene.book.find(each, year)
        found += near or ([own] if own else [])
    kept = {each.province.key: each for each in found}
    return sorted(kept.values(), key=lambda each: (each.rank is None, each.rank or 0))


def near_chart(scene: Scene) -> BarChart | None:
    """Return ours between its neighbours and the best; None where fewer than two have values."""
    figures = [each for each in compared(scene, scene.year) if each.value is not None]
    ours = {each.key for each in scene.ours}
    if len(figures) < 2 or not any(each.province.key in ours for each in figures):
        return None
    goal = next((each for each in scene.goals if each.asked == "value"), None)
    line = None if goal is None else goal.line
    return BarChart(
        title=near_finding(scene, figures),
        subtitle=_("Tỉnh đứng đầu, và các tỉnh xếp ngay trên, ngay dưới, năm %(year)s")
        % {"year": scene.year},
        source=scene.sources(figures),
        lang=scene.lang,
        unit=scene.unit,
        places=scene.series.places,
        names=_("Tỉnh, thành phố"),
        rows=tuple(_bar(scene, each, each.province.key in ours) for each in figures),
        goal=Goal(line, _("Chỉ tiêu")) if line is not None else None,
    )


def _bar(scene: Scene, figure: IndexFigure, is_ours: bool) -> Bar:
    rank = f"{figure.rank}. " if figure.rank else ""
    return Bar(f"{rank}{scene.name(figure.province)}", figure.value, is_ours)


def near_finding(scene: Scene, figures: list[IndexFigure]) -> str:
    """Return how far ours is from the best."""
    ours = {each.key for each in scene.ours}
    mine = next(each for each in figures if each.province.key in ours)
    best = scene.book.best(scene.year)
    names = {"name": scene.name(mine.province), "rank": rank_words(mine)}
    if best is None or best.value is None or mine.value is None:
        return _("%(name)s: %(rank)s") % names
    if best.province.key == mine.province.key:
        second = next((e for e in scene.book.table(scene.year) if e.rank == 2 and e.value), None)
        if second is None or second.value is None:
            return _("%(name)s dẫn đầu: %(rank)s") % names
        names["ahead"] = difference(scene.series, mine.value - second.value)
        return _("%(name)s dẫn đầu, hơn %(second)s %(ahead)s") % {
            **names,
            "second": scene.name(second.province),
        }
    names |= {"best": scene.name(best.province)}
    names["behind"] = difference(scene.series, best.value - mine.value)
    return _("%(name)s %(rank)s, kém %(best)s %(behind)s") % names


def slope_chart(scene: Scene) -> SlopeChart | None:
    """Return two years side by side; None where they do not compare and that is not asked for."""
    first, last = scene.years
    if first == last:
        return None
    figures = [each for each in compared(scene, last) if each.value is not None]
    ours = {each.key for each in scene.subject.on_map(last)}
    changes = [
        (
            each,
            change_since(
                scene.book, each.province, (first, last), across_breaks=scene.across_breaks
            ),
        )
        for each in figures
    ]
    rows = [
        Slope(
            scene.name(each.province),
            change.before.value,
            each.value,
            is_ours=each.province.key in ours,
        )
        for each, change in changes
        if change.before is not None and change.value is not None
    ]
    if not rows:
        return None
    return SlopeChart(
        title=_slope_finding(scene, rows),
        subtitle=_("Năm %(first)s và năm %(last)s") % {"first": first, "last": last},
        source=scene.sources(figures),
        lang=scene.lang,
        unit=scene.unit,
        places=scene.series.places,
        ends=(str(first), str(last)),
        rows=tuple(rows),
        names=_("Tỉnh, thành phố"),
    )


def _slope_finding(scene: Scene, rows: list[Slope]) -> str:
    rises = sum(_rise(each) > 0 for each in rows)
    told = {"n": rises, "of": len(rows), "first": scene.years[0], "last": scene.years[1]}
    return _("%(n)s trong %(of)s tỉnh được so tăng từ %(first)s đến %(last)s") % told


def _rise(row: Slope) -> float:
    return float(row.after or 0) - float(row.before or 0)
