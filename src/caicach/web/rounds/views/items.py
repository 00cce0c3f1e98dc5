"""One item of a card: typed in, shown again, explained down to where its figure came from."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.actions.entries import enter, says_the_same
from caicach.web.rounds.actions.remarks import add_note
from caicach.web.rounds.models import Card, Entry, Filling, Item, Stage
from caicach.web.rounds.queries.lines import Line
from caicach.web.rounds.queries.sheets import Sheet
from caicach.web.rounds.queries.why import why_of
from caicach.web.rounds.refusals import (
    NoReasonError,
    RoundRefusedError,
    StageLockedError,
    WrongMomentError,
)
from caicach.web.rounds.scoring import area_with
from caicach.web.rounds.typed import Typed
from caicach.web.rounds.views.cards import about
from caicach.web.rounds.views.sheets import (
    card_in_sight,
    give_fields,
    item_of,
    sheet_asked,
    typed_in,
)


class Outcome(NamedTuple):
    """What became of a saving. clashed: others saved meanwhile; told: why it was not taken."""

    issues: Sequence[Issue] = ()
    clashed: bool = False
    told: str = ""

    @property
    def is_saved(self) -> bool:
        """Say whether what was typed stands now."""
        return not (self.issues or self.clashed or self.told)


@allowed("rounds.enter")
@require_POST
def item_enter(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Save what is typed for an item; answer its cells and the totals, or its page."""
    card = card_in_sight(request, pk)
    item, typed = item_of(card, code), typed_in(request)
    outcome = _save(request, card, item, typed)
    if request.headers.get("HX-Request"):
        return _cells(request, card, item, outcome, typed)
    if outcome.is_saved:
        messages.success(request, _("Đã lưu mục %(code)s.") % {"code": item.printed_code})
        return redirect(f"{reverse('rounds:card', args=[pk])}?area={item.area}#item-{item.pk}")
    return _page(request, card, item, outcome, typed)


def _save(request: SignedInRequest, card: Card, item: Item, typed: Typed) -> Outcome:
    entry = Entry.objects.filter(card=card, item=item, stage=Stage.SELF).first()
    filling = Filling.objects.filter(card=card, item=item).first()
    known = None if filling is None else filling.as_given()
    if card.self_open and says_the_same(entry, known, item, typed):
        request.actor.require("rounds.enter", card)
        return Outcome()
    now, seen = timezone.now(), _seen(request)
    try:
        enter(request.actor, card=card, item=item, typed=typed, seen=seen, now=now)
    except RoundRefusedError as refused:
        return Outcome(issues=refused.issues)
    except ChangedMeanwhileError:
        return Outcome(clashed=True)
    except StageLockedError as locked:
        return Outcome(told=str(locked))
    return Outcome()


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _cells(
    request: SignedInRequest, card: Card, item: Item, outcome: Outcome, typed: Typed
) -> HttpResponse:
    sheet = sheet_asked(request, card, item.area)
    line = sheet.line(item)
    _mark(line, outcome, typed)
    context = {**about(sheet), "line": line, "saved": outcome.is_saved}
    return render(request, "rounds/card_saved.html", context)


def _mark(line: Any, outcome: Outcome, typed: Typed) -> None:
    line.typed = None if outcome.is_saved else typed
    line.told = outcome.told
    line.mine = typed if outcome.clashed else None
    give_fields(line, outcome.issues)


def _page(
    request: SignedInRequest, card: Card, item: Item, outcome: Outcome, typed: Typed
) -> HttpResponse:
    sheet = sheet_asked(request, card, item.area)
    line = sheet.line(item)
    _mark(line, outcome, typed)
    context = {**about(sheet), "line": line, "item": item, "why": why_of(sheet, line)}
    status = 409 if outcome.clashed else 422
    return render(request, "rounds/card_item.html", context, status=status)


@allowed("rounds.read_card")
@require_safe
def item_row(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """The row of an item as it stands: what the other person saved is kept."""
    sheet, line = _asked(request, pk, code)
    return render(request, "rounds/card_changes.html", {**about(sheet), "lines": [line]})


def _asked(request: SignedInRequest, pk: int, code: str) -> tuple[Sheet, Line]:
    """Return the sheet of the item's area and the item's line; else 404."""
    card = card_in_sight(request, pk)
    sheet = sheet_asked(request, card, area_with(card.round, card.block, code))
    line = sheet.find(code)
    if line is None:
        raise Http404
    return sheet, line


@allowed("rounds.read_card")
@require_safe
def item_page(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """From the points of an item down to the rows its figure counts."""
    sheet, line = _asked(request, pk, code)
    context = {**about(sheet), "line": line, "item": line.item, "why": why_of(sheet, line)}
    return render(request, "rounds/card_item.html", context)


@allowed("rounds.enter")
@require_POST
def item_note(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Say something on an item."""
    card = card_in_sight(request, pk)
    item, text = item_of(card, code), request.POST.get("text", "")[:5_000]
    try:
        add_note(request.actor, card=card, item=item, text=text, now=timezone.now())
    except NoReasonError:
        messages.error(request, _("Hãy ghi nội dung ghi chú."))
    except WrongMomentError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã lưu ghi chú."))
    return redirect(reverse("rounds:card-item", args=[pk, code]) + "#remarks")
