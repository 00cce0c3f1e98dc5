"""The list of standings: filtered, sorted, paged, exported."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.look.listing import PAGE_SIZE, Column, Listing
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring import queries
from caicach.web.monitoring.forms import StandingFilter
from caicach.web.monitoring.models import StandingRow
from caicach.web.monitoring.presenting import Shown


def standing_list(request: SignedInRequest) -> "StandingListing":
    """Return the list as the address asks for it; without an agency named, of one's own first."""
    tree = standing_now(request.user).tree
    agencies = _offered(request, tree)
    home = agencies[0][0] if agencies else ""
    asked = request.GET.copy()
    asked.setdefault("agency", home)
    form = StandingFilter(asked, agencies=agencies)
    rows = queries.standings(request.user)
    if form.is_valid():
        given = form.cleaned_data
        rows = queries.found(rows, given["q"])
        for name, field in FILTERS.items():
            if given[name]:
                rows = rows.filter(**{field: given[name]})
    else:
        rows = rows.none()
    return StandingListing(request, rows, COLUMNS, name="chi-tieu", form=form)


FILTERS = {
    "state": "state",
    "area": "target__area",
    "agency": "agency__code",
    "plan": "target__plan_id",
}


class StandingListing(Listing[StandingRow]):
    """The list, with rows in the words of the page."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many rows of each state there are on all pages."""
        return queries.counts_by_state(self._rows)

    @cached_property
    def page(self) -> Page[StandingRow]:
        """Return the page asked for: only its few rows are read whole, and counted once."""
        pages = Paginator(self.rows, PAGE_SIZE)
        pages.count = sum(self.counts.values())
        page = pages.get_page(self.request.GET.get("page"))
        first = PAGE_SIZE * (page.number - 1)
        keys = list(self.rows.values_list("pk", flat=True)[first : first + PAGE_SIZE])
        rows = queries.of_keys(keys)
        page.object_list = [rows[key] for key in keys if key in rows]
        return page

    @property
    def shown(self) -> Iterator[Shown]:
        """Yield the rows of the page."""
        tree = standing_now(self.request.user).tree  # type: ignore[arg-type] # signed in, by the guard
        for row in self.page:
            yield Shown.of(row, lang(), name_of(tree, row.agency.code))


def _shape(row: StandingRow) -> Shown:
    return Shown.of(row, lang())


def name_of(tree: DayTree, code: str) -> str:
    """Return what the agency is called on the day of the tree, its code where it is not there."""
    return tree.agency(code).name.vi if code in tree else code


def _offered(request: SignedInRequest, tree: DayTree) -> list[tuple[str, str]]:
    """Return the agencies to choose from, own ones first."""
    standing = standing_now(request.user)
    codes = [code for code in standing.agencies if code in tree]
    others = [
        each.code for each in tree if each.code in standing.visible and each.code not in codes
    ]
    return [(code, name_of(tree, code)) for code in [*codes, *others]]


def _value(row: StandingRow) -> Any:
    return row.day or row.band or row.value


COLUMNS: tuple[Column[StandingRow], ...] = (
    Column("number", _("Số"), lambda row: row.target.number, ("target__place",)),
    Column("target", _("Chỉ tiêu"), lambda row: row.target.label, ("target__folded",)),
    Column("agency", _("Cơ quan"), lambda row: row.agency.code, ("agency__code",)),
    Column("requirement", _("Yêu cầu"), lambda row: _shape(row).requirement, number=True),
    Column("value", _("Đo được"), _value, ("value",), number=True),
    Column("numerator", _("Tử số"), lambda row: row.numerator, number=True),
    Column("denominator", _("Mẫu số"), lambda row: row.denominator, number=True),
    Column("period", _("Kỳ đo"), lambda row: row.period),
    Column("state", _("Trạng thái"), lambda row: row.get_state_display(), ("trouble", "chance")),
    Column("forecast", _("Dự báo cuối kỳ"), lambda row: _shape(row).forecast_words),
    Column("chance", _("Khả năng đạt"), lambda row: _shape(row).chance, ("chance",), number=True),
    Column("outlook", _("Muốn đạt phải"), lambda row: _shape(row).outlook),
    Column("source", _("Nguồn"), lambda row: row.get_source_display()),
)
