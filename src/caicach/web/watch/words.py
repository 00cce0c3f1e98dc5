"""Figures of indices in words: value with unit, rank of how many, change or why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.core.indices import IndexBook, IndexChange, IndexFigure, IndexSeries, series_of
from caicach.core.issues import Issue, Lang
from caicach.core.numbers import format_number, no_data
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.subject import Subject, told

Direction = Literal["up", "down", "same", ""]


def amount(series: IndexSeries, value: Decimal | None) -> str:
    """Return `43,84 điểm` or `88,47 %`; a missing value says so."""
    return no_data(lang()) if value is None else _amount(series, value, lang())


def _amount(series: IndexSeries, value: Decimal, lang: Lang, signed: bool = False) -> str:
    text = format_number(value, lang=lang, places=series.places, signed=signed)
    gap = "" if series.unit == "percent" and lang == "en" else "\u00a0"
    return f"{text}{gap}{series.unit_text(lang)}"


def difference(series: IndexSeries, value: Decimal, *, signed: bool = False) -> str:
    """Return `2,51 điểm`; between percents it is points of a percent."""
    if series.unit == "points":
        return _amount(series, value, lang(), signed)
    number = format_number(value, lang=lang(), places=series.places, signed=signed)
    return _("%(number)s điểm %%") % {"number": number}


def when(figure: IndexFigure) -> str:
    """Return the year, or the day of an index that is published every day."""
    return str(figure.year) if figure.day is None else figure.day.strftime("%d/%m/%Y")


def rank_words(figure: IndexFigure) -> str:
    """Return `hạng 5/63`; never a rank without of how many, where that is known."""
    if figure.rank is None:
        return _("chưa có hạng")
    if figure.of is None:
        return _("hạng %(rank)s") % {"rank": figure.rank}
    return _("hạng %(rank)s/%(of)s") % {"rank": figure.rank, "of": figure.of}


def band_words(figure: IndexFigure) -> str:
    """Return the name of the band, empty without one."""
    bands = series_of(figure.index).bands_of(figure.year)
    known = {each.code: each.label for each in bands.bands} if bands else {}
    found = known.get(figure.band or "")
    return found.text(lang()) if found else figure.band or ""


def standing_words(figure: IndexFigure) -> str:
    """Return name, value and rank: `Đồng Tháp 43,84 điểm, hạng 26/61 (2024)`."""
    series = series_of(figure.index)
    parts = [] if figure.value is None else [amount(series, figure.value)]
    parts += [rank_words(figure)] if figure.rank is not None else []
    return f"{told(figure.province, lang())} {', '.join(parts)} ({when(figure)})"


def finding(book: IndexBook, subject: Subject, changed: "ChangeShown | None" = None) -> str:
    """Return what is true of the province in an index, in one sentence."""
    name, index = told(subject.province, lang()), book.series.short.text(lang())
    latest = subject.latest(book)
    if not latest:
        return _("%(index)s: chưa có số liệu của %(name)s.") % {"index": index, "name": name}
    words = "; ".join(map(standing_words, latest))
    if latest[0].province != subject.province and subject.is_merged:
        told_all = {"index": index, "name": name, "words": words}
        return (
            _("%(index)s chưa có số liệu của %(name)s sau sắp xếp; trước đó: %(words)s.") % told_all
        )
    if changed is not None and changed.words:
        return f"{index}: {words}, {changed.words}."
    return f"{index}: {words}."


@dataclass(frozen=True)
class ChangeShown:
    """A change between two years as a page tells it."""

    series: IndexSeries
    change: IndexChange
    first: int

    @property
    def direction(self) -> Direction:
        """Return which way the value went; empty where that must not be told."""
        return _way(self.change.value)

    @property
    def rank_direction(self) -> Direction:
        """Return which way the rank went: won places are up."""
        return _way(self.change.places)

    @property
    def value(self) -> str:
        """Return the difference without its sign, empty where there is none."""
        found = self.change.value
        if not found:
            return "" if found is None else _("không đổi")
        return difference(self.series, abs(found))

    @property
    def places(self) -> str:
        """Return the places won or lost without sign, empty where there are none."""
        found = self.change.places
        if not found:
            return "" if found is None else _("giữ hạng")
        n = abs(found)
        return ngettext("%(n)s bậc", "%(n)s bậc", n) % {"n": n}

    @property
    def value_words(self) -> str:
        """Return `tăng 2,51 điểm so với 2023`; empty where that is not told."""
        return self._since(_moved(self.direction, self.value, _("tăng"), _("giảm")))

    @property
    def rank_words(self) -> str:
        """Return `lên 16 bậc so với 2023`; empty where that is not told."""
        return self._since(_moved(self.rank_direction, self.places, _("lên"), _("xuống")))

    @property
    def words(self) -> str:
        """Return `tăng 2,51 điểm, lên 16 bậc so với 2023`; empty where neither is told."""
        value = _moved(self.direction, self.value, _("tăng"), _("giảm"))
        places = _moved(self.rank_direction, self.places, _("lên"), _("xuống"))
        return self._since(", ".join(each for each in (value, places) if each))

    def _since(self, parts: str) -> str:
        if not parts:
            return ""
        return _("%(parts)s so với %(year)s") % {"parts": parts, "year": self.first}

    @property
    def why_not(self) -> str:
        """Return in a few words why no difference of values is told; empty where it is."""
        if self.change.value is not None:
            return ""
        return "; ".join(dict.fromkeys(filter(None, map(_short, self.change.reasons))))

    @property
    def reasons(self) -> list[str]:
        """Return everything to be kept in mind, in whole sentences."""
        return [said_of(each) for each in self.change.reasons]


def _way(change: Decimal | int | None) -> Direction:
    if change is None:
        return ""
    return "same" if change == 0 else ("up" if change > 0 else "down")


def _moved(direction: Direction, amount: str, up: str, down: str) -> str:
    way = {"up": f"{up} {amount}", "down": f"{down} {amount}", "same": amount}
    return way.get(direction, "")


def _short(reason: Issue) -> str:
    year = dict(reason.values).get("year", "")
    known = {
        "index-no-figure": _("chưa có số liệu năm %(year)s"),
        "index-break-method": _("đổi phương pháp từ %(year)s"),
        "index-break-map": _("đổi bản đồ từ %(year)s"),
    }
    return known.get(reason.code, "") % {"year": year} if reason.code in known else ""
