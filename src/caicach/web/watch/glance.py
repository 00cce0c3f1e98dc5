"""All indices of one province at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.core.indices import (
    IndexBook,
    IndexFigure,
    IndexSeries,
    Province,
    change_since,
    series_of,
)
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.goals import IndexGoal
from caicach.web.watch.sparkline import Spark, spark_of
from caicach.web.watch.subject import Subject, told
from caicach.web.watch.words import ChangeShown, band_words, rank_words, standing_words, when

OFFERED = 3


@dataclass(frozen=True)
class GlanceRow:
    """One index and one province; figure is None where nothing is known."""

    series: IndexSeries
    figure: IndexFigure | None
    name: str
    changed: ChangeShown | None = None
    spark: Spark | None = None
    goals: tuple[str, ...] = ()
    is_first: bool = True

    @property
    def when(self) -> str:
        """Return the year or day of the figure."""
        return "" if self.figure is None else when(self.figure)

    @property
    def band(self) -> str:
        """Return the band in words."""
        return "" if self.figure is None else band_words(self.figure)


def glance(
    books: Mapping[str, IndexBook], subject: Subject, goals: Mapping[str, Sequence[IndexGoal]]
) -> list[GlanceRow]:
    """Return a row for each index; one for each former province where only those have figures."""
    rows: list[GlanceRow] = []
    for index, book in books.items():
        said = tuple(each.says(lang()) for each in goals.get(index, ()))
        latest = subject.latest(book)
        if not latest:
            rows.append(GlanceRow(book.series, None, told(subject.province, lang()), goals=said))
        for place, figure in enumerate(latest):
            name = told(figure.province, lang())
            changed, spark = change_to(book, figure), spark_of(book, figure.province)
            what = (book.series, figure, name, changed, spark)
            rows.append(GlanceRow(*what, said if place == 0 else (), place == 0))
    return rows


def change_to(book: IndexBook, figure: IndexFigure) -> ChangeShown:
    """Return the change of a figure since the year before its own."""
    years = (figure.year - 1, figure.year)
    change = change_since(book, figure.province, years, figure.component)
    return ChangeShown(book.series, change, years[0])


def glance_finding(rows: Sequence[GlanceRow], subject: Subject) -> str:
    """Return where the province stands best and worst, in one sentence."""
    name = told(subject.province, lang())
    ranked = [each.figure for each in rows if each.figure and each.figure.rank and each.figure.of]
    if not ranked:
        return _("Chưa có thứ hạng nào của %(name)s trong các chỉ số công bố.") % {"name": name}
    ranked.sort(key=lambda each: (each.rank or 0) / (each.of or 1))
    best, worst = ranked[0], ranked[-1]
    if best is worst:
        said = {"best": _in_words(best)}
        return _("Chỉ một chỉ số có thứ hạng: %(best)s.") % said
    said = {"best": _in_words(best), "worst": _in_words(worst)}
    return _("Đứng cao nhất ở %(best)s; thấp nhất ở %(worst)s.") % said


def _in_words(figure: IndexFigure) -> str:
    index = series_of(figure.index).short.text(lang())
    return f"{index}: {told(figure.province, lang())}, {rank_words(figure)} ({when(figure)})"


def leaders(books: Mapping[str, IndexBook]) -> list[tuple[IndexSeries, str]]:
    """Return who leads the last year of each index, for a reader without a province."""
    return [(series, standing_words(first) if first else "") for series, first in _leading(books)]


def offers(books: Mapping[str, IndexBook]) -> list[Province]:
    """Return some provinces of today's map to begin with: those that lead an index."""
    subjects = [Subject(first.province) for _, first in _leading(books) if first]
    return list(dict.fromkeys(each.successor or each.province for each in subjects))[:OFFERED]


def _leading(
    books: Mapping[str, IndexBook],
) -> Iterator[tuple[IndexSeries, IndexFigure | None]]:
    for book in books.values():
        found = (best for year in book.years()[::-1] if (best := book.best(year)))
        yield book.series, next(found, None)
