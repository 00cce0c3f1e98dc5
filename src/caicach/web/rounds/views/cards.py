"""The card of an agency: one area at a time, what others just changed, sending and approving."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.issues import Issue, faults
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.day import today
from caicach.web.look.listing import Column, Listing
from caicach.web.look.templatetags.look import lang
from caicach.web.register.queries import tree_on
from caicach.web.rounds.actions.cards import approve_card, return_card, submit_card
from caicach.web.rounds.forms.cards import CardFilter
from caicach.web.rounds.models import Card, EntryChange
from caicach.web.rounds.queries.cards import own_cards, reported_words, visible_cards, with_sums
from caicach.web.rounds.queries.readiness import lacking
from caicach.web.rounds.queries.sheets import Sheet
from caicach.web.rounds.refusals import (
    NoReasonError,
    RoundRefusedError,
    WrongMomentError,
)
from caicach.web.rounds.views.sheets import card_in_sight, sheet_asked

COLUMNS: list[Column[Card]] = [
    Column("agency", gettext_lazy("Cơ quan"), lambda row: row.name, ("name",)),
    Column("block", gettext_lazy("Khối"), lambda row: row.block, ("block",)),
    Column(
        "round",
        gettext_lazy("Đợt chấm"),
        lambda row: row.round.name,
        ("round__year", "round__name"),
    ),
    Column("state", gettext_lazy("Tình trạng"), lambda row: row.get_state_display(), ("state",)),
    Column("reported", gettext_lazy("Mục có điểm"), reported_words),
]


@allowed("rounds.read_card")
@require_safe
def card_list(request: SignedInRequest) -> HttpResponse:
    """Cards one may open; straight to one's own where there is one alone."""
    mine = own_cards(request.user)
    if "all" not in request.GET and len(mine) == 1:
        return redirect("rounds:card", mine[0].pk)
    form = CardFilter(request.GET)
    rows = form.narrowed(visible_cards(request.user))
    listing = Listing(request, with_sums(rows), COLUMNS, name="bang-cham", form=form)
    if listing.wants_file:
        return listing.file()
    return render(request, "rounds/card_list.html", {"listing": listing, "mine": mine})


@allowed("rounds.read_card")
@require_safe
def card_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One area of a card."""
    card = card_in_sight(request, pk)
    return render(request, "rounds/card.html", about(sheet_asked(request, card)))


def about(sheet: Sheet) -> dict[str, Any]:
    """Return what the templates of a card ask for."""
    return {
        "sheet": sheet,
        "card": sheet.card,
        "round": sheet.card.round,
        "now": sheet.now,
        "tree": tree_on(today()),
        "may_submit": sheet.may_enter
        and sheet.card.state == Card.State.DRAFTING
        and sheet.card.self_open,
        "may_approve": sheet.may_approve
        and sheet.card.state == Card.State.SUBMITTED
        and sheet.now.has_head,
        "may_explain": sheet.may_enter and sheet.now.is_running("explanation"),
    }


@allowed("rounds.read_card")
@require_safe
def card_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rows others changed since the number the page knows; nothing where there are none."""
    card = card_in_sight(request, pk)
    since = request.GET.get("since", "")
    known = int(since) if since.isdecimal() and len(since) < 18 else 0
    latest = getattr(card, "latest_change", None) or 0
    if latest <= known:
        return HttpResponse(status=204)
    rows = EntryChange.objects.filter(card=card, pk__gt=known).exclude(person=request.user)
    changed = set(rows.values_list("item_id", flat=True))
    sheet = sheet_asked(request, card)
    lines = [each for each in sheet.shown if each.item.pk in changed]
    return render(request, "rounds/card_changes.html", {**about(sheet), "lines": lines})


@allowed("rounds.enter")
@require_http_methods(["GET", "POST"])
def card_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the card still lacks, and sending it."""
    card = card_in_sight(request, pk)
    request.actor.require("rounds.enter", card)
    issues = lacking(sheet_asked(request, card).lines)
    if request.method == "POST":
        confirmed = request.POST.get("confirmed") == "1"
        try:
            submit_card(request.actor, card=card, confirmed=confirmed, now=timezone.now())
        except RoundRefusedError as refused:
            issues = refused.issues
        except WrongMomentError as refused:
            messages.error(request, str(refused))
            return redirect("rounds:card", pk)
        else:
            messages.success(request, _("Đã gửi người đứng đầu phê duyệt."))
            return redirect("rounds:card", pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "card": card,
        "issues": issues,
        "groups": _grouped(issues),
        "has_faults": bool(faults(issues)),
    }
    return render(request, "rounds/card_submit.html", context, status=status)


TITLES = {
    "card-absent-without-reason": gettext_lazy("Không áp dụng mà chưa có lý do"),
    "card-item-missing": gettext_lazy("Chưa có số liệu"),
    "card-evidence-missing": gettext_lazy("Thiếu kiểm chứng"),
    "card-evidence-partial": gettext_lazy("Chỉ chứng minh một phần"),
}
"""What a card may lack, the gravest first."""


def _grouped(issues: Sequence[Issue]) -> list[dict[str, Any]]:
    """Return what is lacking, each kind once with its remedy and all its items."""
    return [
        {
            "title": title,
            "severity": alike[0].severity,
            "remedy": alike[0].remedy(lang()),
            "lines": [{"where": each.where, **dict(each.values)} for each in alike],
        }
        for code, title in TITLES.items()
        if (alike := [each for each in issues if each.code == code])
    ]


@allowed("rounds.approve")
@require_POST
def card_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what was sent."""
    card = card_in_sight(request, pk)
    try:
        approve_card(request.actor, card=card, now=timezone.now())
    except WrongMomentError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã phê duyệt; bảng chấm điểm được khóa."))
    return redirect("rounds:card", pk)


@allowed("rounds.approve")
@require_POST
def card_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the card back, with a reason."""
    card = card_in_sight(request, pk)
    reason = request.POST.get("reason", "")[:500]
    try:
        return_card(request.actor, card=card, reason=reason, now=timezone.now())
    except (NoReasonError, WrongMomentError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã trả lại để sửa, kèm lý do."))
    return redirect("rounds:card", pk)
