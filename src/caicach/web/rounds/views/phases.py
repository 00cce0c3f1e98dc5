"""Phases: their hours, one moved by hand, more time for some, the whole round cancelled."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from caicach.core.rounds import MoveKind
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.faults import said_of
from caicach.web.rounds.actions.phases import (
    close_phase,
    extend,
    open_phase,
    reopen_phase,
    skip_phase,
)
from caicach.web.rounds.actions.rounds import cancel_round, plan_phases
from caicach.web.rounds.forms.phase import ExtendForm, MoveForm, PhasesForm
from caicach.web.rounds.forms.round import ReasonForm
from caicach.web.rounds.models import Phase, Round
from caicach.web.rounds.queries.setup import round_period
from caicach.web.rounds.turning import find_move
from caicach.web.rounds.views.asking import (
    form_answer,
    refusals_of,
    round_to_set_up,
    told,
    tree_of,
    tried,
)

TITLES = {
    "open": gettext_lazy("Mở sớm: %(phase)s"),
    "close": gettext_lazy("Đóng sớm: %(phase)s"),
    "skip": gettext_lazy("Bỏ qua: %(phase)s"),
    "reopen": gettext_lazy("Mở lại: %(phase)s"),
}
ABOUT = {
    "open": gettext_lazy("Giai đoạn mở ngay, không chờ đến giờ đã định."),
    "close": gettext_lazy("Giai đoạn đóng ngay; phần đang nhập dở được giữ làm ghi chú."),
    "skip": gettext_lazy("Đợt này không có giai đoạn đó."),
    "reopen": gettext_lazy(
        "Các giai đoạn sau chờ lại từ đầu và lùi theo; điểm đã thẩm định được giữ nguyên."
    ),
}


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_phases(request: SignedInRequest, pk: int) -> HttpResponse:
    """The hours of all phases in one form; every fault is told at once."""
    scored = round_to_set_up(request, pk)
    texts = {name: str(text) for name, text in request.POST.items()} if request.POST else None
    form = PhasesForm(scored, round_period(scored.period), texts)
    refused: list[str] = []
    if texts is not None and not form.faults:
        reason = texts.get("reason", "")
        refused = [
            said
            for _name, said in refusals_of(
                lambda: plan_phases(request.actor, scored=scored, phases=form.hours, reason=reason),
                (),
            )
        ]
        if not refused:
            messages.success(request, _("Đã lưu thời gian các giai đoạn."))
            for each in form.issues:
                messages.warning(request, said_of(each))
            return redirect("rounds:round", pk)
    context = {"round": scored, "form": form, "refused": refused, "issues": told(form.issues)}
    needs_reason = scored.state in (Round.State.RUNNING, Round.State.PUBLISHED)
    status = 422 if form.faults or refused else 200
    context |= {"needs_reason": needs_reason, "reason": (texts or {}).get("reason", "")}
    return render(request, "rounds/round_phases.html", context, status=status)


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_move(request: SignedInRequest, pk: int, kind: str, step: str) -> HttpResponse:
    """Open, close, skip or reopen a phase by hand, with the reason."""
    scored = round_to_set_up(request, pk)
    phase = get_object_or_404(scored.phases.select_related("round__agency"), kind=kind)
    form = MoveForm(request.POST or None, asks_until=step == "reopen")
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: _move(request, phase, step, form)):
        messages.success(request, _("Đã ghi nhận."))
        return redirect("rounds:round", pk)
    waiting_again = refusals_of(lambda: find_move(scored, MoveKind(step), kind), ())
    words = {"phase": phase.get_kind_display()}
    context = {"title": TITLES[step] % words, "about": ABOUT[step], "round": scored}
    context |= {"button": TITLES[step] % words, "cannot": waiting_again}
    return form_answer(request, form, context)


def _move(request: SignedInRequest, phase: Phase, step: str, form: MoveForm) -> None:
    reason, now = form.cleaned_data["reason"], timezone.now()
    if step == "reopen":
        until = form.until()
        reopen_phase(request.actor, phase=phase, reason=reason, now=now, until=until)
        return
    action = {"open": open_phase, "close": close_phase, "skip": skip_phase}[step]
    action(request.actor, phase=phase, reason=reason, now=now)


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_extend(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """More time in a phase for a block or for some agencies."""
    scored = round_to_set_up(request, pk)
    phase = get_object_or_404(scored.phases.select_related("round__agency"), kind=kind)
    form = ExtendForm(request.POST or None, scored=scored, tree=tree_of(request))
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: _extend(request, phase, form)):
        count = len(form.cleaned_data["chosen"])
        messages.success(request, _("Đã gia hạn cho %(n)s cơ quan.") % {"n": count})
        return redirect("rounds:round", pk)
    title = _("Gia hạn: %(phase)s") % {"phase": phase.get_kind_display()}
    about = _("Chỉ cơ quan được chọn còn làm tiếp sau hạn chung; hạn sau cùng có hiệu lực.")
    return form_answer(request, form, {"title": title, "about": about, "round": scored})


def _extend(request: SignedInRequest, phase: Phase, form: ExtendForm) -> None:
    given = form.cleaned_data
    extend(
        request.actor,
        phase=phase,
        agencies=given["chosen"],
        until=form.until() or timezone.now(),
        reason=given["reason"],
        now=timezone.now(),
    )


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel the round, with the reason."""
    scored = round_to_set_up(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(
            form,
            lambda: cancel_round(request.actor, scored=scored, reason=reason, now=timezone.now()),
        ):
            messages.success(request, _("Đã hủy đợt chấm."))
            return redirect("rounds:round", pk)
    about = _("Mọi bảng chấm bị khóa, vẫn xem được; đợt đã hủy không mở lại.")
    return form_answer(request, form, {"title": _("Hủy đợt chấm"), "about": about, "round": scored})
