"""One question: its page, the proposal, votes, the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.issues import Issue, faults
from caicach.core.rules import Given
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.council.actions.ballots import record_votes, vote
from caicach.web.council.actions.deciding import Seen, decide, reopen_question
from caicach.web.council.actions.questions import place_question, propose, withdraw_question
from caicach.web.council.models import Ballot, Question
from caicach.web.council.queries.papers import Paper, open_sittings
from caicach.web.council.queries.sight import find_question
from caicach.web.council.views.answers import framed, refused, tried_at_once, whole
from caicach.web.rounds.forms.figures import fields_of
from caicach.web.rounds.models import Stage
from caicach.web.rounds.typed import read_typed

BASES = {"self": Stage.SELF, "appraised": Stage.APPRAISED_2}


@allowed("council.view")
@require_safe
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """All about one question."""
    return _page(request, find_question(request.user, pk))


def _page(
    request: SignedInRequest,
    found: Question,
    *,
    told: list[str] | None = None,
    typed: Any = None,
    faulty: list[Issue] | None = None,
) -> HttpResponse:
    paper = Paper(found, timezone.now())
    may_decide = request.actor.may("council.decide", found)
    is_open = found.state == Question.State.OPEN
    fields = fields_of(found.round, found.item.code, found.proposed(), typed, faulty or [])
    more = {
        "question": found,
        "paper": paper,
        "fields": fields,
        "told": told or [],
        "typed": typed or {},
        "choices": Ballot.Choice.choices,
        "sittings": open_sittings(found) if may_decide and is_open else [],
    }
    context = framed(request, found.round, **more)
    return render(request, "council/question.html", context, status=422 if told else 200)


@allowed("council.decide")
@require_POST
def question_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """State the proposal: as the agency has it, as the appraisal found it, or as typed."""
    found = find_question(request.user, pk)
    request.actor.require("council.decide", found)
    given, issues = _given(request, found)
    seen = whole(request.POST.get("version"))
    told: list[str] = []
    if not faults(issues):
        told = refused(lambda: propose(request.actor, question=found, given=given, seen=seen))
        if not told:
            messages.success(request, _("Đã ghi phương án để biểu quyết."))
            return redirect("council:question", pk)
    words = told or [_("Số liệu đề xuất chưa đọc được; xem lỗi ở từng ô.")]
    return _page(request, found, told=words, typed=request.POST.dict(), faulty=issues)


def _given(request: SignedInRequest, found: Question) -> tuple[Given, list[Issue]]:
    stage = BASES.get(request.POST.get("base", ""))
    if stage is not None:
        stood = Paper(found, timezone.now()).stood_at(stage)
        return stood or Given(), []
    return read_typed(request.POST.dict(), found.item.code)


@allowed("council.vote")
@require_POST
def question_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give one's own vote in writing."""
    found = find_question(request.user, pk)
    choice = request.POST.get("choice", "")
    if choice not in Ballot.Choice.values:
        messages.error(request, _("Hãy chọn một ý kiến."))
        return redirect("council:question", pk)
    given = {"choice": choice, "opinion": request.POST.get("opinion", "")}
    turn, now = whole(request.POST.get("turn")), timezone.now()
    tried_at_once(
        request,
        lambda: vote(request.actor, question=found, turn=turn, now=now, **given),
        _("Đã ghi ý kiến của bạn."),
    )
    return redirect("council:question", pk)


@allowed("council.decide")
@require_POST
def question_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record how those who are present voted."""
    found = find_question(request.user, pk)
    choices = ballots_sent(request)
    turn, now = whole(request.POST.get("turn")), timezone.now()
    tried_at_once(
        request,
        lambda: record_votes(request.actor, questions=[(found, turn)], choices=choices, now=now),
        _("Đã ghi kết quả biểu quyết."),
    )
    return redirect("council:question", pk)


def ballots_sent(request: SignedInRequest) -> dict[int, str]:
    """Return the choice sent for each member, by key."""
    sent = {
        name.removeprefix("ballot-"): choice
        for name, choice in request.POST.items()
        if name.startswith("ballot-") and choice in Ballot.Choice.values
    }
    return {int(key): str(choice) for key, choice in sent.items() if key.isdigit()}


@allowed("council.decide")
@require_POST
def question_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the decision; what was typed stays on the page where it is refused."""
    found = find_question(request.user, pk)
    seen = Seen(whole(request.POST.get("version")), whole(request.POST.get("entry")))
    words, now = request.POST.get("decision", ""), timezone.now()
    told = refused(
        lambda: decide(request.actor, question=found, decision=words, seen=seen, now=now)
    )
    if not told:
        messages.success(request, _("Đã ghi quyết định của Hội đồng."))
        return redirect("council:question", pk)
    return _page(request, find_question(request.user, pk), told=told, typed={"decision": words})


@allowed("council.decide")
@require_http_methods(["POST"])
def question_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Withdraw a question, open a decided one again, or place it before a sitting."""
    found = find_question(request.user, pk)
    action, done = _steps(request, found)[step]
    tried_at_once(request, action, done)
    return redirect("council:question", pk)


def _steps(
    request: SignedInRequest, found: Question
) -> dict[str, tuple[Callable[[], object], str]]:
    why = request.POST.get("reason", "")
    given: dict[str, Any] = {"question": found, "seen": whole(request.POST.get("version"))}

    def place() -> object:
        request.actor.require("council.decide", found)
        sitting = get_object_or_404(found.round.sittings, pk=whole(request.POST.get("sitting")))
        return place_question(request.actor, sitting=sitting, **given)

    return {
        "withdraw": (
            lambda: withdraw_question(request.actor, reason=why, **given),
            _("Đã rút nội dung này."),
        ),
        "reopen": (
            lambda: reopen_question(request.actor, reason=why, **given),
            _("Đã mở lại. Điểm cũ còn giá trị cho đến khi Hội đồng quyết định lại."),
        ),
        "place": (place, _("Đã xếp vào phiên.")),
    }
