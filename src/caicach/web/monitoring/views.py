"""Pages of standings."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.engine.indicators.row_list import Side
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.look.charts import csv_response, svg_response
from caicach.web.look.day import today
from caicach.web.look.faults import add_issues
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring import actions, queries
from caicach.web.monitoring.charting import month_chart
from caicach.web.monitoring.forms import OverrideForm, WithdrawalForm
from caicach.web.monitoring.jobs import ask_to_measure
from caicach.web.monitoring.listing import name_of, standing_list
from caicach.web.monitoring.models import IndicatorFigure, StandingRow
from caicach.web.monitoring.presenting import Shown
from caicach.web.monitoring.rows import page_of_rows

TURNS = 20
"""Tasks shown with a target; the plan shows them all."""


@allowed("monitoring.view")
def board(request: SignedInRequest) -> HttpResponse:
    """List standings, worst first, with what it takes."""
    listing = standing_list(request)
    if listing.wants_file:
        return listing.file()
    may_measure = request.actor.may("monitoring.measure")
    context = {"listing": listing, "may_measure": may_measure}
    return render(request, "monitoring/board.html", context)


@allowed("monitoring.view")
def target_page(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """Show one target at one agency: value, parts, months, forecast, rule, history."""
    row = _row(request, target, code)
    shown = _shown(row)
    months = queries.months_behind(row)
    standing = standing_now(request.user)
    context = {
        "shown": shown,
        "row": row,
        "months": months,
        "chart": month_chart(shown, months),
        "reports": queries.reports_behind(row),
        "overrides": queries.overrides_of(row),
        "changes": queries.changes_of(row)[:20],
        "turns": queries.turns_serving(row.target)[:TURNS],
        "today": today(),
        "below": queries.served_below(request.user, row.target)[:50],
        "agency_name": name_of(standing.tree, code),
        "tree": standing.tree,
        "may_override": request.actor.may("monitoring.override", row),
    }
    return render(request, "monitoring/target.html", context)


@allowed("monitoring.view")
def target_chart(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """Answer the chart of the months."""
    row = _row(request, target, code)
    chart = month_chart(_shown(row), queries.months_behind(row))
    if chart is None:
        raise Http404
    return svg_response(request, chart)


@allowed("monitoring.view")
def target_months(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """Answer the table behind the chart."""
    row = _row(request, target, code)
    chart = month_chart(_shown(row), queries.months_behind(row))
    if chart is None:
        raise Http404
    return csv_response(chart, f"{row.target.number}-{code}")


@allowed("monitoring.view")
def rows_page(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """List the rows behind one month's numerator or denominator."""
    row = _row(request, target, code)
    figure = (
        IndicatorFigure.objects.select_related("agency")
        .filter(
            indicator=row.target.indicator, agency=row.agency, period=request.GET.get("period", "")
        )
        .first()
    )
    if figure is None:
        raise Http404
    part: Side = "numerator" if request.GET.get("part") == "numerator" else "denominator"
    number = request.GET.get("page", "1")
    page = page_of_rows(figure, part, int(number) if number.isdigit() and number != "0" else 1)
    context = {"shown": _shown(row), "row": row, "figure": figure, "part": part, "page": page}
    return render(request, "monitoring/counted.html", context)


@allowed("monitoring.override")
def override(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """Put another figure in place of the computed one."""
    row = _row(request, target, code)
    request.actor.require("monitoring.override", row)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        value: Decimal = form.cleaned_data["value"]
        try:
            actions.override_figure(
                by=request.actor, standing=row, value=value, reason=form.cleaned_data["reason"]
            )
        except actions.OverrideRefusedError as error:
            add_issues(form, error.issues)
        else:
            messages.success(request, _("Đã dùng số nhập thay. Số tính được vẫn hiện bên cạnh."))
            return redirect("monitoring:target", target, code)
    context = {"form": form, "shown": _shown(row), "row": row}
    return render(request, "monitoring/override.html", context)


@allowed("monitoring.override")
def withdraw(request: SignedInRequest, target: int, code: str) -> HttpResponse:
    """Let the computed figure count again."""
    row = _row(request, target, code)
    request.actor.require("monitoring.override", row)
    standing_in = queries.overrides_of(row).filter(withdrawn_at=None).first()
    if standing_in is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_override(
                by=request.actor, override=standing_in, reason=form.cleaned_data["reason"]
            )
        except actions.OverrideRefusedError as error:
            add_issues(form, error.issues)
        else:
            messages.success(request, _("Số tính được đang được dùng trở lại."))
            return redirect("monitoring:target", target, code)
    context = {"form": form, "shown": _shown(row), "row": row, "override": standing_in}
    return render(request, "monitoring/withdraw.html", context)


@require_POST
@allowed("monitoring.measure")
def measure_now(request: SignedInRequest) -> HttpResponse:
    """Ask for a measurement in the background."""
    ask_to_measure(request.user.pk)
    messages.success(request, _("Đang tính lại; trang này có số mới sau ít phút."))
    return redirect("monitoring:board")


def _row(request: SignedInRequest, target: int, code: str) -> StandingRow:
    try:
        return queries.one_standing(request.user, target, code)
    except StandingRow.DoesNotExist as error:
        raise Http404 from error


def _shown(row: StandingRow) -> Shown:
    return Shown.of(row, lang())
