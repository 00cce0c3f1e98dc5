"""Pages of an appraisal: rounds, items with their progress, the queue, one item, one card."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.appraisal.forms.filters import QueueFilter
from caicach.web.appraisal.listing import LineListing
from caicach.web.appraisal.queries.overview import my_progress, progress_of, unappraised
from caicach.web.appraisal.queries.pairs import (
    SHOWS,
    mine,
    pairs,
)
from caicach.web.appraisal.queries.sight import Sight, rounds_seen
from caicach.web.appraisal.views.asked import (
    areas_offered,
    blocks_offered,
    cards_by_block,
    sight_asked,
    stage_words,
)
from caicach.web.look.folding import fold
from caicach.web.register.models import Entry as Registered
from caicach.web.rounds.models import Card


@allowed("appraisal.view")
@require_safe
def rounds_page(request: SignedInRequest) -> HttpResponse:
    """List the rounds one appraises; the only one is opened at once."""
    rounds = list(rounds_seen(request.user)[:50])
    if len(rounds) == 1:
        return redirect("appraisal:round", rounds[0].pk)
    return render(request, "appraisal/rounds.html", {"rounds": rounds})


@allowed("appraisal.view")
@require_safe
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the items of a round with their progress, and how much of it is one's own."""
    sight = sight_asked(request, pk)
    total, waiting = my_progress(sight)
    context = {
        "sight": sight,
        "stage_words": stage_words(sight),
        "progress": progress_of(sight, cards_by_block(sight.scored)),
        "areas": dict(areas_offered(sight)),
        "total": total,
        "waiting": waiting,
        "done": total - waiting,
        "unappraised": unappraised(sight.scored) if sight.reads_all else [],
    }
    return render(request, "appraisal/round.html", context)


@allowed("appraisal.view")
@require_safe
def nobody_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the items nobody may appraise today, for those who can name an appraiser."""
    sight = sight_asked(request, pk)
    if not sight.reads_all:
        raise Http404
    context = {
        "sight": sight,
        "rows": unappraised(sight.scored),
        "may_name": request.actor.may("accounts.manage"),
    }
    return render(request, "appraisal/nobody.html", context)


@allowed("appraisal.view")
@require_safe
def queue_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """List what one has to appraise, item by item and agency by agency."""
    sight = sight_asked(request, pk)
    areas, blocks = areas_offered(sight), blocks_offered(sight)
    form = QueueFilter(request.GET, areas=areas, blocks=blocks)
    chosen = form.cleaned_data if form.is_valid() else {}
    items = [each for each in sight.items.values() if chosen.get("area") in ("", None, each.area)]
    rows = pairs(sight, items)
    rows = mine(sight, rows) if sight.mine else rows
    rows = _narrowed(rows, sight, chosen)
    listing = LineListing(
        request,
        rows.order_by(F("position"), "agency__code"),
        sight,
        name="hang-cho-tham-dinh",
        count=rows.count(),
        form=form,
    )
    if listing.wants_file:
        return listing.file()
    total, waiting = my_progress(sight)
    context = {"sight": sight, "listing": listing, "stage_words": stage_words(sight)}
    context |= {"total": total, "waiting": waiting, "done": total - waiting}
    return render(request, "appraisal/queue.html", context)


def _narrowed(rows: QuerySet[Card], sight: Sight, chosen: dict[str, Any]) -> QuerySet[Card]:
    show = chosen.get("show")
    if show:
        rows = rows.filter(SHOWS[show][1](sight))
    if chosen.get("block"):
        rows = rows.filter(block=chosen["block"])
    if chosen.get("q"):
        named = Registered.objects.filter(folded__contains=fold(chosen["q"]))
        rows = rows.filter(agency_id__in=named.values("agency_id"))
    return rows
