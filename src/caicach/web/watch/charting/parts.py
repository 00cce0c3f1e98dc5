"""The parts an index is made of: over the years where they are known, else side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from caicach.core.indices import Component, IndexBook, IndexFigure, Province
from caicach.files.charts import Bar, BarChart, Chart, Line, Panel, SmallMultiples
from caicach.web.watch.charting.history import role_of
from caicach.web.watch.charting.scene import Scene

MOST_YEARS = 8
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """A part of the year looked at: the province's figure beside the middle of all."""

    component: Component
    figure: IndexFigure
    middle: Decimal | None
    known: int

    @property
    def percent(self) -> Decimal | None:
        """Return the share of the highest possible value; None where that is not known."""
        high, value = self.component.maximum, self.figure.value
        return None if not high or value is None else HUNDRED * value / high


def last_year_with_parts(book: IndexBook, members: Sequence[Province], upto: int) -> int | None:
    """Return the last year up to `upto` in which a member has the value of a part."""
    years = (year for year in book.years()[::-1] if year <= upto)
    return next((year for year in years if any(parts_of(book, e, year) for e in members)), None)


def parts_of(book: IndexBook, province: Province, year: int) -> list[Part]:
    """Return the parts right below the total that have a value, in printed order."""
    found = []
    for each in book.series.components_of(year):
        figure = None if each.below else book.find(province, year, each.code)
        if figure is not None and figure.value is not None:
            found.append(Part(each, figure, *_middle(book, figure)))
    return found


def _middle(book: IndexBook, figure: IndexFigure) -> tuple[Decimal | None, int]:
    """The middle of a few known values says nothing of the country: half the field at least."""
    table = book.table(figure.year, figure.component, figure.day)
    values = [each.value for each in table if each.value is not None]
    enough = 2 * len(values) >= (book.series.of(figure.year) or 0)
    return (median(values) if enough and values else None), len(values)


def parts_chart(scene: Scene) -> Chart | None:
    """Return small multiples over the years, or bars where only one year is known."""
    members = [each for each in scene.subject.members if parts_of(scene.book, each, scene.year)]
    if not members:
        return None
    years = _years(scene, members)
    return _multiples(scene, members, years) if len(years) > 1 else _bars(scene, members[0])


def _years(scene: Scene, members: Sequence[Province]) -> list[int]:
    """Years of one method only: the parts are others after a break."""
    stops = [e.year for e in scene.series.breaks if e.stops_comparison and e.year <= scene.year]
    first = max([scene.year - MOST_YEARS + 1, *stops])
    found = range(first, scene.year + 1)
    known = [y for y in found if any(parts_of(scene.book, each, y) for each in members)]
    return list(range(min(known), scene.year + 1))


def _multiples(scene: Scene, members: Sequence[Province], years: Sequence[int]) -> SmallMultiples:
    parts = parts_of(scene.book, members[0], scene.year)
    as_percent = len({each.component.maximum for each in parts}) > 1
    panels = tuple(
        Panel(
            each.component.label.text(scene.lang),
            tuple(_lines(scene, members, years, each.component, as_percent)),
        )
        for each in parts
    )
    figures = [each.figure for each in parts]
    return SmallMultiples(
        title=strongest(scene, members[0]),
        subtitle=_multiples_subtitle(as_percent),
        source=scene.sources(figures),
        lang=scene.lang,
        unit="%" if as_percent else "",
        steps=tuple(map(str, years)),
        panels=panels,
    )


def _multiples_subtitle(as_percent: bool) -> str:
    if as_percent:
        return _("Phần trăm của điểm tối đa; đường xám là trung vị các tỉnh")
    return _("Điểm từng nội dung qua các năm; đường xám là trung vị các tỉnh")


def _lines(
    scene: Scene,
    members: Sequence[Province],
    years: Sequence[int],
    component: Component,
    as_percent: bool,
) -> list[Line]:
    scale = HUNDRED / component.maximum if as_percent and component.maximum else Decimal(1)
    lines = [
        Line(
            scene.name(each),
            tuple(_value(scene.book.find(each, year, component.code), scale) for year in years),
            role_of(scene, each),
        )
        for each in members
    ]
    middles = tuple(_middle_of(scene.book, year, component.code, scale) for year in years)
    return [*lines, Line(_("Trung vị"), middles, "context")]


def _value(figure: IndexFigure | None, scale: Decimal) -> Decimal | None:
    return None if figure is None or figure.value is None else figure.value * scale


def _middle_of(book: IndexBook, year: int, code: str, scale: Decimal) -> Decimal | None:
    table = book.table(year, code)
    found = _middle(book, table[0])[0] if table else None
    return None if found is None else found * scale


def _bars(scene: Scene, province: Province) -> BarChart | None:
    parts = parts_of(scene.book, province, scene.year)
    as_percent = all(each.percent is not None for each in parts)
    values = [each.percent if as_percent else each.figure.value for each in parts]
    labels = [each.component.label.text(scene.lang) for each in parts]
    rows = (Bar(name, value, is_ours=True) for name, value in zip(labels, values, strict=True))
    return BarChart(
        title=strongest(scene, province),
        subtitle=_("Phần trăm của điểm tối đa") if as_percent else "",
        source=scene.sources([each.figure for each in parts]),
        lang=scene.lang,
        unit="%" if as_percent else scene.unit,
        names=_("Nội dung thành phần"),
        rows=tuple(rows),
    )


def strongest(scene: Scene, province: Province) -> str:
    """Return in which parts the province is furthest above and below the middle."""
    parts = [each for each in parts_of(scene.book, province, scene.year) if each.middle is not None]
    told = {"name": scene.name(province), "year": scene.year}
    if len(parts) < 2:
        return _("Các nội dung của %(name)s năm %(year)s") % told
    parts.sort(key=_above_the_middle)
    low, high = (each.component.label.text(scene.lang) for each in (parts[0], parts[-1]))
    words = _(
        "%(name)s %(year)s: so với trung vị các tỉnh, mạnh nhất ở “%(high)s”, yếu nhất ở “%(low)s”"
    )
    return words % {**told, "high": high, "low": low}


def _above_the_middle(part: Part) -> Decimal:
    """Parts of different maxima are compared by the share of it."""
    value, middle = part.figure.value or Decimal(0), part.middle or Decimal(0)
    return (value - middle) / (part.component.maximum or Decimal(1))
