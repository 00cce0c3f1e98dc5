"""Figures that agencies report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.look.listing import Column, Listing
from caicach.web.plans.actions.figures import approve_figure, report_figure, return_figure
from caicach.web.plans.forms.figure import FigureForm
from caicach.web.plans.forms.filters import ReportFilter, named
from caicach.web.plans.models import FigureReport
from caicach.web.plans.queries.reports import approved_parts
from caicach.web.plans.queries.sight import visible_documents, visible_reports
from caicach.web.plans.views.answers import drafted, form_answer, tree_of, tried, tried_at_once
from caicach.web.plans.views.target import target_in_sight


@allowed("plans.view")
@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """Reported figures, those that wait first."""
    tree = tree_of(request)
    form = ReportFilter(request.GET)
    chosen = form.chosen()
    rows = visible_reports(request.user).order_by("-at", "-pk")
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    for word in fold(chosen.get("q", "")).split():
        rows = rows.filter(target__folded__contains=word)
    listing = Listing(request, rows, _columns(tree), name="so-lieu-bao-cao", form=form)
    if listing.wants_file:
        return listing.file()
    waiting = visible_reports(request.user).filter(state=FigureReport.State.SENT).count()
    context = {"listing": listing, "tree": tree, "waiting": waiting}
    return render(request, "plans/reports.html", context)


def _columns(tree: Any) -> list[Column[FigureReport]]:
    _l = gettext_lazy
    return [
        Column("target", _l("Chỉ tiêu"), lambda row: str(row.target), ("target__place",)),
        Column(
            "agency", _l("Cơ quan"), lambda row: named(tree, row.agency.code), ("agency__code",)
        ),
        Column("period", _l("Kỳ"), lambda row: row.period, ("period_to", "period_from")),
        Column("numerator", _l("Tử số"), lambda row: row.numerator, number=True),
        Column("denominator", _l("Mẫu số"), lambda row: row.denominator, number=True),
        Column("value", _l("Giá trị"), lambda row: row.value, ("value",), number=True),
        Column("at", _l("Gửi lúc"), lambda row: row.at, ("at",)),
        Column("person", _l("Người gửi"), lambda row: str(row.person or "")),
        Column("state", _l("Tình trạng"), lambda row: row.get_state_display(), ("state",)),
    ]


@allowed("plans.report")
@require_http_methods(["GET", "POST"])
def figure_report(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """A figure of one agency for one period."""
    target = target_in_sight(request, pk)
    assignment = get_object_or_404(
        target.assignments.select_related("agency", "target__plan__agency"), agency__code=code
    )
    request.actor.require("plans.report", assignment)
    key = f"plans.report:{pk}-{code}"
    initial, offered = drafted(request, key, FigureForm)
    form = FigureForm(
        request.POST or None,
        request.FILES or None,
        assignment=assignment,
        on=today(),
        documents=visible_documents(request.user),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        values, evidence, now = form.values(), form.evidence(), timezone.now()
        if tried(
            form,
            lambda: report_figure(
                request.actor, assignment=assignment, values=values, evidence=evidence, now=now
            ),
        ):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã gửi số liệu, chờ người đứng đầu duyệt."))
            return redirect("plans:target", pk)
    context: dict[str, Any] = {"title": _("Báo cáo số liệu"), "button": _("Gửi")}
    context |= {"about": target, "plan": target.plan}
    return form_answer(request, form, offered | context)


def report_in_sight(request: SignedInRequest, pk: int) -> FigureReport:
    """Return the figure if the person may see it; else 404."""
    return get_object_or_404(visible_reports(request.user), pk=pk)


@allowed("plans.view")
@require_safe
def report_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A figure with those of the same period beside it."""
    report = report_in_sight(request, pk)
    same = visible_reports(request.user).filter(target=report.target, period=report.period)
    person = request.user
    approves = person.has_perm("plans.approve_report", report)
    returns = approves or person.has_perm("plans.return", report)
    waits = report.state == FigureReport.State.SENT
    context = {
        "report": report,
        "target": report.target,
        "plan": report.target.plan,
        "tree": tree_of(request),
        "beside": same.exclude(pk=report.pk).order_by("agency__code", "-at")[:100],
        "below": approved_parts(report.target, report.period),
        "may_approve": waits and approves,
        "may_return": returns and (waits or report.state == FigureReport.State.APPROVED),
    }
    return render(request, "plans/report.html", context)


@allowed("plans.view")
@require_POST
def report_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Approve or return."""
    report = report_in_sight(request, pk)
    reason, now = request.POST.get("reason", ""), timezone.now()
    if step == "approve":
        tried_at_once(
            request,
            lambda: approve_figure(request.actor, report=report, now=now),
            _("Đã duyệt số liệu."),
        )
    else:
        tried_at_once(
            request,
            lambda: return_figure(request.actor, report=report, reason=reason, now=now),
            _("Đã trả lại số liệu."),
        )
    return redirect("plans:report", pk)


@allowed("plans.view")
@require_safe
def report_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of a figure."""
    return file_answer(report_in_sight(request, pk).attachment)
