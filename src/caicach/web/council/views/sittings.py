"""Sittings: listed, opened, changed, ended; votes on several questions at once; minutes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.council.actions.ballots import record_votes
from caicach.web.council.actions.questions import place_waiting
from caicach.web.council.actions.sittings import (
    attach_minutes,
    change_sitting,
    close_sitting,
    open_sitting,
    reopen_sitting,
    write_minutes,
)
from caicach.web.council.forms.sitting import MinutesForm, SignedForm, SittingForm
from caicach.web.council.members import members_on
from caicach.web.council.minutes import draft_minutes, questions_of
from caicach.web.council.models import Ballot, Sitting
from caicach.web.council.queries.papers import waiting_questions
from caicach.web.council.queries.sight import find_round, find_sitting
from caicach.web.council.views.answers import framed, tried, tried_at_once, whole
from caicach.web.council.views.questions import ballots_sent
from caicach.web.council.voting import outcomes_of, quorum_of
from caicach.web.look.day import read_day, today
from caicach.web.look.listing import Column, Listing
from caicach.web.rounds.models import Round


@allowed("council.view")
@require_safe
def sittings(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sittings of a round, the last one first."""
    scored = find_round(request.user, pk)
    rows = scored.sittings.select_related("chair").order_by("-number")
    listing = Listing(request, rows, _columns(), name="phien-hop")
    if listing.wants_file:
        return listing.file()
    context = framed(
        request,
        scored,
        listing=listing,
        without=waiting_questions(scored).count(),
        open_ones=scored.sittings.filter(state=Sitting.State.OPEN),
    )
    return render(request, "council/sittings.html", context)


def _columns() -> list[Column[Sitting]]:
    return [
        Column("number", _l("Phiên số"), lambda row: row.number, ("number",), True),
        Column("held", _l("Ngày"), lambda row: row.held_on, ("held_on",)),
        Column("kind", _l("Hình thức"), lambda row: row.get_kind_display()),
        Column("place", _l("Địa điểm"), lambda row: row.place),
        Column("chair", _l("Chủ tọa"), lambda row: row.chair or ""),
        Column("state", _l("Tình trạng"), lambda row: row.get_state_display(), ("state",)),
    ]


@allowed("council.decide")
@require_http_methods(["GET", "POST"])
def sitting_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a sitting."""
    scored = find_round(request.user, pk)
    request.actor.require("council.decide", scored)
    form = SittingForm(
        request.POST or None,
        members=members_on(scored, _day_of(request)),
        initial={"held_on": today(), "kind": Sitting.Kind.MEETING},
    )
    made: list[Sitting] = []
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"scored": scored, "values": form.values()}
        if tried(form, lambda: made.append(open_sitting(request.actor, **given))):
            messages.success(
                request, _("Đã lập phiên. Các nội dung đang chờ đã xếp vào phiên này.")
            )
            return redirect("council:sitting", made[0].pk)
    return _form_page(request, scored, form)


@allowed("council.decide")
@require_http_methods(["GET", "POST"])
def sitting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a sitting: its day, who chairs, who is there."""
    found = find_sitting(request.user, pk)
    request.actor.require("council.decide", found)
    names = ("version", "kind", "held_on", "place", "chair")
    initial = {name: getattr(found, name) for name in names} | {"present": found.present.all()}
    day = _day_of(request, found.held_on)
    form = SittingForm(request.POST or None, members=members_on(found.round, day), initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"sitting": found, "values": form.values()}
        seen = form.cleaned_data["version"] or 0
        if tried(form, lambda: change_sitting(request.actor, seen=seen, **given)):
            messages.success(request, _("Đã lưu phiên."))
            return redirect("council:sitting", pk)
    return _form_page(request, found.round, form, sitting=found)


def _day_of(request: SignedInRequest, otherwise: date | None = None) -> date:
    return read_day(request.POST.get("held_on", "")) or otherwise or today()


def _form_page(
    request: SignedInRequest, scored: Round, form: SittingForm, **more: Any
) -> HttpResponse:
    context = framed(request, scored, form=form, **more)
    status = 422 if form.errors else 200
    return render(request, "council/sitting_form.html", context, status=status)


