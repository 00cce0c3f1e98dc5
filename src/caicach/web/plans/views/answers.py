"""What the views share: an action tried, a form drawn, a draft offered."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import DayTree
from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.drafts.queries import draft_of
from caicach.web.look.conflict import ChangedMeanwhileError, VersionedForm
from caicach.web.look.faults import said_of
from caicach.web.plans.checks import field_of
from caicach.web.plans.rights import OFFICERS
from caicach.web.plans.writing import (
    PlanClosedError,
    PlanRefusedError,
    ReasonMissingError,
    WrongStateError,
)

REFUSALS = (PlanClosedError, ReasonMissingError, WrongStateError)
Action = Callable[[], object]


def tried(form: forms.BaseForm, action: Action) -> bool:
    """Run the action; put what it refuses at the fields of the form. Say whether it was done."""
    for name, said in _refused(action, form.fields):
        form.add_error(name, said)
    return not form.errors


def tried_at_once(request: HttpRequest, action: Action, done: str) -> bool:
    """Run the action of a button; tell its outcome on the next page. Say whether it was done."""
    refused = [said for _name, said in _refused(action, ())]
    for said in refused:
        messages.error(request, said)
    if not refused:
        messages.success(request, done)
    return not refused


def _refused(action: Action, fields: Any) -> list[tuple[str | None, str]]:
    try:
        action()
    except PlanRefusedError as refused:
        return [(field_of(each, fields), said_of(each)) for each in refused.issues]
    except AttachmentRefusedError as refused:
        name = "file" if "file" in fields else None
        return [(name, said_of(each)) for each in refused.issues]
    except REFUSALS as refused:
        return [(None, str(refused))]
    except ChangedMeanwhileError:
        return [(None, _("Có người vừa lưu trước bạn. Bấm Lưu lần nữa để ghép hai bản."))]
    return []


def drafted(
    request: SignedInRequest, key: str, form_class: "type[forms.Form | VersionedForm]"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what to begin the form with, and what its template needs to offer the draft."""
    offer = draft_of(request.user, key)
    if offer is None or request.GET.get("draft") != "1":
        return {}, {"draft_key": key, "draft": offer}
    initial = {
        name: values if _takes_many(form_class.base_fields.get(name)) else (values or [""])[-1]
        for name, values in offer.content.items()
    }
    return initial, {"draft_key": key, "draft": None}


def _takes_many(field: forms.Field | None) -> bool:
    widget = getattr(field, "widget", None)
    return isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple)


def form_answer(
    request: HttpRequest,
    form: forms.BaseForm,
    context: Mapping[str, Any],
    template: str = "plans/form.html",
) -> HttpResponse:
    """Return the page of a form; 422 where it was sent and could not be saved."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def own_agencies(person: Person) -> list[CoreAgency]:
    """Return the agencies whose plans the person may change, in the order of the tree."""
    standing = standing_now(person)
    codes = set(standing.reach((Role.STANDING_BODY,)))
    codes |= {post.agency.code for post in standing.posts if post.role in OFFICERS}
    return [each for each in standing.tree if each.code in codes]


def tree_of(request: SignedInRequest) -> DayTree:
    """Return today's tree, which the person's standing has read already."""
    return standing_now(request.user).tree


def said_all(issues: list[Issue]) -> list[dict[str, str]]:
    """Return issues as a template shows them: where, what, how grave."""
    return [
        {"where": each.where, "said": said_of(each), "severity": each.severity} for each in issues
    ]
