"""The page of a plan: targets, tasks, what became of them below, history."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.agencies import DayTree
from caicach.core.targets import says
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.audit.models import Event
from caicach.web.audit.verbs import said_verb
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.conflict import conflict_answer
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.look.listing import Column, Listing
from caicach.web.look.templatetags.look import lang
from caicach.web.plans.actions.plans import change_plan, close_plan, put_in_force, reopen_plan
from caicach.web.plans.forms.filters import TargetFilter, TaskFilter, named
from caicach.web.plans.forms.plan import PlanForm
from caicach.web.plans.models import Plan, Target, Turn
from caicach.web.plans.queries.changes import changes_of
from caicach.web.plans.queries.plans import history_of, last_change, listed_plans, turn_counts
from caicach.web.plans.queries.tasks import due_state, on_time_share, turns_in_state
from caicach.web.plans.views.answers import (
    drafted,
    form_answer,
    tree_of,
    tried,
    tried_at_once,
)
from caicach.web.plans.writing import numbered


def plan_in_sight(request: SignedInRequest, pk: int) -> Plan:
    """Return the plan if the person may see it, with its counts; else 404."""
    return get_object_or_404(
        listed_plans(request.user).select_related("parent__agency", "document__attachment"), pk=pk
    )


def head_of(request: SignedInRequest, plan: Plan, tab: str) -> dict[str, Any]:
    """Return what every tab of the plan shows above its own content."""
    return {
        "plan": plan,
        "tab": tab,
        "tree": tree_of(request),
        "today": today(),
        "may_change": plan.is_open and request.user.has_perm("plans.change", plan),
        "may_move": request.user.has_perm("plans.change", plan),
        "may_cascade": plan.is_open and request.user.has_perm("plans.cascade", plan),
        "counts": turn_counts(plan, today()),
    }


@allowed("plans.view")
@require_safe
def plan_targets(request: SignedInRequest, pk: int) -> HttpResponse:
    """The targets of a plan."""
    plan = plan_in_sight(request, pk)
    tree = tree_of(request)
    rows = plan.targets.select_related("plan", "lead_agency", "parent")
    form = TargetFilter(request.GET, codes=_leads(plan), tree=tree)
    chosen = form.chosen()
    for word in fold(chosen.get("q", "")).split():
        rows = rows.filter(folded__contains=word)
    if area := chosen.get("area"):
        rows = rows.filter(area=area)
    if lead := chosen.get("lead"):
        rows = rows.filter(lead_agency__code=lead)
    columns = _target_columns(tree)
    listing = Listing(request, rows, columns, name=f"chi-tieu-{plan.pk}", form=form)
    if listing.wants_file:
        return listing.file()
    context = head_of(request, plan, "targets")
    context |= {"listing": listing, "lacks_above": _lacks_above(plan, tree)}
    return render(request, "plans/targets.html", context)


def _lacks_above(plan: Plan, tree: DayTree) -> bool:
    """Say whether a draft stands under no plan though its agency stands under another."""
    code = plan.agency.code
    is_loose = plan.state == Plan.State.DRAFT and plan.parent_id is None
    return is_loose and code in tree and tree.parent(code) is not None


def _leads(plan: Plan) -> list[str]:
    codes = plan.targets.order_by().values_list("lead_agency__code", flat=True).distinct()
    return sorted((code for code in codes if code), key=numbered)


def _target_columns(tree: Any) -> list[Column[Target]]:
    _l = gettext_lazy
    return [
        Column("number", _l("Số"), lambda row: row.number, ("place",)),
        Column("label", _l("Chỉ tiêu"), lambda row: row.label, ("folded",)),
        Column("area", _l("Lĩnh vực"), lambda row: row.get_area_display(), ("area", "place")),
        Column("asks", _l("Yêu cầu"), lambda row: says(row.shape, lang())),
        Column("due", _l("Hạn"), lambda row: row.due_on, ("due_on",)),
        Column(
            "source", _l("Lấy số từ"), lambda row: row.get_source_kind_display(), ("source_kind",)
        ),
        Column("lead", _l("Chủ trì"), lambda row: lead_of(row, tree), ("lead_agency__code",)),
        Column("adoption", _l("Cách nhận"), lambda row: row.get_adoption_display(), ("adoption",)),
    ]


def lead_of(target: Target, tree: Any) -> str:
    """Return who leads a target: the agency, or the words of the document."""
    if target.lead_agency is None:
        return target.lead_words
    return named(tree, target.lead_agency.code)


@allowed("plans.view")
@require_safe
def plan_tasks(request: SignedInRequest, pk: int) -> HttpResponse:
    """The turns of a plan's tasks, the next one due first; tasks without a time after them."""
    plan = plan_in_sight(request, pk)
    tree = tree_of(request)
    codes = plan.tasks.order_by().values_list("owner__code", flat=True).distinct()
    form = TaskFilter(request.GET, codes=sorted(codes, key=numbered), tree=tree)
    rows = _turns(plan, form.chosen())
    listing = Listing(request, rows, _turn_columns(tree), name=f"nhiem-vu-{plan.pk}", form=form)
    if listing.wants_file:
        return listing.file()
    timeless = plan.tasks.filter(turns__isnull=True).select_related("owner")[:50]
    on_time = on_time_share(
        Turn.objects.filter(task__plan=plan),
        date(plan.first_year, 1, 1),
        date(plan.last_year, 12, 31),
        today(),
    )
    context = head_of(request, plan, "tasks")
    context |= {"listing": listing, "timeless": timeless, "on_time": on_time}
    return render(request, "plans/tasks.html", context)


