"""Tables of what was put together in memory: sorted, paged and exported like every list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest

from caicach.web.look.listing import PAGE_SIZE, Asked

Row = TypeVar("Row")


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """One column: its head, what an export writes, and what it sorts by; None cannot be.

    order: gives None for a row that has no value, which comes last either way.
    """

    key: str
    label: Any
    value: Callable[[Row], Any]
    order: Callable[[Row], Any] | None = None
    number: bool = False


class Table(Asked, Generic[Row]):
    """The rows of one page as the address asks; templates use it as they use a Listing."""

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[Row],
        columns: Sequence[TableColumn[Row]],
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
    def rows(self) -> Sequence[Row]:
        """Return all rows in the order asked for; equal ones keep the table's own order."""
        key = self.sort.removeprefix("-")
        order = next((column.order for column in self.columns if column.key == key), None)
        if order is None:
            return self._rows
        known = [row for row in self._rows if order(row) is not None]
        missing = [row for row in self._rows if order(row) is None]
        return [*sorted(known, key=order, reverse=self.sort.startswith("-")), *missing]

    @cached_property
    def page(self) -> Page[Row]:
        """Return the page asked for; the nearest one where there is no such page."""
        return Paginator(self.rows, PAGE_SIZE).get_page(self.request.GET.get("page"))

    @property
    def total(self) -> int:
        """Return how many rows there are on all pages."""
        return len(self._rows)
