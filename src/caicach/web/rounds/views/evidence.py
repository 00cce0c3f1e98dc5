"""Evidence on pages: added, shown, described, used again, withdrawn, replaced."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer, page_image_answer, preview_page
from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.look.faults import said_of
from caicach.web.look.folding import fold
from caicach.web.plans.queries.sight import visible_documents
from caicach.web.rounds.actions import evidence as actions
from caicach.web.rounds.forms.evidence import DescriptionForm, PieceForm, ReplacementForm, UseForm
from caicach.web.rounds.models import Card, Evidence, Item
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.queries.pieces import showable_items, visible_evidence
from caicach.web.rounds.queries.questions import questions_of
from caicach.web.rounds.queries.why import former_card, pairs_before
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError
from caicach.web.rounds.views.sheets import card_in_sight, item_of, sent

REFUSED = (RoundRefusedError, AttachmentRefusedError, WrongMomentError, NoReasonError)
MOST_DOCUMENTS = 60


def piece_in_sight(request: SignedInRequest, pk: int) -> Evidence:
    """Return the piece if the person may see it; else 404."""
    found = visible_evidence(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    request.actor.require("rounds.see_evidence", found)
    return found


@allowed("rounds.enter")
@require_http_methods(["GET", "POST"])
def evidence_add(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Add evidence to an item, several pieces at once."""
    card = card_in_sight(request, pk)
    request.actor.require("rounds.enter", card)
    item = item_of(card, code)
    form = PieceForm(*sent(request), **_offered(request, card, item))
    if request.method == "POST" and form.is_valid():
        items = [item, *form.cleaned_data["items"]]
        if _tried(
            form,
            lambda: actions.add_evidence(
                request.actor, card=card, items=items, piece=form.piece(), now=timezone.now()
            ),
        ):
            messages.success(request, _("Đã thêm tài liệu kiểm chứng."))
            return redirect(_back(card, item))
    context = {"form": form, "card": card, "item": item, "title": _("Thêm tài liệu kiểm chứng")}
    return _form_page(request, context)


def _offered(request: SignedInRequest, card: Card, item: Item) -> dict[str, Any]:
    documents = visible_documents(request.user)
    for word in fold(request.GET.get("q", "")).split():
        documents = documents.filter(folded__contains=word)
    newest = documents.order_by("-issued_on", "pk").values_list("pk", flat=True)[:MOST_DOCUMENTS]
    shown = documents if request.method == "POST" else documents.filter(pk__in=list(newest))
    others = showable_items(card).exclude(pk=item.pk)
    words = "" if request.method == "POST" else request.GET.get("q", "")
    queries = questions_of(request.user, card, item, words)
    return {"documents": shown, "items": others, "queries": queries}


def _form_page(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "rounds/evidence_form.html", context, status=status)


def _back(card: Card, item: Item) -> str:
    return reverse("rounds:card-item", args=[card.pk, item.code]) + "#evidence"


def _tried(form: forms.Form, action: Callable[[], object]) -> bool:
    try:
        action()
    except (RoundRefusedError, AttachmentRefusedError) as refused:
        for each in refused.issues:
            form.add_error(None, said_of(each))
    except (WrongMomentError, NoReasonError) as refused:
        form.add_error(None, str(refused))
    return not form.errors


@allowed("rounds.see_evidence")
@require_safe
def evidence_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A piece of evidence, and what can be done with it."""
    piece = piece_in_sight(request, pk)
    may_change = (
        piece.state == Evidence.State.KEPT
        and request.user.has_perm("rounds.enter", piece.card)
        and card_now(piece.card, timezone.now()).takes_evidence
    )
    described = {name: getattr(piece, name) for name in actions.TOLD}
    context = {
        "piece": piece,
        "card": piece.card,
        "item": piece.item,
        "may_change": may_change,
        "may_read_card": request.user.has_perm("rounds.read_card", piece.card),
        "form": DescriptionForm(initial=described),
        "use_form": UseForm(items=showable_items(piece.card).exclude(pk=piece.item_id)),
    }
    return render(request, "rounds/evidence.html", context)


@allowed("rounds.enter")
@require_POST
def evidence_describe(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say where to look, and whether it shows a part only."""
    piece, form = piece_in_sight(request, pk), DescriptionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each[0]) for each in form.errors.values()))
        return redirect("rounds:evidence", pk)
    given, now = form.cleaned_data, timezone.now()
    _at_once(
        request,
        lambda: actions.describe_evidence(request.actor, evidence=piece, **given, now=now),
        _("Đã lưu."),
    )
    return redirect("rounds:evidence", pk)


