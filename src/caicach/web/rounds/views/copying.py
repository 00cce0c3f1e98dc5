"""A round begun like a former one: what its edition changes is told before, then it is made."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.core.rounds import shift_phases
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.plans.lateness import national_calendar
from caicach.web.rounds.actions.rounds import Hours, copy_round, keep_edition
from caicach.web.rounds.forms.copying import CopyRoundForm
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.queries.compared import Compared, compare
from caicach.web.rounds.queries.offered import offered_editions
from caicach.web.rounds.queries.rounds import visible_rounds
from caicach.web.rounds.queries.setup import round_period
from caicach.web.rounds.scoring import BrokenEditionError, kept_edition
from caicach.web.rounds.turning import plans_of
from caicach.web.rounds.views.asking import form_answer, told, tried
from caicach.web.rounds.views.setup import leading_agencies


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_copy(request: SignedInRequest) -> HttpResponse:
    """A round like a former one: its blocks, leads and phases, a year later."""
    rounds = visible_rounds(request.user).exclude(state=Round.State.CANCELLED)
    last = _last(rounds, request.GET.get("round", ""))
    form = CopyRoundForm(
        request.POST or None,
        request.FILES or None,
        rounds=rounds,
        offered=offered_editions(rounds),
        agencies=leading_agencies(request),
        initial=_next_of(last) if last else {},
    )
    if request.method != "POST":
        return _page(request, form, compared=_first_look(form, last))
    if not form.is_valid():
        return _page(request, form)
    kept, issues = keep_edition(*form.source())
    if kept is None:
        form.add_error("file" if form.cleaned_data["file"] else "edition", _("Bộ tiêu chí có lỗi."))
        return _page(request, form, issues=told(issues))
    return _looked_at(request, form, kept) if "look" in request.POST else _made(request, form, kept)


def _page(request: SignedInRequest, form: CopyRoundForm, **more: Any) -> HttpResponse:
    context = {"title": _("Lập từ đợt trước"), "way": "copy", **more}
    return form_answer(request, form, context, "rounds/round_copy.html")


def _first_look(form: CopyRoundForm, last: Round | None) -> Compared | None:
    """Compare the newest edition of the set with the round offered to be copied."""
    if last is None:
        return None
    try:
        return compare(last, form.newest(last).read())
    except BrokenEditionError:
        return None


def _looked_at(request: SignedInRequest, form: CopyRoundForm, kept: KeptEdition) -> HttpResponse:
    if form.cleaned_data["file"]:
        form.keep_file(kept)
    compared = compare(form.cleaned_data["previous"], kept_edition(kept))
    return _page(request, form, compared=compared)


def _made(request: SignedInRequest, form: CopyRoundForm, kept: KeptEdition) -> HttpResponse:
    made: list[Round] = []
    previous = form.cleaned_data["previous"]
    values = form.values() | {"edition": kept}
    try:
        hours = _shifted(previous, values["period"])
    except ValueError:
        form.add_error("period", _("Đợt mới phải cùng loại kỳ (năm hoặc quý) với đợt cũ."))
        return _page(request, form)

    def copy() -> None:
        made.append(copy_round(request.actor, previous=previous, values=values, phases=hours))

    if not tried(form, copy):
        return _page(request, form)
    messages.success(request, _("Đã lập đợt mới từ đợt trước. Xem lại thời gian."))
    return redirect("rounds:phases", made[0].pk)


def _shifted(previous: Round, period: str) -> list[Hours]:
    periods = (round_period(previous.period), round_period(period))
    plans = shift_phases(plans_of(previous), *periods, national_calendar())
    return [Hours(each.kind.value, each.opens_at, each.closes_at) for each in plans]


def _last(rounds: QuerySet[Round], asked: str) -> Round | None:
    rows = rounds.filter(pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else rounds
    return rows.order_by("-year", "-pk").first()


def _next_of(last: Round) -> dict[str, Any]:
    period = last.period.replace(str(last.year), str(last.year + 1))
    name = last.name.replace(str(last.year), str(last.year + 1))
    head = {"kind": last.kind, "lead": last.lead_id, "stand_in": last.stand_in_id}
    return head | {"previous": last.pk, "period": period, "name": name}
