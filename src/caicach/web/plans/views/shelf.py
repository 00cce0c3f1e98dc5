"""The list of plans, and the ways a new one begins."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from caicach.core.plans import read_plan
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.day import today
from caicach.web.look.listing import Column, Listing
from caicach.web.plans.actions.copying import copy_plan
from caicach.web.plans.actions.plans import create_plan
from caicach.web.plans.forms.filters import PlanFilter, named
from caicach.web.plans.forms.plan import CopyForm, PlanFileForm, PlanForm
from caicach.web.plans.loading import load_plan
from caicach.web.plans.models import Plan
from caicach.web.plans.queries.plans import listed_plans, search
from caicach.web.plans.queries.sight import visible_plans
from caicach.web.plans.templatetags.plan_words import years_of
from caicach.web.plans.views.answers import (
    drafted,
    form_answer,
    own_agencies,
    said_all,
    tree_of,
    tried,
)

KEY = "plans.plan:new"


@allowed("plans.view")
@require_safe
def plan_list(request: SignedInRequest) -> HttpResponse:
    """All plans in sight, by agency and year."""
    tree = tree_of(request)
    rows = listed_plans(request.user)
    codes = rows.order_by().values_list("agency__code", flat=True).distinct()
    names = sorted(((code, named(tree, code)) for code in codes), key=lambda each: each[1])
    form = PlanFilter(request.GET, agencies=names)
    listing = Listing(
        request, _filtered(rows, form.chosen()), _columns(tree), name="ke-hoach", form=form
    )
    if listing.wants_file:
        return listing.file()
    context = {"listing": listing, "tree": tree, "may_create": bool(own_agencies(request.user))}
    return render(request, "plans/list.html", context | {"year": today().year})


def _filtered(rows: Any, chosen: dict[str, Any]) -> Any:
    if year := chosen.get("year"):
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    if code := chosen.get("agency"):
        rows = rows.filter(agency__code=code)
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    return search(rows, chosen.get("q", ""))


def _columns(tree: Any) -> list[Column[Plan]]:
    _l = gettext_lazy
    return [
        Column("title", _l("Kế hoạch"), lambda plan: plan.title, ("folded",)),
        Column("agency", _l("Cơ quan"), lambda plan: named(tree, plan.agency.code), ("place",)),
        Column("years", _l("Năm"), years_of, ("first_year", "last_year")),
        Column("targets", _l("Chỉ tiêu"), _count("target_count"), ("target_count",), True),
        Column("tasks", _l("Nhiệm vụ"), _count("task_count"), ("task_count",), True),
        Column("state", _l("Tình trạng"), lambda plan: plan.get_state_display(), ("state",)),
    ]


def _count(name: str) -> Callable[[Plan], int]:
    """Return what reads a count that came with the list's query."""
    return lambda plan: vars(plan)[name]


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def plan_new(request: SignedInRequest) -> HttpResponse:
    """A plan from an empty form."""
    initial, offered = drafted(request, KEY, PlanForm)
    year = date(today().year + (today().month > 9), 1, 1).year
    form = PlanForm(
        request.POST or None,
        person=request.user,
        agencies=own_agencies(request.user),
        initial={"first_year": year, "last_year": year} | initial,
    )
    if request.method == "POST" and form.is_valid():
        made: list[Plan] = []
        agency, values = form.cleaned_data["agency"], form.values()
        if tried(
            form, lambda: made.append(create_plan(request.actor, agency=agency, values=values))
        ):
            drop_draft(request.user, key=KEY)
            return redirect("plans:plan", made[0].pk)
    return form_answer(request, form, offered, "plans/new.html")


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def plan_copy(request: SignedInRequest) -> HttpResponse:
    """A plan from last year's: the same measures, later days."""
    codes = [each.code for each in own_agencies(request.user)]
    plans = visible_plans(request.user).filter(agency__code__in=codes)
    form = CopyForm(request.POST or None, plans=plans, initial=_next_year(plans, request))
    if request.method == "POST" and form.is_valid():
        made: list[Plan] = []
        given = form.cleaned_data
        if tried(form, lambda: made.append(copy_plan(request.actor, **given))):
            messages.success(request, _("Đã lập dự thảo từ kế hoạch trước. Xem lại từng mức, hạn."))
            _tell_what_hangs_loose(request, given["plan"], made[0])
            return redirect("plans:plan", made[0].pk)
    return form_answer(request, form, {"title": _("Lập từ kế hoạch năm trước")})


def _tell_what_hangs_loose(request: SignedInRequest, old: Plan, new: Plan) -> None:
    if old.parent is None:
        return
    if new.parent is None:
        told = _("Chưa thấy kế hoạch cấp trên năm %(year)s nối tiếp “%(title)s” nên để trống.")
        about = {"year": years_of(new), "title": old.parent.title}
        messages.warning(request, told % about)
        return
    serving = [plan.targets.filter(parent__isnull=False).count() for plan in (old, new)]
    if lost := serving[0] - serving[1]:
        told = _("%(count)s chỉ tiêu chưa thấy chỉ tiêu tương ứng trong “%(title)s”.")
        messages.warning(request, told % {"count": lost, "title": new.parent.title})


def _next_year(plans: Any, request: SignedInRequest) -> dict[str, Any]:
    asked = request.GET.get("plan", "")
    rows = plans.filter(pk=int(asked)) if asked.isdigit() else plans
    last = rows.order_by(F("last_year").desc(), "-pk").first()
    if last is None:
        return {}
    year = last.last_year + 1
    title = last.title.replace(str(last.first_year), str(year))
    return {"plan": last.pk, "first_year": year, "title": title}


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def plan_file(request: SignedInRequest) -> HttpResponse:
    """A plan from a file: read, shown with all that is wrong, saved only when asked."""
    form = PlanFileForm(
        request.POST or None, request.FILES or None, agencies=own_agencies(request.user)
    )
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = given.get("file")
        plan, issues = read_plan(given["text"], upload.name if upload else _("tệp kế hoạch"))
        context = {"plan": plan, "issues": said_all(issues), "agency": given["agency"]}
        if plan is not None and "save" in request.POST:
            made: list[Plan] = []
            agency = given["agency"]
            if tried(form, lambda: made.append(load_plan(request.actor, plan=plan, agency=agency))):
                messages.success(request, _("Đã nhập kế hoạch từ tệp."))
                return redirect("plans:plan", made[0].pk)
        shown = request.POST.copy()
        shown["text"] = given["text"]
        form.data = shown
    return form_answer(request, form, context | {"tree": tree_of(request)}, "plans/file.html")
