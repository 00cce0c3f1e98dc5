"""The page of one turn of a task, and what can be done with it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.audit.actor import Actor
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.day import today
from caicach.web.plans.actions import turns as actions
from caicach.web.plans.forms.turn import PostponeForm, SubmitForm
from caicach.web.plans.models import Turn
from caicach.web.plans.queries.sight import visible_documents, visible_turns, visible_updates
from caicach.web.plans.queries.tasks import due_state
from caicach.web.plans.views.answers import drafted, form_answer, tree_of, tried, tried_at_once

STATES = Turn.State


def turn_in_sight(request: SignedInRequest, pk: int) -> Turn:
    """Return the turn if the person may see its task; else 404."""
    rows = visible_turns(request.user).prefetch_related("task__co_owners")
    return get_object_or_404(rows, pk=pk)


@allowed("plans.view")
@require_safe
def turn_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is due, what was said, what can be done next."""
    turn = turn_in_sight(request, pk)
    person, is_open = request.user, turn.task.plan.is_open
    reviews = person.has_perm("plans.return", turn)
    changes = is_open and person.has_perm("plans.change", turn)
    undone = turn.state in actions.UNDONE
    context = {
        "turn": turn,
        "task": turn.task,
        "plan": turn.task.plan,
        "tree": tree_of(request),
        "today": today(),
        "due": due_state(turn, today()),
        "updates": turn.updates.select_related("attachment", "document", "person"),
        "may_update": is_open
        and turn.state in (*actions.UNDONE, STATES.SUBMITTED)
        and person.has_perm("plans.update_task", turn),
        "may_return": reviews and turn.state in (STATES.SUBMITTED, STATES.DONE),
        "may_accept": reviews and turn.state == STATES.SUBMITTED,
        "may_change": changes and undone,
        "may_reopen": changes and turn.state == STATES.CANCELLED,
    }
    return render(request, "plans/turn.html", context)


@allowed("plans.update_task")
@require_http_methods(["GET", "POST"])
def turn_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result, with what shows it."""
    turn = turn_in_sight(request, pk)
    request.actor.require("plans.update_task", turn)
    key = f"plans.turn:{pk}"
    initial, offered = drafted(request, key, SubmitForm)
    form = SubmitForm(
        request.POST or None,
        request.FILES or None,
        documents=visible_documents(request.user),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        text, evidence, now = form.cleaned_data["text"], form.evidence(), timezone.now()
        if tried(
            form,
            lambda: actions.submit_turn(
                request.actor, turn=turn, text=text, evidence=evidence, now=now
            ),
        ):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã gửi kết quả."))
            return redirect("plans:turn", pk)
    context: dict[str, Any] = {"title": _("Gửi kết quả nhiệm vụ"), "button": _("Gửi")}
    context |= {"about": turn.task, "plan": turn.task.plan}
    return form_answer(request, form, offered | context)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def turn_postpone(request: SignedInRequest, pk: int) -> HttpResponse:
    """A later deadline, with a reason."""
    turn = turn_in_sight(request, pk)
    request.actor.require("plans.change", turn)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        if tried(form, lambda: actions.postpone_turn(request.actor, turn=turn, now=now, **given)):
            messages.success(request, _("Đã lùi hạn; hạn ban đầu vẫn được ghi."))
            return redirect("plans:turn", pk)
    context = {"title": _("Lùi hạn"), "about": turn.task, "plan": turn.task.plan}
    return form_answer(request, form, context)


@allowed("plans.view")
@require_POST
def turn_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Return, accept, call off, take up again."""
    turn = turn_in_sight(request, pk)
    reason, now = request.POST.get("reason", ""), timezone.now()
    done = {
        "return": _("Đã trả lại; nhiệm vụ được tính là chưa xong."),
        "accept": _("Đã chấp nhận kết quả."),
        "cancel": _("Đã ghi thôi thực hiện."),
        "reopen": _("Đã mở lại."),
    }[step]
    tried_at_once(request, lambda: take_step(request.actor, turn, step, reason, now), done)
    return redirect("plans:turn", pk)


def take_step(by: Actor, turn: Turn, step: str, reason: str, now: datetime) -> Any:
    """Call the action of one of the buttons."""
    if step == "accept":
        return actions.accept_turn(by, turn=turn, text=reason, now=now)
    step_of = {
        "return": actions.return_turn,
        "cancel": actions.cancel_turn,
        "reopen": actions.reopen_turn,
    }
    return step_of[step](by, turn=turn, reason=reason, now=now)


@allowed("plans.view")
@require_safe
def update_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of what was said about a turn."""
    update = get_object_or_404(visible_updates(request.user), pk=pk)
    return file_answer(update.attachment)
