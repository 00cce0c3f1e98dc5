"""The pages of a target."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.indicators import load_indicators
from caicach.core.plans import known_indices
from caicach.core.targets import says
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.conflict import conflict_answer
from caicach.web.look.day import today
from caicach.web.look.templatetags.look import lang
from caicach.web.plans.actions.targets import (
    add_target,
    assign_target,
    change_target,
    remove_target,
)
from caicach.web.plans.forms.cascade import AssignForm
from caicach.web.plans.forms.target import FORMS, SHOWN, TargetForm
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.queries.coverage import serving_targets
from caicach.web.plans.queries.plans import last_change
from caicach.web.plans.queries.reports import reports_of
from caicach.web.plans.queries.sight import visible_targets
from caicach.web.plans.views.answers import drafted, form_answer, tree_of, tried, tried_at_once
from caicach.web.plans.views.plan import plan_in_sight
from caicach.web.plans.writing import numbered

MOST_SERVING = 500
PARTS = ("number", "label", "area", "due_on", "source_kind")


def target_in_sight(request: SignedInRequest, pk: int) -> Target:
    """Return the target if the person may see its plan; else 404."""
    return get_object_or_404(visible_targets(request.user), pk=pk)


@allowed("plans.view")
@require_safe
def target_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a target asks, of whom, measured how; what was reported."""
    target = target_in_sight(request, pk)
    tree = tree_of(request)
    assignments = sorted(
        target.assignments.select_related("agency", "target__plan"),
        key=lambda each: numbered(each.agency.code),
    )
    person = request.user
    reported = target.source_kind == Target.SourceKind.REPORTED
    in_force = target.plan.state == Plan.State.IN_FORCE
    mine = [each for each in assignments if person.has_perm("plans.report", each)]
    context = {
        "target": target,
        "tree": tree,
        "today": today(),
        "assignments": assignments,
        "reports": reports_of(target, person) if reported else (),
        "tasks": target.tasks.select_related("owner"),
        "serving": serving_targets(target.plan, person)
        .filter(parent=target)
        .select_related("plan__agency")[:MOST_SERVING],
        "may_change": target.plan.is_open and person.has_perm("plans.change", target),
        "may_report": mine if reported and in_force else [],
        "said_source": said_source(target),
    }
    return render(request, "plans/target.html", context)


def said_source(target: Target) -> str:
    """Return what measures the target, in words."""
    if target.source_kind == Target.SourceKind.INDICATOR:
        found = load_indicators().get(target.indicator)
        return found.label.text(lang()) if found else target.indicator
    if target.source_kind == Target.SourceKind.INDEX:
        label = known_indices().get(target.index_series)
        return label.text(lang()) if label else target.index_series
    return target.get_source_kind_display()


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def target_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new target: first its form, then what that form needs."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.change", plan)
    kind = request.GET.get("form", "")
    if kind not in SHOWN:
        return render(request, "plans/target_form_choice.html", {"plan": plan, "forms": FORMS})
    key = f"plans.target:new-{pk}-{kind}"
    initial, offered = drafted(request, key, TargetForm)
    form = _form(request, Target(plan=plan), plan, kind, _first(plan) | initial)
    if request.method == "POST" and form.is_valid():
        made: list[Target] = []
        if tried(
            form,
            lambda: made.append(add_target(request.actor, plan=plan, values=form.values())),
        ):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return redirect("plans:target", made[0].pk)
    return _page(request, form, plan, offered | {"title": _("Thêm chỉ tiêu")})


def _first(plan: Plan) -> dict[str, Any]:
    numbers = plan.targets.order_by("-place").values_list("number", flat=True)
    last = numbers.first()
    head, _dot, tail = (last or "0").rpartition(".")
    number = f"{head}.{int(tail) + 1}" if head and tail.isdigit() else ""
    if not head and tail.isdigit():
        number = str(int(tail) + 1)
    return {"number": number, "due_on": f"31/12/{plan.last_year}", "source_kind": "indicator"}


