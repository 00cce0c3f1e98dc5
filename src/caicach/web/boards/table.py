"""Tables of what was put together in memory: sorted, paged and exported like every list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from caicach.web.look.listing import PAGE_SIZE, table_file

Row = TypeVar("Row")


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """One column: its head, what an export writes, and what it sorts by; None cannot be."""

    key: str
    label: Any
    value: Callable[[Row], Any]
    order: Callable[[Row], Any] | None = None
    number: bool = False


class Table(Generic[Row]):
    """The rows of one page as the address asks; templates use it as they use a Listing."""

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[Row],
        columns: Sequence[TableColumn[Row]],
        *,
        name: str,
    ) -> None:
        self.request = request
        self.columns = columns
        self.name = name
        self._rows = rows

    @cached_property
    def sort(self) -> str:
        """Return the key sorted by, with "-" for downwards; empty for the table's own order."""
        asked = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in known else ""

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Return all rows in the order asked for; equal ones keep the table's own order."""
        key = self.sort.removeprefix("-")
        order = next((column.order for column in self.columns if column.key == key), None)
        if order is None:
            return self._rows
        return sorted(self._rows, key=order, reverse=self.sort.startswith("-"))

    @cached_property
    def page(self) -> Page[Row]:
        """Return the page asked for; the nearest one where there is no such page."""
        return Paginator(self.rows, PAGE_SIZE).get_page(self.request.GET.get("page"))

    @property
    def total(self) -> int:
        """Return how many rows there are on all pages."""
        return len(self._rows)

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
