"""Items decided anew after publication."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.results.actions.corrections import DecidedAnew, correct_item
from caicach.web.results.forms.after import CorrectForm
from caicach.web.results.models import Complaint, Correction
from caicach.web.results.published import latest_publication
from caicach.web.results.queries.sight import visible_complaints
from caicach.web.results.views.asked import (
    card_in_sight,
    form_answer,
    item_asked,
    provisional_round,
    tried,
)
from caicach.web.rounds.forms.figures import fields_of
from caicach.web.rounds.models import Card, Entry, Item, Stage
from caicach.web.rounds.scoring import standing_givens
from caicach.web.rounds.showing import rule_words

APART = ("csrfmiddlewaretoken", "cause", "decision", "named", "seen")


@allowed("results.provisional")
@require_safe
def corrections(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was decided anew, published or not yet."""
    scored = provisional_round(request, pk)
    rows = Correction.objects.filter(card__round=scored).select_related(
        "card__agency", "item", "publication", "complaint"
    )
    context = {
        "round": scored,
        "corrections": rows,
        "waiting": sum(each.publication_id is None for each in rows),
        "publication": latest_publication(scored),
        "may_publish": request.user.has_perm("results.publish", scored),
    }
    return render(request, "results/corrections.html", context)


@allowed("results.correct")
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Write what the council decided of one item of one card."""
    card = card_in_sight(request, pk)
    request.actor.require("results.correct", card)
    item, complaint = item_asked(card, code), _complaint(request, card, code)
    begun = {"seen": _seen(card, item)} | ({"cause": _cause(complaint)} if complaint else {})
    form = CorrectForm(request.POST or None, initial=begun, asks_name=complaint is None)
    typed = {name: str(text) for name, text in request.POST.items() if name not in APART}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = (given["cause"], given["decision"], complaint, given["named"], given["seen"])
        anew = DecidedAnew(typed, *words)
        now = timezone.now()
        if tried(
            form,
            lambda: correct_item(request.actor, card=card, item=item, anew=anew, now=now),
        ):
            messages.success(request, _("Đã ghi điểm mới. Công bố đính chính để mọi người biết."))
            return redirect("results:corrections", card.round_id)
    context = _about(card, item, typed if request.method == "POST" else None)
    return form_answer(request, form, context | {"complaint": complaint}, "results/correct.html")


def _about(card: Card, item: Item, typed: dict[str, str] | None) -> dict[str, object]:
    given = standing_givens([card.pk], Stage.FINAL, [item.code])[card.pk].get(item.code)
    return {
        "card": card,
        "round": card.round,
        "item": item,
        "given": given,
        "fields": fields_of(card.round, item.code, given, typed),
        "rule": rule_words(card.round, item.code),
    }


def _seen(card: Card, item: Item) -> int:
    rows = Entry.objects.filter(card=card, item=item, stage=Stage.FINAL)
    return rows.values_list("version", flat=True).first() or 0


def _complaint(request: SignedInRequest, card: Card, code: str) -> Complaint | None:
    asked = request.GET.get("complaint", "")
    if not asked.isdecimal():
        return None
    upheld = visible_complaints(request.user).filter(state=Complaint.State.UPHELD)
    return get_object_or_404(upheld, pk=int(asked), card=card, item__code=code)


def _cause(complaint: Complaint) -> str:
    day = timezone.localtime(complaint.at).strftime("%d/%m/%Y")
    return _("Chấp nhận khiếu nại ngày %(day)s") % {"day": day}