def _form(
    request: SignedInRequest, target: Target, plan: Plan, kind: str, initial: dict[str, Any]
) -> TargetForm:
    codes = [plan.agency.code]
    if target.pk:
        codes = list(target.assignments.values_list("agency__code", flat=True))
    return TargetForm(
        request.POST or None,
        instance=target,
        plan=plan,
        tree=tree_of(request),
        kind=kind,
        codes=codes,
        initial=initial,
    )


def _page(
    request: SignedInRequest, form: TargetForm, plan: Plan, context: dict[str, Any]
) -> HttpResponse:
    shown = {"plan": plan, "kind": form.kind, "said_kind": dict(FORMS)[form.kind]}
    return form_answer(request, form, shown | context, "plans/target_form.html")


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A target changed; two people's changes are merged field by field."""
    target = target_in_sight(request, pk)
    request.actor.require("plans.change", target)
    plan, key = target.plan, f"plans.target:{pk}"
    kind = request.GET.get("form") or target.form
    if kind not in SHOWN:
        raise Http404
    initial, offered = drafted(request, key, TargetForm)
    form = _form(request, target, plan, kind, initial)
    if request.method == "POST":
        clashes = form.reconcile()
        if clashes:
            return conflict_answer(request, form, clashes, last_change("target", pk))
        if form.is_valid() and tried(form, lambda: _change(request, form)):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã lưu chỉ tiêu."))
            return redirect("plans:target", pk)
    context = {"title": _("Sửa chỉ tiêu"), "target": target, "forms": FORMS}
    return _page(request, form, plan, offered | context)


def _change(request: SignedInRequest, form: TargetForm) -> None:
    target, seen = form.instance, form.seen_version
    change_target(request.actor, target=target, values=form.values(), seen=seen)


@allowed("plans.change")
@require_POST
def target_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the form would say now, and what the target asks in words; nothing is saved."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.change", plan)
    kind = request.GET.get("form", "level")
    if kind not in SHOWN:
        raise Http404
    form = _form(request, Target(plan=plan), plan, kind, {})
    is_sound = form.is_valid()
    asks = says(form.instance.shape, lang()) if is_sound else ""
    begun = [name for name in form.errors if request.POST.get(name) or name not in PARTS]
    faults = [
        (form.fields[name].label if name in form.fields else "", form.errors[name])
        for name in begun
    ]
    return render(request, "plans/target_check.html", {"asks": asks, "faults": faults})


@allowed("plans.change")
@require_POST
def target_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a target out of a draft."""
    target = target_in_sight(request, pk)
    plan = target.plan
    is_done = tried_at_once(
        request, lambda: remove_target(request.actor, target=target), _("Đã bỏ chỉ tiêu.")
    )
    return redirect("plans:plan", plan.pk) if is_done else redirect("plans:target", pk)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def target_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agencies a target is measured at, and thresholds of their own."""
    target = target_in_sight(request, pk)
    request.actor.require("plans.change", target)
    above = target.plan.agency.code
    kept = target.assignments.select_related("agency").exclude(agency__code=above)
    own = [f"{each.agency.code}: {each.threshold.normalize():f}" for each in kept if each.threshold]
    initial = {"agencies": [each.agency_id for each in kept], "thresholds": "\n".join(own)}
    form = AssignForm(request.POST or None, tree=tree_of(request), above=above, initial=initial)
    if request.method == "POST" and form.is_valid():
        agencies, thresholds = form.chosen(), form.cleaned_data["thresholds"]
        if tried(
            form,
            lambda: assign_target(
                request.actor, target=target, agencies=agencies, thresholds=thresholds
            ),
        ):
            messages.success(request, _("Đã lưu các cơ quan thực hiện chỉ tiêu."))
            return redirect("plans:target", pk)
    context = {"title": _("Cơ quan thực hiện chỉ tiêu"), "plan": target.plan, "about": target}
    return form_answer(request, form, context)
