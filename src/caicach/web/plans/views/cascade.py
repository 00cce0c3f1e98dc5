"""Targets and tasks handed down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.plans.actions.cascade import Handed, HandedDown, cascade
from caicach.web.plans.forms.cascade import CascadeForm
from caicach.web.plans.forms.filters import named
from caicach.web.plans.models import Target
from caicach.web.plans.views.answers import form_answer, tree_of, tried
from caicach.web.plans.views.plan import plan_in_sight


@allowed("plans.cascade")
@require_http_methods(["GET", "POST"])
def plan_cascade(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose what goes down, to whom, and how they take it."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.cascade", plan)
    tree = tree_of(request)
    form = CascadeForm(request.POST or None, plan=plan, tree=tree)
    if request.method == "POST" and form.is_valid():
        given, agencies = form.cleaned_data, form.chosen()
        handed = Handed(
            list(given["targets"].select_related("plan")),
            list(given["tasks"].select_related("plan")),
            Target.Adoption(given["adoption"]),
        )
        names = {each.code: named(tree, each.code) for each in agencies}
        made: list[HandedDown] = []
        if tried(
            form,
            lambda: made.append(
                cascade(request.actor, plan=plan, handed=handed, agencies=agencies, names=names)
            ),
        ):
            messages.success(request, _told(made[0]))
            return redirect("plans:coverage", pk)
    return form_answer(
        request, form, {"title": _("Giao xuống cơ quan"), "plan": plan}, "plans/cascade.html"
    )


def _told(handed: HandedDown) -> str:
    told = _("Đã giao %(targets)s chỉ tiêu và %(tasks)s nhiệm vụ cho %(agencies)s cơ quan.") % {
        "targets": handed.targets,
        "tasks": handed.tasks,
        "agencies": len(handed.plans),
    }
    if handed.already:
        told += " " + _("%(count)s mục đã có từ trước, giữ nguyên.") % {"count": handed.already}
    return told