@allowed("rounds.enter")
@require_POST
def evidence_use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Use it for other items, too."""
    piece = piece_in_sight(request, pk)
    wanted = set(request.POST.getlist("items"))
    items = [each for each in piece.card.round.items.all() if str(each.pk) in wanted]
    _at_once(
        request,
        lambda: actions.use_for(request.actor, evidence=piece, items=items, now=timezone.now()),
        _("Đã dùng tài liệu cho các mục đã chọn."),
    )
    return redirect("rounds:evidence", pk)


@allowed("rounds.enter")
@require_POST
def evidence_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it out of use, with a reason."""
    piece, reason = piece_in_sight(request, pk), request.POST.get("reason", "")
    _at_once(
        request,
        lambda: actions.withdraw_evidence(
            request.actor, evidence=piece, reason=reason, now=timezone.now()
        ),
        _("Đã rút tài liệu; tài liệu vẫn được lưu, kèm lý do."),
    )
    return redirect("rounds:evidence", pk)


@allowed("rounds.enter")
@require_http_methods(["GET", "POST"])
def evidence_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put another piece in its place."""
    piece = piece_in_sight(request, pk)
    request.actor.require("rounds.enter", piece.card)
    offered = _offered(request, piece.card, piece.item)
    form = ReplacementForm(*sent(request), **offered)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _tried(
            form,
            lambda: actions.replace_evidence(
                request.actor,
                evidence=piece,
                piece=form.piece(),
                reason=reason,
                now=timezone.now(),
            ),
        ):
            messages.success(request, _("Đã thay; tài liệu cũ vẫn được giữ, kèm lý do."))
            return redirect(_back(piece.card, piece.item))
    title = _("Thay tài liệu kiểm chứng")
    return _form_page(
        request, {"form": form, "card": piece.card, "item": piece.item, "title": title}
    )


def _at_once(request: SignedInRequest, action: Callable[[], object], done: str) -> None:
    try:
        action()
    except (RoundRefusedError, AttachmentRefusedError) as refused:
        for each in refused.issues:
            messages.error(request, said_of(each))
    except (WrongMomentError, NoReasonError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)


@allowed("rounds.see_evidence")
@require_safe
def evidence_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself."""
    return file_answer(piece_in_sight(request, pk).attachment)


@allowed("rounds.see_evidence")
@require_safe
def evidence_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file page by page."""
    piece = piece_in_sight(request, pk)
    return preview_page(
        request,
        piece.attachment,
        request.GET.get("page"),
        back=reverse("rounds:evidence", args=[pk]),
        image_url=reverse("rounds:evidence-image", args=[pk]),
        file_url=reverse("rounds:evidence-file", args=[pk]),
    )


@allowed("rounds.see_evidence")
@require_safe
def evidence_image(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page of the file as a picture."""
    piece = piece_in_sight(request, pk)
    return page_image_answer(request, piece.attachment, request.GET.get("page"))


@allowed("rounds.enter")
@require_http_methods(["GET", "POST"])
def evidence_reuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """The evidence of the round before, to be used again: all of it, or that of one item."""
    card = card_in_sight(request, pk)
    request.actor.require("rounds.enter", card)
    pairs = pairs_before(card, list(card.round.items.all()))
    if request.method == "POST":
        code = request.POST.get("item", "")
        wanted = [pair for pair in pairs if not code or pair[0].code == code]
        _at_once(
            request,
            lambda: actions.reuse_evidence(
                request.actor, card=card, pairs=wanted, now=timezone.now()
            ),
            _("Đã lấy lại tài liệu của đợt trước; hãy xem lại từng mục."),
        )
        return redirect("rounds:card-item", pk, code) if code else redirect("rounds:card", pk)
    context = {"card": card, "pairs": pairs, "former": former_card(card)}
    return render(request, "rounds/evidence_before.html", context)
