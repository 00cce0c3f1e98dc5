"""The agency's answer to what was appraised: accept, or explain, and send."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.faults import said_of
from caicach.web.rounds.actions.remarks import agree, explain, send_explanation
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError
from caicach.web.rounds.showing import ItemState
from caicach.web.rounds.views.cards import about
from caicach.web.rounds.views.sheets import card_in_sight, item_of, sheet_asked

ANSWERED = (ItemState.EXPLAINED, ItemState.ACCEPTED, ItemState.DISPUTED)


@allowed("rounds.read_card")
@require_safe
def explaining(request: SignedInRequest, pk: int) -> HttpResponse:
    """All items that wait for an answer, and those answered."""
    sheet = sheet_asked(request, card_in_sight(request, pk))
    context = {
        **about(sheet),
        "waiting": [each for each in sheet.lines if each.needs_answer],
        "answered": [each for each in sheet.lines if each.state in ANSWERED],
    }
    return render(request, "rounds/card_explain.html", context)


@allowed("rounds.enter")
@require_POST
def item_answer(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Accept the appraised score of an item, or explain one's own."""
    card = card_in_sight(request, pk)
    item, now = item_of(card, code), timezone.now()
    try:
        if request.POST.get("answer") == "agree":
            agree(request.actor, card=card, item=item, now=now)
        else:
            text = request.POST.get("text", "")[:5_000]
            explain(request.actor, card=card, item=item, text=text, now=now)
    except NoReasonError:
        messages.error(request, _("Hãy ghi nội dung giải trình."))
    except WrongMomentError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã lưu trả lời cho mục %(code)s.") % {"code": code})
    return redirect("rounds:card-explain", pk)


@allowed("rounds.enter")
@require_http_methods(["POST"])
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell the appraisers that all is answered."""
    card = card_in_sight(request, pk)
    confirmed = request.POST.get("confirmed") == "1"
    try:
        send_explanation(request.actor, card=card, confirmed=confirmed, now=timezone.now())
    except RoundRefusedError as refused:
        for each in refused.issues:
            messages.error(request, said_of(each))
    except WrongMomentError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã gửi giải trình."))
    return redirect("rounds:card-explain", pk)
