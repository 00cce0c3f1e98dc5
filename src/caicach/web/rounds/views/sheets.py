"""What the pages of a card share: the card and the item asked for, the form of a line."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.attachments.viewing import judge_ahead
from caicach.web.look.faults import said_of
from caicach.web.rounds.forms.figures import fields_of
from caicach.web.rounds.models import Card, Item
from caicach.web.rounds.queries.lines import Line
from caicach.web.rounds.queries.sheets import Sheet, open_card, sheet_of
from caicach.web.rounds.typed import NUMBERS, PART

SMALL = (*NUMBERS, "choice", "not_applicable")
LONGEST = 4_000


def card_in_sight(request: SignedInRequest, pk: int) -> Card:
    """Return the card if the person may read it; else 404."""
    try:
        return open_card(request.user, pk)
    except Card.DoesNotExist as error:
        raise Http404 from error


def item_of(card: Card, code: str) -> Item:
    """Return an item that counts for the card; else 404."""
    item = card.round.items.select_related("lead").filter(code=code).first()
    if item is None or (item.blocks and card.block not in item.blocks):
        raise Http404
    return item


def sheet_asked(request: SignedInRequest, card: Card, area: str = "") -> Sheet:
    """Return the sheet with the fields of its lines."""
    asked = area or request.GET.get("area", "")
    now = timezone.now()
    sheet = sheet_of(request.user, card, now, asked)
    judge_ahead((piece.attachment for line in sheet.shown for piece in line.evidence), now)
    for line in sheet.shown:
        if line.may_enter:
            give_fields(line)
    return sheet


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form was sent; None where the page is only opened: nothing sent is not that."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def give_fields(line: Line, faults: Sequence[Issue] = ()) -> None:
    """Put the fields of its rule on the line; what was just typed stays in them."""
    line.fields = fields_of(line.card.round, line.item.code, line.given, line.typed, faults)
    line.faults = [said_of(each) for each in faults]


def typed_in(request: HttpRequest) -> dict[str, str]:
    """Return what the form of an item holds, and nothing else it may have been sent."""
    wanted = {name: request.POST[name] for name in SMALL if name in request.POST}
    parts = {name: text for name, text in request.POST.items() if name.startswith(PART)}
    reason = request.POST.get("reason", "")[:LONGEST]
    plain = {name: str(text)[:LONGEST] for name, text in {**wanted, **parts}.items()}
    return {**plain, "reason": reason}
