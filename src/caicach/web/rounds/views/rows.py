"""The rows behind a known figure or a stored question, as of the facts version that is pinned."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caicach.engine.indicators.row_list import Side
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.monitoring.rows import page_of_rows
from caicach.web.rounds.models import Card, Filling, Item
from caicach.web.rounds.views.evidence import piece_in_sight
from caicach.web.rounds.views.sheets import card_in_sight, item_of


@allowed("rounds.read_card")
@require_safe
def counted_rows(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """The rows that the known figure of an item counts."""
    card = card_in_sight(request, pk)
    item = item_of(card, code)
    known = Filling.objects.filter(card=card, item=item, source_kind=Item.Source.INDICATOR).first()
    if known is None:
        raise Http404
    asked = {
        "indicator": known.source_name,
        "period": known.period,
        "facts_version": known.facts_version,
    }
    back = reverse("rounds:card-item", args=[card.pk, item.code])
    return _page(request, card, asked, {"item": item, "back": back})


@allowed("rounds.see_evidence")
@require_safe
def evidence_rows(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rows a stored question of a piece of evidence asks for."""
    piece = piece_in_sight(request, pk)
    if piece.query is None:
        raise Http404
    back = reverse("rounds:evidence", args=[pk])
    return _page(request, piece.card, piece.query, {"item": piece.item, "back": back})


def _page(
    request: SignedInRequest, card: Card, asked: dict[str, Any], about: dict[str, Any]
) -> HttpResponse:
    figure = IndicatorFigure(
        indicator=asked["indicator"],
        agency=card.agency,
        period=asked["period"],
        facts_version=asked.get("facts_version") or 0,
    )
    wanted = request.GET.get("part") or asked.get("part")
    part: Side = "numerator" if wanted == "numerator" else "denominator"
    text = request.GET.get("page", "1")
    number = int(text) if text.isdecimal() and 0 < len(text) < 7 else 1
    page = page_of_rows(figure, part, max(number, 1))
    context = {**about, "card": card, "figure": figure, "part": part, "page": page}
    return render(request, "rounds/rows.html", context)
