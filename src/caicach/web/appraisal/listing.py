"""Lists of lines: filtered, paged and exported like every list."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caicach.web.appraisal.queries.line import Line
from caicach.web.appraisal.queries.lines import lines_of
from caicach.web.appraisal.queries.pairs import with_told
from caicach.web.appraisal.queries.sight import Sight
from caicach.web.look.listing import PAGE_SIZE, Column, Listing, table_file
from caicach.web.rounds.models import Card
from caicach.web.rounds.showing import CHIPS, figures_words

TOGETHER = 500


class LineListing(Listing[Card]):
    """Rows of pairs of which a page shows the lines. total: as counted before."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Card],
        sight: Sight,
        *,
        name: str,
        count: int,
        form: Form | None = None,
    ) -> None:
        super().__init__(request, with_told(rows), COLUMNS, name=name, form=form)
        self.sight = sight
        self.count = count

    @cached_property
    def rows(self) -> QuerySet[Card]:
        """Return all rows in the order asked for."""
        if not self.sort:
            return self._rows
        key = self.sort.removeprefix("-")
        column = next(column for column in self.columns if column.key == key)
        sign = "-" if self.sort.startswith("-") else ""
        fields = (f"{sign}{field}" for field in column.order or ())
        return self._rows.order_by(*fields, F("position"), "agency__code")

    @cached_property
    def page(self) -> Page[Any]:
        """Return the page asked for; its objects are lines."""
        pages: Paginator[Any] = Paginator(self.rows, PAGE_SIZE)
        pages.count = self.count
        page = pages.get_page(self.request.GET.get("page"))
        first = PAGE_SIZE * (page.number - 1)
        page.object_list = lines_of(self.sight, list(self.rows[first : first + PAGE_SIZE]))
        return page

    @property
    def lines(self) -> list[Line]:
        """Return the lines of the page."""
        return list(self.page.object_list)

    def file(self) -> HttpResponse:
        """Return all lines as the file asked for."""
        heads = [str(column.label) for column in EXPORTED]
        lines = [[column.value(line) for column in EXPORTED] for line in self._every()]
        return table_file(self.request, self.name, heads, lines)

    def _every(self) -> Iterator[Line]:
        rows = list(self.rows)
        for first in range(0, len(rows), TOGETHER):
            yield from lines_of(self.sight, rows[first : first + TOGETHER])


def _points(score: Any) -> Any:
    return None if score is None else score.points


def _words(line: Line, given: Any) -> str:
    return "" if given is None or given.is_blank else figures_words(given, line.unit)


def _reason(line: Line) -> str:
    own = line.own_entry
    return own.reason if own is not None else ""


def _verdict(line: Line) -> str:
    return str(CHIPS[line.state][1])


COLUMNS: tuple[Column[Card], ...] = (
    Column("item", _("Mục"), lambda row: row, ("position",)),
    Column("agency", _("Cơ quan"), lambda row: row, ("agency__code",)),
    Column("block", _("Khối"), lambda row: row, ("block",)),
)
"""What a list can be sorted by."""

EXPORTED: tuple[Column[Any], ...] = (
    Column("code", _("Mã"), lambda line: line.item.printed_code),
    Column("label", _("Nội dung"), lambda line: line.item.label),
    Column("agency", _("Cơ quan"), lambda line: line.card.name),
    Column("agency_code", _("Mã cơ quan"), lambda line: line.card.agency.code),
    Column("block", _("Khối"), lambda line: line.card.block),
    Column("known", _("Số hệ thống"), lambda line: _words(line, line.known)),
    Column("known_points", _("Điểm theo hệ thống"), lambda line: _points(line.known_score)),
    Column("own", _("Số tự chấm"), lambda line: _words(line, line.own_given)),
    Column("own_points", _("Điểm tự chấm"), lambda line: _points(line.own_points)),
    Column("own_reason", _("Lý do của cơ quan"), _reason),
    Column("evidence", _("Số kiểm chứng"), lambda line: line.pieces),
    Column("before", _("Điểm năm trước"), lambda line: line.before and line.before.entry.points),
    Column("first", _("Thẩm định lần 1"), lambda line: _points(line.first)),
    Column("first_reason", _("Lý do lần 1"), lambda line: line.first.reason if line.first else ""),
    Column("second", _("Thẩm định lần 2"), lambda line: _points(line.second)),
    Column(
        "second_reason", _("Lý do lần 2"), lambda line: line.second.reason if line.second else ""
    ),
    Column("state", _("Trạng thái"), _verdict),
)
"""What a file has, line for line."""
