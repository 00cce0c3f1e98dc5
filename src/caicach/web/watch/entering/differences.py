"""A year that is handed in beside what follows from it, and beside the figures in use."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, IndexFigure
from caicach.core.indices.year_rows import IndexYear
from caicach.core.issues import Issue
from caicach.core.numbers import format_number
from caicach.core.reconcile import Comparison
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.subject import name_of

MOST = 200


@dataclass(frozen=True)
class WarningGroup:
    """Warnings of one kind, judged together."""

    code: str
    issues: tuple[Issue, ...]

    @property
    def first(self) -> str:
        """Return the first of them in words."""
        return said_of(self.issues[0])

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return place and words of each."""
        return [(each.where, said_of(each)) for each in self.issues[:MOST]]


@dataclass(frozen=True)
class InUse:
    """A figure that differs from the one in use."""

    name: str
    part: str
    before: IndexFigure
    after: IndexFigure


def warning_groups(issues: tuple[Issue, ...]) -> list[WarningGroup]:
    """Return the warnings by code, in the order they were found."""
    found: dict[str, list[Issue]] = {}
    for each in issues:
        if each.severity == "warning":
            found.setdefault(each.code, []).append(each)
    return [WarningGroup(code, tuple(group)) for code, group in found.items()]


def differing(read: IndexYear) -> list[Comparison]:
    """Return where what is printed is not what the parts give."""
    return [each for each in read.reconciliation.comparisons if each.status == "different"]


@dataclass(frozen=True)
class Shown:
    """A printed number beside the recomputed one, as a row of a table."""

    found: Comparison

    @property
    def what(self) -> str:
        """Return what was compared."""
        words = {
            "points": _("điểm"),
            "percent": _("tỷ lệ %"),
            "maximum": _("điểm tối đa"),
            "rank": _("thứ hạng"),
            "rank_of": _("số tỉnh được xếp hạng"),
        }
        return words[self.found.what]

    @property
    def printed(self) -> str:
        """Return the number as it stands in the table."""
        return format_number(self.found.published, lang=lang())

    @property
    def recomputed(self) -> str:
        """Return ours, to four decimals."""
        ours = self.found.ours
        return "" if ours is None else format_number(ours, lang=lang(), places=4, min_places=0)

    @property
    def gap(self) -> str:
        """Return printed minus recomputed."""
        ours = self.found.ours
        if ours is None:
            return ""
        gap = self.found.published - ours
        return format_number(gap, lang=lang(), places=4, min_places=0, signed=True)


def agreeing(read: IndexYear) -> int:
    """Return how many printed figures agree with the recomputed ones."""
    return read.reconciliation.count("equal") + read.reconciliation.count("within_rounding")


def against_use(read: IndexYear, book: IndexBook) -> list[InUse]:
    """Return the figures whose value or printed rank is another than the one in use."""
    known = {(each.province.key, each.component): each for each in _same_time(book, read.figures)}
    found = []
    for each in read.figures:
        before = known.get((each.province.key, each.component))
        if before is not None and _differ(before, each):
            name = name_of(each.province, lang())
            found.append(InUse(name, _part(book, each), before, each))
    return found


def _same_time(book: IndexBook, figures: tuple[IndexFigure, ...]) -> list[IndexFigure]:
    times = {(each.year, each.day) for each in figures}
    return [each for each in book.figures if (each.year, each.day) in times]


def _differ(before: IndexFigure, after: IndexFigure) -> bool:
    other_value = after.value is not None and before.value != after.value
    printed = after.rank is not None and before.rank_status == "published"
    return other_value or (printed and before.rank != after.rank)


def _part(book: IndexBook, figure: IndexFigure) -> str:
    if figure.component is None:
        return _("Tổng")
    found = book.series.component(figure.component, figure.year)
    return found.label.text(lang()) if found else figure.component
