"""Accepting many items at once: first shown, then done, in the background where they are many."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.appraisal.actions.bulk import (
    ACCEPT,
    MOST_AT_ONCE,
    Accepted,
    accept_later,
    accept_many,
)
from caicach.web.appraisal.queries.lines import lines_of
from caicach.web.appraisal.queries.matching import matching, matters_of
from caicach.web.appraisal.queries.pairs import with_told
from caicach.web.appraisal.queries.sight import Sight
from caicach.web.appraisal.views.asked import sight_asked, stage_words
from caicach.web.jobs.models import Job
from caicach.web.look.faults import said_of
from caicach.web.rounds.models import Item

SHOWN = 50


@allowed("appraisal.appraise")
@require_http_methods(["GET", "POST"])
def accept_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what agrees with what is known and has its evidence; accept it."""
    sight = sight_asked(request, pk)
    items = _chosen(request, sight)
    rows = matching(sight, items)
    count = rows.count()
    if request.method == "POST":
        return _accept(request, sight, items, count)
    first = with_told(rows).order_by(F("position"), "agency__code")[:SHOWN]
    context = {
        "sight": sight,
        "item": items[0] if request.GET.get("item") else None,
        "count": count,
        "lines": lines_of(sight, list(first)),
        "is_long": count > MOST_AT_ONCE,
        "stage_words": stage_words(sight),
        "waits": _unfinished(request, sight),
    }
    return render(request, "appraisal/accept.html", context)


def _chosen(request: SignedInRequest, sight: Sight) -> list[Item]:
    code = request.GET.get("item", "")
    if not code:
        return list(sight.items.values())
    found = sight.item(code)
    if found is None:
        raise Http404
    return [found]


def _accept(request: SignedInRequest, sight: Sight, items: list[Item], count: int) -> HttpResponse:
    if count > MOST_AT_ONCE:
        codes = [each.code for each in items]
        job = accept_later(request.actor, request.user, scored=sight.scored, items=codes)
        return redirect("appraisal:accepting", sight.scored.pk, job.pk)
    matters = matters_of(sight, items)
    found = accept_many(request.actor, scored=sight.scored, matters=matters, now=timezone.now())
    _tell(request, found)
    if request.GET.get("item"):
        return redirect("appraisal:item", sight.scored.pk, items[0].code)
    return redirect("appraisal:round", sight.scored.pk)


def _tell(request: SignedInRequest, found: Accepted) -> None:
    told: dict[str, Any] = {"n": found.done}
    messages.success(request, _("Đã chấp nhận %(n)s mục.") % told)
    for matter in found.changed:
        words = _("%(what)s: người khác vừa thẩm định, giữ kết quả của họ.")
        messages.warning(request, words % {"what": matter})
    for matter in found.locked:
        messages.warning(request, _("%(what)s: đã khóa, không ghi được.") % {"what": matter})
    for matter, issues in found.refused:
        messages.warning(request, f"{matter}: {' '.join(said_of(each) for each in issues)}")


def _unfinished(request: SignedInRequest, sight: Sight) -> Job | None:
    rows = Job.objects.filter(kind=ACCEPT, person=request.user, arguments__number=sight.scored.pk)
    return rows.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).first()


@allowed("appraisal.appraise")
@require_safe
def accepting_page(request: SignedInRequest, pk: int, job: int) -> HttpResponse:
    """Show how far the acceptance in the background is."""
    sight = sight_asked(request, pk)
    rows = Job.objects.filter(kind=ACCEPT, person=request.user, arguments__number=pk)
    found = rows.filter(pk=job).first()
    if found is None:
        raise Http404
    part = bool(request.headers.get("HX-Request"))
    template = "appraisal/accepting_state.html" if part else "appraisal/accepting.html"
    return render(request, template, {"sight": sight, "job": found})