def _turns(plan: Plan, chosen: dict[str, Any]) -> QuerySet[Turn]:
    rows = Turn.objects.filter(task__plan=plan).select_related("task__owner", "task__target")
    for word in fold(chosen.get("q", "")).split():
        rows = rows.filter(task__folded__contains=word)
    if area := chosen.get("area"):
        rows = rows.filter(task__area=area)
    if lead := chosen.get("lead"):
        rows = rows.filter(task__owner__code=lead)
    return turns_in_state(rows, chosen.get("state", ""), today())


def _turn_columns(tree: Any) -> list[Column[Turn]]:
    _l = gettext_lazy
    return [
        Column("number", _l("Số"), lambda row: row.task.number, ("task__place", "due_on")),
        Column("label", _l("Nhiệm vụ"), lambda row: row.task.label, ("task__folded", "due_on")),
        Column(
            "owner",
            _l("Chủ trì"),
            lambda row: named(tree, row.task.owner.code),
            ("task__owner__code", "due_on"),
        ),
        Column("due", _l("Hạn"), lambda row: row.due_on, ("due_on", "task__place")),
        Column("deliverable", _l("Sản phẩm"), lambda row: row.task.deliverable),
        Column("state", _l("Tình trạng"), lambda row: due_state(row, today()).code, ("state",)),
    ]


@allowed("plans.view")
@require_safe
def plan_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what with the plan, its targets and its tasks."""
    plan = plan_in_sight(request, pk)
    columns: list[Column[Event]] = [
        Column("at", _("Lúc"), lambda event: event.at),
        Column("name", _("Người"), lambda event: event.name),
        Column("post", _("Vị trí"), lambda event: event.post),
        Column("verb", _("Việc"), lambda event: said_verb(event.verb).text(lang())),
        Column("subject", _("Đối tượng"), lambda event: event.subject_name),
        Column("reason", _("Lý do"), lambda event: event.reason),
    ]
    listing = Listing(request, history_of(plan), columns, name=f"lich-su-{plan.pk}")
    if listing.wants_file:
        return listing.file()
    events = [
        {"event": each, "verb": said_verb(each.verb), "changes": changes_of(each)}
        for each in listing.page
    ]
    context = head_of(request, plan, "history") | {"listing": listing, "events": events}
    return render(request, "plans/history.html", context)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head of a plan."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.change", plan)
    key = f"plans.plan:{pk}"
    initial, offered = drafted(request, key, PlanForm)
    form = PlanForm(
        request.POST or None, instance=plan, person=request.user, agencies=[], initial=initial
    )
    if request.method == "POST":
        clashes = form.reconcile()
        if clashes:
            return conflict_answer(request, form, clashes, last_change("plan", pk))
        if form.is_valid() and tried(
            form,
            lambda: change_plan(
                request.actor, plan=plan, values=form.values(), seen=form.seen_version
            ),
        ):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã lưu kế hoạch."))
            return redirect("plans:plan", pk)
    context = offered | {"title": _("Sửa thông tin kế hoạch"), "back": plan, "plan": plan}
    return form_answer(request, form, context)


@allowed("plans.change")
@require_POST
def plan_move(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Put in force, close, or open again."""
    plan = plan_in_sight(request, pk)
    actor, reason = request.actor, request.POST.get("reason", "")
    steps = {
        "open": (lambda: put_in_force(actor, plan=plan), _("Kế hoạch có hiệu lực.")),
        "close": (lambda: close_plan(actor, plan=plan), _("Đã khép lại kế hoạch.")),
        "reopen": (lambda: reopen_plan(actor, plan=plan, reason=reason), _("Đã mở lại kế hoạch.")),
    }
    action, done = steps[step]
    tried_at_once(request, action, done)
    return redirect("plans:plan", pk)
