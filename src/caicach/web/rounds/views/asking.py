"""What the pages that set a round up and run it share: the round in sight, an action tried."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from caicach.core.agencies import DayTree
from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.faults import said_of
from caicach.web.rounds.models import PhaseKind, Round
from caicach.web.rounds.queries.rounds import visible_rounds
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

PHASES = dict(PhaseKind.choices)
REFUSALS = (NoReasonError, WrongMomentError)


def round_in_sight(request: SignedInRequest, pk: int) -> Round:
    """Return the round if the person may see it; else 404."""
    rows = visible_rounds(request.user).prefetch_related("phases")
    return get_object_or_404(rows, pk=pk)


def round_to_set_up(request: SignedInRequest, pk: int) -> Round:
    """Return the round for who sets it up. Raises NotAllowedError, 404."""
    scored = round_in_sight(request, pk)
    request.actor.require("rounds.set_up", scored)
    return scored


def tree_of(request: SignedInRequest) -> DayTree:
    """Return today's tree, which the person's standing has read already."""
    return standing_now(request.user).tree


def tried(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Run the action; put what it refuses at the fields of the form. Say whether it was done."""
    for name, said in refusals_of(action, form.fields):
        form.add_error(name, said)
    return not form.errors


def tried_at_once(request: HttpRequest, action: Callable[[], object], done: str) -> bool:
    """Run the action of a button; tell its outcome on the next page. Say whether it was done."""
    refused = [said for _name, said in refusals_of(action, ())]
    for said in refused:
        messages.error(request, said)
    if not refused:
        messages.success(request, done)
    return not refused


def refusals_of(action: Callable[[], object], fields: Any) -> list[tuple[str | None, str]]:
    """Run the action; return what it refused, each with the field it is about."""
    try:
        action()
    except RoundRefusedError as refused:
        return [
            (each.where if each.where in fields else None, said_of(each)) for each in refused.issues
        ]
    except REFUSALS as refused:
        return [(None, str(refused))]
    except ChangedMeanwhileError:
        return [(None, str(WrongMomentError()))]
    return []


def form_answer(
    request: HttpRequest,
    form: forms.BaseForm,
    context: Mapping[str, Any],
    template: str = "rounds/round_form.html",
) -> HttpResponse:
    """Return the page of a form; 422 where it was sent and could not be saved."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def told(issues: list[Issue]) -> list[dict[str, str]]:
    """Return issues as a template shows them: where, by key and in words, what, how grave."""
    return [
        {
            "where": each.where,
            "place": str(PHASES.get(each.where, each.where)),
            "said": said_of(each),
            "severity": each.severity,
            "code": each.code,
        }
        for each in issues
    ]
