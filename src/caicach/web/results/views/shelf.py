"""What was published, and where a round's results are found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.listing import Column, Listing
from caicach.web.results.forms.filters import ShelfFilter
from caicach.web.results.models import Publication
from caicach.web.results.published import latest_publication
from caicach.web.results.queries.sight import provisional_rounds, visible_publications
from caicach.web.results.views.asked import round_in_sight
from caicach.web.results.window import complaint_window
from caicach.web.rounds.models import PhaseKind, Round

COLUMNS: list[Column[Publication]] = [
    Column("round", _("Đợt chấm điểm"), lambda row: row.round.name, ("round__name",)),
    Column("year", _("Năm"), lambda row: row.round.year, ("round__year",), True),
    Column("notation", _("Văn bản"), lambda row: row.notation, ("notation",)),
    Column("kind", _("Loại"), lambda row: row.get_kind_display(), ("kind", "number")),
    Column("signed", _("Ngày ký"), lambda row: row.signed_on, ("signed_on",)),
    Column("published", _("Công bố lúc"), lambda row: row.published_at, ("published_at",)),
]
MOST_WAITING = 50


@allowed("rounds.view")
@require_safe
def result_list(request: SignedInRequest) -> HttpResponse:
    """Publications in sight, and the rounds that are not published yet."""
    form = ShelfFilter(request.GET)
    chosen: dict[str, Any] = form.chosen()
    rows = visible_publications(request.user).select_related("replaced_by").defer("head")
    if year := chosen.pop("year", None):
        rows = rows.filter(round__year=year)
    listing = Listing(request, rows.filter(**chosen), COLUMNS, name="ket-qua", form=form)
    if listing.wants_file:
        return listing.file()
    waiting = provisional_rounds(request.user).filter(state=Round.State.RUNNING)
    context = {"listing": listing, "waiting": waiting[:MOST_WAITING]}
    return render(request, "results/list.html", context)


@allowed("rounds.view")
@require_safe
def of_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead to what was published of a round, or to what is provisional; else say when."""
    scored = round_in_sight(request, pk)
    newest = latest_publication(scored)
    if newest is not None:
        return redirect("results:publication", newest.pk)
    if request.user.has_perm("results.provisional", scored):
        return redirect("results:provisional", pk)
    context = {
        "round": scored,
        "phase": scored.phases.filter(kind=PhaseKind.PUBLICATION).first(),
        "window": complaint_window(scored, None, timezone.now()),
    }
    return render(request, "results/waiting.html", context)