@allowed("council.view")
@require_safe
def sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sitting: who is there, what is before it and how the votes stand."""
    found = find_sitting(request.user, pk)
    now, present = timezone.now(), list(found.present.all())
    questions = questions_of(found)
    for each in questions:
        each.sitting, each.round = found, found.round
    outcomes = outcomes_of([each for each in questions if each.state == "open"], now)
    more = {
        "sitting": found,
        "present": present,
        "quorum": quorum_of(found, present, now),
        "rows": [(each, outcomes.get(each.pk)) for each in questions],
        "choices": Ballot.Choice.choices,
        "signed": SignedForm(),
        "without": waiting_questions(found.round).count() if found.state == "open" else 0,
        "may_record": found.state == "open" and found.kind == "meeting" and bool(present),
    }
    return render(request, "council/sitting.html", framed(request, found.round, **more))


@allowed("council.decide")
@require_POST
def sitting_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record one vote for several questions at once."""
    found = find_sitting(request.user, pk)
    request.actor.require("council.decide", found)
    sent = (each.partition(":") for each in request.POST.getlist("questions"))
    turns = {whole(key): whole(turn) for key, _colon, turn in sent}
    rows = found.questions.filter(pk__in=list(turns)).select_related("round__agency")
    questions = [(each, turns[each.pk]) for each in rows]
    if not questions:
        messages.error(request, _("Chưa chọn nội dung nào."))
        return redirect("council:sitting", pk)
    choices = ballots_sent(request)
    tried_at_once(
        request,
        lambda: record_votes(
            request.actor, questions=questions, choices=choices, now=timezone.now()
        ),
        _("Đã ghi kết quả biểu quyết cho %(n)s nội dung.") % {"n": len(questions)},
    )
    return redirect("council:sitting", pk)


@allowed("council.decide")
@require_POST
def sitting_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Let a sitting take up what waits, end it, or go on with one that was ended."""
    found = find_sitting(request.user, pk)
    given: dict[str, Any] = {"sitting": found, "seen": whole(request.POST.get("version"))}
    why = request.POST.get("reason", "")
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "place": (
            lambda: place_waiting(request.actor, sitting=found),
            _("Đã xếp các nội dung đang chờ vào phiên."),
        ),
        "close": (lambda: close_sitting(request.actor, **given), _("Đã kết thúc phiên.")),
        "reopen": (
            lambda: reopen_sitting(request.actor, reason=why, **given),
            _("Đã mở lại phiên."),
        ),
    }
    tried_at_once(request, *steps[step])
    return redirect("council:sitting", pk)


@allowed("council.decide")
@require_http_methods(["GET", "POST"])
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text of the minutes, drafted from what was decided until it is written."""
    found = find_sitting(request.user, pk)
    request.actor.require("council.decide", found)
    drafted = draft_minutes(found)
    anew = "draft" in request.GET or not found.minutes_text
    initial = {"text": drafted if anew else found.minutes_text, "version": found.version}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        if tried(form, lambda: write_minutes(request.actor, sitting=found, text=text, seen=seen)):
            messages.success(request, _("Đã lưu biên bản."))
            return redirect("council:sitting", pk)
    context = framed(request, found.round, sitting=found, form=form, is_draft=anew)
    # what another has written meanwhile is shown beside what was typed
    context["theirs"] = found.minutes_text if form.errors else ""
    status = 422 if form.errors else 200
    return render(request, "council/minutes.html", context, status=status)


@allowed("council.view")
@require_safe
def minutes_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as a page to print."""
    found = find_sitting(request.user, pk)
    text = found.minutes_text or draft_minutes(found)
    context = framed(request, found.round, sitting=found, text=text)
    return render(request, "council/minutes_print.html", context)


@allowed("council.decide")
@require_POST
def minutes_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the signed minutes."""
    found = find_sitting(request.user, pk)
    request.actor.require("council.decide", found)
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn tệp biên bản đã ký."))
        return redirect("council:sitting", pk)
    upload, now = form.cleaned_data["file"], timezone.now()
    tried_at_once(
        request,
        lambda: attach_minutes(request.actor, sitting=found, upload=upload, now=now),
        _("Đã đính kèm biên bản đã ký."),
    )
    return redirect("council:sitting", pk)


@allowed("council.view")
@require_safe
def minutes_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The signed minutes as a file."""
    return file_answer(find_sitting(request.user, pk).minutes)
