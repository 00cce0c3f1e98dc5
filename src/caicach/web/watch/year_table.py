"""All provinces of one year: filtered, sorted, paged, exported."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.core.indices import IndexBook, IndexBreak, IndexFigure, region_of
from caicach.web.look.day import read_day
from caicach.web.look.folding import fold
from caicach.web.look.table import Table, TableColumn
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.forms import TableFilter
from caicach.web.watch.glance import change_to
from caicach.web.watch.subject import Subject, name_of
from caicach.web.watch.words import ChangeShown, band_words, standing_words


@dataclass(frozen=True)
class ProvinceRow:
    """One province in a year's table."""

    figure: IndexFigure
    changed: ChangeShown
    region: str
    is_ours: bool

    @property
    def name(self) -> str:
        """Return the province's name."""
        return name_of(self.figure.province, lang())

    @property
    def band(self) -> str:
        """Return the band in words."""
        return band_words(self.figure)


COLUMNS: tuple[TableColumn[ProvinceRow], ...] = (
    TableColumn("rank", _("Hạng"), lambda row: row.figure.rank, lambda row: row.figure.rank, True),
    TableColumn("province", _("Tỉnh, thành phố"), lambda row: row.name, lambda row: fold(row.name)),
    TableColumn("region", _("Vùng"), lambda row: row.region, lambda row: fold(row.region)),
    TableColumn(
        "value", _("Giá trị"), lambda row: row.figure.value, lambda row: row.figure.value, True
    ),
    TableColumn("band", _("Nhóm"), lambda row: row.band),
    TableColumn(
        "change",
        _("So năm trước"),
        lambda row: row.changed.change.value,
        lambda row: row.changed.change.value,
        True,
    ),
    TableColumn(
        "places",
        _("Bậc"),
        lambda row: row.changed.change.places,
        lambda row: row.changed.change.places,
        True,
    ),
    TableColumn("status", _("Số liệu"), lambda row: status_words(row.figure)),
    TableColumn("source", _("Nguồn"), lambda row: row.figure.source),
)

STATUSES = {
    "published": _("như công bố"),
    "derived": _("tính lại từ số đã công bố"),
    "entered": _("cơ quan nhập"),
}
RANK_STATUSES = {"published": _("hạng như công bố"), "computed": _("hạng tính từ giá trị")}


def status_words(figure: IndexFigure) -> str:
    """Return how the figure came about."""
    return str(STATUSES[figure.status])


def rank_status_words(figure: IndexFigure) -> str:
    """Return how the rank came about, empty without a rank."""
    return str(RANK_STATUSES[figure.rank_status]) if figure.rank_status else ""


def year_listing(
    request: HttpRequest, book: IndexBook, year: int, subject: Subject | None
) -> Table[ProvinceRow]:
    """Return the list as the address asks for it."""
    days = [(f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}") for day in book.days(year)[::-1]]
    form = TableFilter(request.GET or None, series=book.series, year=year, days=days)
    asked = form.asked() if form.is_bound else {}
    figures = book.table(year, asked.get("component") or None, read_day(asked.get("day", "")))
    rows = list(_found(_rows(book, figures, subject), asked))
    name = f"{book.series.id}-{year}"
    return Table(request, rows, COLUMNS, name=name, form=form)


def _rows(
    book: IndexBook, figures: Iterable[IndexFigure], subject: Subject | None
) -> Iterable[ProvinceRow]:
    ours = {each.key for each in subject.members} if subject else set()
    for each in figures:
        region = region_of(each.province)
        label = region.label.text(lang()) if region else ""
        yield ProvinceRow(each, change_to(book, each), label, each.province.key in ours)


def _found(rows: Iterable[ProvinceRow], asked: dict[str, str]) -> Iterable[ProvinceRow]:
    words, area = fold(asked.get("q", "")), asked.get("region", "")
    for row in rows:
        province = row.figure.province
        region = region_of(province)
        in_area = not area or (region is not None and region.id == area)
        if in_area and words in fold(province.name, province.name_en):
            yield row


def table_finding(book: IndexBook, year: int, subject: Subject | None) -> str:
    """Return who leads, where ours stands, and how many provinces are known, in one sentence."""
    table = book.table(year)
    keys = {each.key for each in subject.members} if subject else set()
    mine = [each for each in table if each.province.key in keys and each.rank != 1]
    shown = [*([best] if (best := book.best(year)) else []), *mine]
    known = sum(each.value is not None for each in table)
    told = {"n": known, "of": book.series.of(year) or len(table)}
    count = gettext("có giá trị của %(n)s trong %(of)s tỉnh, thành phố") % told
    return f"{'; '.join([*map(standing_words, shown), count])}."


def shared_status(listing: Table[ProvinceRow]) -> str:
    """Return how all rows came about where that is the same; empty where it differs."""
    found = {(row.figure.status, row.figure.rank_status) for row in listing.rows}
    return come_about(listing.rows[0].figure) if len(found) == 1 else ""


def come_about(figure: IndexFigure) -> str:
    """Return how value and rank came about."""
    return "; ".join(each for each in (status_words(figure), rank_status_words(figure)) if each)


def stopped_by(book: IndexBook, year: int) -> IndexBreak | None:
    """Return what keeps a year's values from being compared with those of the year before."""
    return next((e for e in book.series.breaks_between(year - 1, year) if e.stops_comparison), None)
