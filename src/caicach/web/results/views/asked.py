"""What the address of a page asks for, as far as the person may see it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.faults import said_of
from caicach.web.plans.writing import PlanClosedError, PlanRefusedError
from caicach.web.results.actions.complaints import WaitsAlreadyError, WindowClosedError
from caicach.web.results.models import Complaint, Publication
from caicach.web.results.queries.sight import (
    cards_in_sight,
    provisional_rounds,
    visible_complaints,
    visible_publications,
    visible_rounds,
)
from caicach.web.rounds.models import STAGES, Card, Item, Round, Stage, Tally
from caicach.web.rounds.refusals import (
    NoReasonError,
    RoundRefusedError,
    StageLockedError,
    WrongMomentError,
)

PLAIN = (
    NoReasonError,
    PlanClosedError,
    StageLockedError,
    WaitsAlreadyError,
    WindowClosedError,
    WrongMomentError,
)
TOLD = (RoundRefusedError, PlanRefusedError, AttachmentRefusedError)


def round_in_sight(request: SignedInRequest, pk: int) -> Round:
    """Return the round, or 404."""
    return get_object_or_404(visible_rounds(request.user), pk=pk)


def provisional_round(request: SignedInRequest, pk: int) -> Round:
    """Return the round if its provisional results may be read; else 404."""
    return get_object_or_404(provisional_rounds(request.user), pk=pk)


def publication_in_sight(request: SignedInRequest, pk: int) -> Publication:
    """Return the publication, or 404."""
    return get_object_or_404(visible_publications(request.user), pk=pk)


def card_in_sight(request: SignedInRequest, pk: int) -> Card:
    """Return the card of a published round, or 404."""
    return get_object_or_404(cards_in_sight(request.user), pk=pk)


def item_asked(card: Card, code: str) -> Item:
    """Return the item of the card's block, or 404."""
    item = get_object_or_404(Item, round=card.round_id, code=code, is_dropped=False)
    if not card_has(card, item):
        raise Http404
    return item


def card_has(card: Card, item: Item) -> bool:
    """Say whether the item counts for the card's block."""
    return not item.blocks or card.block in item.blocks


def complaint_in_sight(request: SignedInRequest, pk: int) -> Complaint:
    """Return the complaint, or 404."""
    return get_object_or_404(visible_complaints(request.user), pk=pk)


def stages_with_sums(scored: Round) -> list[tuple[str, str]]:
    """Return the stages that sums were made at, the latest first, with their words."""
    rows = Tally.objects.filter(card__round=scored).order_by()
    known = set(rows.values_list("stage", flat=True).distinct())
    return [(each, str(Stage(each).label)) for each in reversed(STAGES) if each in known]


def tried(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Run the action; put what it refuses at the fields of the form. Say whether it was done."""
    for name, said in _refused(action, form.fields):
        form.add_error(name, said)
    return not form.errors


def tried_at_once(request: HttpRequest, action: Callable[[], object], done: str) -> bool:
    """Run the action of a button; tell its outcome on the next page. Say whether it was done."""
    refused = _refused(action, ())
    for _name, said in refused:
        messages.error(request, said)
    if not refused:
        messages.success(request, done)
    return not refused


def _refused(action: Callable[[], object], fields: Any) -> list[tuple[str | None, str]]:
    try:
        action()
    except TOLD as refused:
        return [(e.where if e.where in fields else None, said_of(e)) for e in refused.issues]
    except PLAIN as refused:
        return [(None, str(refused))]
    except ChangedMeanwhileError:
        return [(None, _("Có người vừa lưu trước bạn. Xem nội dung mới rồi ghi lại."))]
    return []


def form_answer(
    request: HttpRequest, form: forms.BaseForm, context: dict[str, Any], template: str
) -> HttpResponse:
    """Return the page of a form; 422 where it was sent and could not be saved."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)
