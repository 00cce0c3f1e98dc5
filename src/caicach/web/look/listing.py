"""Lists: every one filters, sorts, pages and exports the same way."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from caicach.files.excel import Format, Worksheet, new_workbook
from caicach.files.safe_text import guarded

Row = TypeVar("Row", bound=Model)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its head, what an export writes, and what it sorts by.

    order: field names; None cannot be sorted by. number: set to the right.
    """

    key: str
    label: Any
    value: Callable[[Row], Any]
    order: tuple[str, ...] | None = None
    number: bool = False


class Asked:
    """What a list of the database and a table in memory have in common: the address sorts them,
    its page is one of those offered, and all of them leave as a file.
    """

    request: HttpRequest
    columns: Sequence[Any]
    name: str
    rows: Any
    page: Any

    @cached_property
    def sort(self) -> str:
        """Return the key sorted by, with "-" for downwards; empty for the list's own order."""
        asked = self.request.GET.get("sort", "")
        sortable = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in sortable else ""

    @property
    def pages(self) -> Sequence[int | str]:
        """Return the numbers to offer, with an ellipsis where some are left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_ends=1))

    @property
    def wants_file(self) -> bool:
        """Say whether the address asks for a file instead of a page."""
        return self.request.GET.get("export") in {"csv", "xlsx"}

    def file(self) -> HttpResponse:
        """Return all rows as the file asked for."""
        heads = [str(column.label) for column in self.columns]
        lines = [[column.value(row) for column in self.columns] for row in self.rows]
        return table_file(self.request, self.name, heads, lines)


class Listing(Asked, Generic[Row]):
    """The rows of one page of a list as the address asks: ?sort=-due&page=2&export=csv."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Row],
        columns: Sequence[Column[Row]],
        *,
        name: str,
        form: Form | None = None,
    ) -> None:
        self.request = request
        self.columns = columns
        self.name = name
        self.form = form
        self._rows = rows

    @cached_property
    def rows(self) -> QuerySet[Row]:
        """Return all rows in the order asked for; equal ones keep the list's own order."""
        if not self.sort:
            return self._rows
        key = self.sort.removeprefix("-")
        column = next(column for column in self.columns if column.key == key)
        sign = "-" if self.sort.startswith("-") else ""
        return self._rows.order_by(*(f"{sign}{field}" for field in column.order or ()), "pk")

    @cached_property
    def page(self) -> Page[Row]:
        """Return the page asked for; the nearest one where there is no such page."""
        page = Paginator(self.rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        if page.has_other_pages():
            page.object_list = read_whole(self.rows, PAGE_SIZE * (page.number - 1), PAGE_SIZE)
        return page

    @property
    def total(self) -> int:
        """Return how many rows there are on all pages."""
        return self.page.paginator.count


def read_whole(rows: QuerySet[Row], first: int, count: int) -> QuerySet[Row]:
    """Return `count` rows from the one at `first`, in their order.

    Which ones is asked first, by what they are sorted by alone: two queries, that read no others
    with all they join.
    """
    keys = list(rows.values_list("pk", flat=True)[first : first + count])
    return rows.filter(pk__in=keys)


def table_file(
    request: HttpRequest, name: str, heads: Sequence[str], lines: Sequence[Sequence[Any]]
) -> HttpResponse:
    """Return the table as the file the address asks for, `?export=xlsx` or CSV."""
    kind = "xlsx" if request.GET.get("export") == "xlsx" else "csv"
    content = _xlsx(heads, lines) if kind == "xlsx" else _csv(heads, lines)
    media = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    file = f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
    return HttpResponse(
        content,
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _csv(heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> bytes:
    """Write what spreadsheets open right: UTF-8 with its mark, no cell that is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(each) for each in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value) if isinstance(value, int | Decimal | float) else guarded(str(value))


def _xlsx(heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> bytes:
    content = io.BytesIO()
    with new_workbook(content) as book:
        sheet = book.add_worksheet()
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, heads, head)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(heads), 18)
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(line):
                _write(sheet, (number, place), value, day)
    return content.getvalue()


def _write(sheet: Worksheet, where: tuple[int, int], value: Any, day: Format) -> None:
    if isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(*where, value, day)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(*where, value)
    else:
        sheet.write_string(*where, _cell(value))
