"""Deciding: fill in, look at what it touches, confirm; and taking a mistake back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.agencies.actions import RefusedError, RegisterChangedError, carry_out
from caicach.web.agencies.forms import FORMS, DecisionForm, UndoForm
from caicach.web.agencies.models import Operation
from caicach.web.agencies.orders import Order, told_about
from caicach.web.agencies.post_ends import posts_since
from caicach.web.agencies.previews import preview
from caicach.web.agencies.undoing import in_the_way, require_undo, undo
from caicach.web.look.day import as_of
from caicach.web.look.faults import said_of

ONE_DAY = timedelta(1)
CONTROL = ("csrfmiddlewaretoken", "step", "seen")


@allowed("agencies.change")
def decide(request: SignedInRequest, kind: str) -> HttpResponse:
    """Fill in a decision; a POST says with `step` whether to look, confirm or go on filling in."""
    form_class = FORMS.get(kind)
    if form_class is None:
        raise Http404
    if request.method != "POST":
        form = form_class.begun(request.GET.get("agency", ""), as_of(request))
        return _form_page(request, kind, form)
    step = request.POST.get("step", "look")
    if step in ("edit", "more"):
        return _form_page(request, kind, form_class.again(request.POST))
    form = form_class(request.POST)
    if not form.is_valid():
        return _form_page(request, kind, form)
    order = form.order()
    if step == "confirm" and (done := _carried_out(request, form, order)):
        return done
    return _look(request, kind, form, order)


def _carried_out(request: SignedInRequest, form: DecisionForm, order: Order) -> HttpResponse | None:
    """Carry it out; None where it must be looked at again."""
    seen = request.POST.get("seen", "")
    try:
        operation = carry_out(
            by=request.actor, order=order, seen=int(seen) if seen.isdigit() else None
        )
    except RegisterChangedError:
        changed = _("Sổ cơ quan vừa có thay đổi khác. Hãy xem lại rồi xác nhận.")
        messages.warning(request, changed)
        return None
    except RefusedError:
        return None  # looking at it again shows every reason
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": operation})
    return redirect("agencies:agency", told_about(order))


def _look(request: SignedInRequest, kind: str, form: DecisionForm, order: Order) -> HttpResponse:
    found = preview(request.actor, order)
    if found.issues:
        form.refuse(found.issues)
        return _form_page(request, kind, form)
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in CONTROL
    ]
    context = {"form": form, "kind": kind, "preview": found, "order": order, "posted": posted}
    context["eve"] = order.on - ONE_DAY
    return render(request, "agencies/preview.html", context)


def _form_page(request: SignedInRequest, kind: str, form: DecisionForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "kind": kind, "agency": request.GET.get("agency", "")}
    return render(request, "agencies/decide.html", context, status=status)


@allowed("agencies.change")
def undo_(request: SignedInRequest, key: int) -> HttpResponse:
    """Take a mistaken entry back, with a reason, while nothing depends on it."""
    operation = get_object_or_404(Operation, pk=key)
    require_undo(request.actor, operation)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            undo(by=request.actor, operation=operation, reason=form.cleaned_data["reason"])
        except RefusedError as error:
            for each in error.issues:
                form.add_error(None, said_of(each))
        else:
            messages.success(request, _("Đã hoàn tác: %(what)s.") % {"what": operation})
            return redirect("agencies:tree")
    codes = list(operation.concerned.order_by("code").values_list("code", flat=True)[:SHOWN])
    context: dict[str, Any] = {"form": form, "operation": operation, "codes": codes}
    context["issues"] = in_the_way(operation) if not form.is_bound else []
    stand, left = posts_since(operation)
    context["resumed"] = sum(each.was is not None for each in stand)
    context["left"] = len(left)
    return render(request, "agencies/undo.html", context)


SHOWN = 50
