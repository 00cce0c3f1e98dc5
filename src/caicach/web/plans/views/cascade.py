"""Targets and tasks handed down: at once to a few agencies, in the background to many."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.plans.actions.cascade import Handed, HandedDown, cascade
from caicach.web.plans.forms.cascade import CascadeForm
from caicach.web.plans.forms.filters import named
from caicach.web.plans.jobs import MANY, hand_down_later, handings_of
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.views.answers import form_answer, tree_of, tried
from caicach.web.plans.views.plan import plan_in_sight
from caicach.web.register.models import Agency


@allowed("plans.cascade")
@require_http_methods(["GET", "POST"])
def plan_cascade(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose what goes down, to whom, and how they take it."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.cascade", plan)
    form = CascadeForm(request.POST or None, plan=plan, tree=tree_of(request))
    if request.method == "POST" and form.is_valid():
        given, agencies = form.cleaned_data, form.chosen()
        handed = Handed(
            list(given["targets"].select_related("plan")),
            list(given["tasks"].select_related("plan")),
            Target.Adoption(given["adoption"]),
        )
        hand = _hand_later if len(agencies) > MANY else _hand_now
        led_to: list[HttpResponse] = []
        if tried(form, lambda: led_to.append(hand(request, plan, handed, agencies))):
            return led_to[0]
    return form_answer(
        request, form, {"title": _("Giao xuống cơ quan"), "plan": plan}, "plans/cascade.html"
    )


def _hand_now(
    request: SignedInRequest, plan: Plan, handed: Handed, agencies: Sequence[Agency]
) -> HttpResponse:
    tree = tree_of(request)
    names = {each.code: named(tree, each.code) for each in agencies}
    done = cascade(request.actor, plan=plan, handed=handed, agencies=agencies, names=names)
    messages.success(request, _told(done))
    return redirect("plans:coverage", plan.pk)


def _hand_later(
    request: SignedInRequest, plan: Plan, handed: Handed, agencies: Sequence[Agency]
) -> HttpResponse:
    job = hand_down_later(request.actor, request.user, plan=plan, handed=handed, agencies=agencies)
    return redirect("plans:handing", plan.pk, job.pk)


@allowed("plans.cascade")
@require_safe
def plan_handing(request: SignedInRequest, pk: int, job: int) -> HttpResponse:
    """How far handing down to many has come; the part that moves where that is asked for."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.cascade", plan)
    handing = get_object_or_404(handings_of(plan), pk=job)
    moving = request.headers.get("HX-Request") == "true"
    template = "plans/handing_state.html" if moving else "plans/handing.html"
    return render(request, template, {"plan": plan, "job": handing})


def _told(handed: HandedDown) -> str:
    told = _("Đã giao %(targets)s chỉ tiêu và %(tasks)s nhiệm vụ cho %(agencies)s cơ quan.") % {
        "targets": handed.targets,
        "tasks": handed.tasks,
        "agencies": len(handed.plans),
    }
    if handed.already:
        told += " " + _("%(count)s mục đã có từ trước, giữ nguyên.") % {"count": handed.already}
    return told
