"""Setting a round up: begun, copied, changed, its agencies chosen, tried, opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import AgencyKind
from caicach.core.issues import Issue
from caicach.core.rounds import default_phases
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.accounts.roles import Role
from caicach.web.look.day import today
from caicach.web.plans.lateness import national_calendar
from caicach.web.register.models import Agency
from caicach.web.rounds.actions.rounds import (
    Hours,
    change_round,
    create_round,
    keep_edition,
    open_round,
)
from caicach.web.rounds.forms.round import (
    CHOICE,
    EditRoundForm,
    HeadForm,
    NewRoundForm,
)
from caicach.web.rounds.mending import grouped_findings
from caicach.web.rounds.models import KeptEdition, PhaseKind, Round
from caicach.web.rounds.queries.rounds import opening_of
from caicach.web.rounds.queries.setup import round_period, try_round
from caicach.web.rounds.refusals import require_reason
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.views.asking import (
    form_answer,
    refusals_of,
    round_to_set_up,
    told,
    tree_of,
    tried,
)

BELOW = (AgencyKind.COMMUNE, AgencyKind.WARD, AgencyKind.SPECIAL_ZONE, AgencyKind.TOWNSHIP)
"""Kinds that never lead the appraisal of others."""


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_new(request: SignedInRequest) -> HttpResponse:
    """A round from nothing: its edition read, with all that is wrong at its line."""
    initial = {"period": str(today().year), "name": _named(today().year)}
    offered = leading_agencies(request)
    form = NewRoundForm(
        request.POST or None, request.FILES or None, agencies=offered, initial=initial
    )
    issues: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept, issues = keep_edition(given["text"], given["path"])
        if kept is None:
            form.add_error("file" if given.get("file") else "shipped", _("Bộ tiêu chí có lỗi."))
        elif (made := _begin(request, form, kept)) is not None:
            return redirect("rounds:phases", made.pk)
    context = {"title": _("Lập đợt chấm điểm"), "issues": told(issues), "way": "new"}
    return form_answer(request, form, context, "rounds/round_new.html")


def _begin(request: SignedInRequest, form: HeadForm, kept: KeptEdition) -> Round | None:
    values = form.values() | {"edition": kept}
    plans = default_phases(round_period(values["period"]), national_calendar())
    hours = [Hours(each.kind.value, each.opens_at, each.closes_at) for each in plans]
    made: list[Round] = []

    def begin() -> None:
        home = home_of(request)
        made.append(create_round(request.actor, agency=home, values=values, phases=hours))

    return made[0] if tried(form, begin) else None


def home_of(request: SignedInRequest) -> Agency:
    """Return the agency the person sets rounds up for: the highest they hold that role at."""
    standing = standing_now(request.user)
    codes = [each.agency.code for each in standing.posts if each.role == Role.STANDING_BODY]
    return get_object_or_404(Agency, code=min(codes, key=len, default=""))


def _named(year: int) -> str:
    return _("Đợt chấm điểm cải cách hành chính năm %(year)s") % {"year": year}


def leading_agencies(request: SignedInRequest) -> list[CoreAgency]:
    """Return who may lead: the person's province and all right below it but communes."""
    tree = tree_of(request)
    home = home_of(request).code
    if home not in tree:
        return []
    below = [each for each in tree.children(home) if each.kind not in BELOW]
    return [tree.agency(home), *below]


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head of a round that is prepared, and what its edition leaves open."""
    scored = round_to_set_up(request, pk)
    names = ("name", "kind", "period", "lead", "stand_in")
    form = EditRoundForm(
        request.POST or None,
        agencies=leading_agencies(request),
        edition=edition_of(scored),
        initial={name: getattr(scored, name) for name in names}
        | {f"{CHOICE}{key}": value for key, value in scored.choices.items()}
        | {"seen": scored.version},
    )
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"choices": form.choices()}
        seen = form.cleaned_data["seen"]
        if tried(
            form, lambda: change_round(request.actor, scored=scored, values=values, seen=seen)
        ):
            messages.success(request, _("Đã lưu thông tin đợt chấm."))
            return redirect("rounds:round", pk)
    return form_answer(request, form, {"title": _("Sửa đợt chấm"), "round": scored})


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The dry run: all that is missing, each with where it is mended; then the opening."""
    scored = round_to_set_up(request, pk)
    issues = try_round(scored)
    refused: list[str] = []
    if request.method == "POST":
        at_once = request.POST.get("when") == "now"
        refused = _open(request, scored, issues, at_once=at_once)
        if not refused:
            return redirect("rounds:opening", pk)
    first = next((e for e in scored.phases.all() if e.kind == PhaseKind.SELF_SCORING), None)
    context = {
        "round": scored,
        "findings": grouped_findings(issues, scored),
        "faults": sum(each.severity == "fault" for each in issues),
        "refused": refused,
        "first": first,
        "is_early": first is not None and first.opens_at > timezone.now(),
        "agencies": scored.chosen.count(),
    }
    status = 422 if refused else 200
    return render(request, "rounds/round_check.html", context, status=status)


def _open(
    request: SignedInRequest, scored: Round, issues: list[Issue], *, at_once: bool
) -> list[str]:
    reason = request.POST.get("reason", "").strip()
    early = scored.phases.filter(kind=PhaseKind.SELF_SCORING, opens_at__gt=timezone.now())

    def act() -> None:
        if at_once and early.exists():
            require_reason(reason)
        open_round(
            request.actor,
            scored=scored,
            issues=issues,
            person_id=request.user.pk,
            at_once=at_once,
            reason=reason,
        )

    return [said for _name, said in refusals_of(act, ())]


@allowed("rounds.set_up")
@require_safe
def round_opening(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the opening has come; the part that moves where that is asked for."""
    scored = round_to_set_up(request, pk)
    moving = request.headers.get("HX-Request") == "true"
    template = "rounds/round_opening_state.html" if moving else "rounds/round_opening.html"
    return render(request, template, {"round": scored, "job": opening_of(scored)})
