"""One item of all agencies, or one agency's items, side by side, with the verdicts on each line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.appraisal.listing import LineListing
from caicach.web.appraisal.queries.line import Line
from caicach.web.appraisal.queries.lines import lines_of
from caicach.web.appraisal.queries.pairs import (
    SHOWS,
    Condition,
    counted,
    disagreeing,
    is_missing,
    lacks_evidence,
    own_score,
    pairs,
    with_told,
)
from caicach.web.appraisal.queries.sight import Sight
from caicach.web.appraisal.views.asked import card_sight, item_asked, sight_asked, stage_words
from caicach.web.appraisal.views.saving import save_lines
from caicach.web.rounds.models import Card, Item

TABS = (
    "disputed",
    "disagree",
    "missing",
    "no_evidence",
    "absent",
    "answered",
    "changed",
    "waiting",
)
"""Kinds an item or a card is narrowed to, with how many there are."""


@dataclass(frozen=True)
class Beside:
    """What a page holds side by side: rows of pairs, and the page's own words.

    about: what its template shows beside the lines.
    """

    sight: Sight
    rows: QuerySet[Card]
    name: str
    template: str
    about: Mapping[str, Any]


@allowed("appraisal.view")
@require_http_methods(["GET", "POST"])
def item_page(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Hold one item of all agencies side by side; those that differ first."""
    sight = sight_asked(request, pk)
    item = item_asked(sight, code)
    about = {"item": item, "by_item": True, **_neighbours(sight, item)}
    sight = sight.only(item=item)
    beside = Beside(sight, pairs(sight), f"muc-{item.code}", "appraisal/item.html", about)
    return _saved(request, beside) if request.method == "POST" else _shown(request, beside, {})


def _neighbours(sight: Sight, item: Item) -> dict[str, Item | None]:
    items = list(sight.items.values())
    place = items.index(item)
    following = items[place + 1] if place + 1 < len(items) else None
    return {"before": items[place - 1] if place else None, "after": following}


@allowed("appraisal.view")
@require_http_methods(["GET", "POST"])
def card_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the items of one agency that one's own agency leads."""
    sight = card_sight(request, pk).only(card=pk)
    card = Card.objects.select_related("agency").get(pk=pk)
    beside = Beside(
        sight,
        pairs(sight),
        f"the-{card.agency.code}",
        "appraisal/card.html",
        {"card": card, "by_item": False},
    )
    return _saved(request, beside) if request.method == "POST" else _shown(request, beside, {})


def _shown(request: SignedInRequest, beside: Beside, refused: Mapping[str, Line]) -> HttpResponse:
    """Answer the page; lines that could not be saved are as they were sent."""
    sight, rows = beside.sight, beside.rows
    counts = counted(rows, sight, TABS)
    show = request.GET.get("show", "")
    if show in SHOWS:
        rows = rows.filter(SHOWS[show][1](sight))
    count = counts[show] if show in TABS else rows.count() if show in SHOWS else counts["total"]
    ordered = rows.annotate(rank=_rank(sight)).order_by(
        F("rank"), F("position"), "block", "agency__code"
    )
    listing = LineListing(request, ordered, sight, name=beside.name, count=count)
    if listing.wants_file:
        return listing.file()
    lines = [refused.get(each.key, each) for each in listing.lines]
    context = {
        "sight": sight,
        "listing": listing,
        "lines": lines,
        "counts": counts,
        "tabs": [(name, SHOWS[name][0], counts[name]) for name in TABS],
        "show": show,
        "may_save": any(each.takes_verdict for each in lines),
        "refused": refused,
        "stage_words": stage_words(sight),
        **beside.about,
    }
    return render(request, beside.template, context, status=422 if refused else 200)


def _rank(sight: Sight) -> Case:
    """What differs comes first, what agrees last."""
    order: list[Condition] = [
        own_score(pk__in=disagreeing(sight)),
        is_missing(),
        own_score(score="not_applicable"),
        lacks_evidence(),
    ]
    cases = [When(Q(each), then=Value(place)) for place, each in enumerate(order)]
    return Case(*cases, default=Value(len(order)), output_field=IntegerField())


def _saved(request: SignedInRequest, beside: Beside) -> HttpResponse:
    """Save every line that was sent, or the one whose button was pressed."""
    request.actor.require("appraisal.appraise")
    lines = _sent_lines(request, beside)
    saved, refused = save_lines(request.actor, lines, request.POST)
    if request.headers.get("HX-Request") and len(lines) == 1:
        return _one(request, beside, lines[0])
    if saved:
        told = ngettext("Đã lưu %(n)s mục.", "Đã lưu %(n)s mục.", saved) % {"n": saved}
        messages.success(request, told)
    if refused:
        return _shown(request, beside, refused)
    if not saved:
        messages.info(request, _("Chưa chọn kết quả thẩm định ở dòng nào."))
    return redirect(request.get_full_path())


def _sent_lines(request: SignedInRequest, beside: Beside) -> list[Line]:
    only = request.POST.get("save", "")
    keys = {name.partition("-")[0] for name in request.POST if name.endswith("-verdict")}
    wanted = {only} if only else {key for key in keys if request.POST.get(f"{key}-verdict")}
    found = Q(pk__in=[])
    for key in wanted:
        card, _sep, item = key.removeprefix("c").partition("i")
        if card.isdecimal() and item.isdecimal() and len(key) < LONGEST_KEY:
            found |= Q(pk=int(card), item_pk=int(item))
    return lines_of(beside.sight, list(with_told(beside.rows.filter(found))))


LONGEST_KEY = 40


def _one(request: SignedInRequest, beside: Beside, line: Line) -> HttpResponse:
    """Answer the line as it is now, in place of the one that was sent."""
    if not line.faults:
        here = Q(pk=line.card.pk, item_pk=line.item.pk)
        rows = with_told(beside.rows.filter(here))
        line = lines_of(beside.sight, list(rows))[0]
    context = {"sight": beside.sight, "line": line, "is_saved": not line.faults}
    return render(request, "appraisal/line.html", {**context, **beside.about})
