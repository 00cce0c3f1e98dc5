"""Reading: the tree, the list, one agency, and what a field offers."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import AgencyCodeError, canonical_code, parse_agency_code
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.agencies import queries
from caicach.web.agencies.blocks import words_of_block
from caicach.web.agencies.forms import FilterForm, OfferForm
from caicach.web.agencies.rights import may_change
from caicach.web.agencies.search import find_agencies
from caicach.web.agencies.timeline import Timeline
from caicach.web.look.day import as_of, today
from caicach.web.look.listing import Column, Listing
from caicach.web.register.models import Agency, Entry

COLUMNS: list[Column[Entry]] = [
    Column("code", _("Mã"), lambda row: row.agency.code, ("agency__code",)),
    Column("name", _("Tên"), lambda row: row.name, ("name",)),
    Column("kind", _("Loại"), lambda row: row.get_kind_display(), ("kind",)),
    Column("block", _("Khối"), lambda row: words_of_block(row.block), ("block",)),
    Column("parent", _("Cơ quan cấp trên"), lambda row: vars(row)["parent_name"], ("parent_name",)),
    Column("electronic", _("Mã định danh điện tử"), lambda row: row.electronic_code),
    Column("from", _("Hiệu lực từ"), lambda row: row.valid_from, ("valid_from",)),
    Column("to", _("Đến hết"), lambda row: row.valid_to, ("valid_to",)),
]


@allowed("agencies.view")
def tree(request: SignedInRequest) -> HttpResponse:
    """Show the tree of a day, with the branches opened that the address names."""
    day = as_of(request)
    opened = set(request.GET.getlist("open"))
    roots, cut = queries.tree_levels(day, opened)
    _address(roots, day, opened)
    context = {
        "day": day,
        "roots": roots,
        "cut": cut,
        "count": queries.count_on(day),
        "days": queries.turning_days(),
        "may_change": request.actor.may("agencies.change"),
    }
    return render(request, "agencies/tree.html", context)


def _address(branches: Iterable[queries.Branch], day: date, opened: set[str]) -> None:
    """Say of each branch where it stands open beside those that do."""
    for each in branches:
        code = each.entry.agency.code
        asked = urlencode({"on": day.isoformat(), "open": sorted({*opened, code})}, doseq=True)
        each.address = f"{reverse('agencies:tree')}?{asked}#a-{code}"
        _address(each.below, day, opened)


@allowed("agencies.view")
def branch(request: SignedInRequest, code: str) -> HttpResponse:
    """Return what answers to one agency, for a page that opens it in place."""
    agency = get_object_or_404(Agency, code=canonical_code(code))
    day = as_of(request)
    branches = queries.children_on(day, agency)
    _address(branches, day, {agency.code})
    return render(request, "agencies/branches.html", {"branches": branches, "day": day})


@allowed("agencies.view")
def list_(request: SignedInRequest) -> HttpResponse:
    """Show the agencies of a day as a table, or hand it out as a file."""
    day = as_of(request)
    form = FilterForm(request.GET, blocks=queries.blocks_on(day), day=day)
    rows = queries.listed(day, form.asked())
    listing = Listing(request, rows, COLUMNS, name="co-quan", form=form)
    if listing.wants_file:
        return listing.file()
    return render(request, "agencies/list.html", {"listing": listing, "day": day})


@allowed("agencies.view")
def pick(request: SignedInRequest) -> HttpResponse:
    """Offer agencies for what somebody is typing."""
    form = OfferForm(request.GET)
    if not form.is_valid():
        return HttpResponse("")
    text = request.GET.get(form.cleaned_data["field"], "")
    found = find_agencies(text, form.cleaned_data["on"] or today()) if len(text) > 1 else []
    return render(request, "agencies/offers.html", {"found": found})


@allowed("agencies.view")
def agency(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one agency: as it is on a day, through time, and who works there."""
    known = get_object_or_404(Agency, code=canonical_code(code))
    day = as_of(request)
    timeline = Timeline(known)
    if not timeline.names:
        raise Http404
    entry = timeline.entry_on(day)
    return render(request, "agencies/agency.html", _about(request, timeline, entry, day))


def _about(
    request: SignedInRequest, timeline: Timeline, entry: Entry | None, day: date
) -> dict[str, Any]:
    known = timeline.agency
    shown = entry or timeline.names[0]
    return {
        "agency": known,
        "day": day,
        "entry": entry,
        "shown": shown,
        "notations": _notations(shown.electronic_code or known.code),
        "timeline": timeline,
        "above": timeline.above_on(day),
        "branches": queries.children_on(day, known) if entry else [],
        "posts": queries.posts_at(known, day),
        "operations": queries.operations_on(known.code),
        "may_change": may_change(request.actor, known.code, day),
        "goes_on": entry is not None and entry.valid_to is None,
    }


def _notations(code: str) -> dict[str, str]:
    """Return a code in the new and the old notation; the old is empty where it has no room."""
    try:
        parsed = parse_agency_code(code)
    except AgencyCodeError:
        return {"new": "", "old": ""}
    return {"new": str(parsed), "old": parsed.old_notation or ""}
