"""The pages of a task."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.conflict import conflict_answer
from caicach.web.look.day import today
from caicach.web.plans.actions.tasks import add_task, change_task, remove_task
from caicach.web.plans.forms.task import TaskForm, what_is_unclear
from caicach.web.plans.models import Plan, Task
from caicach.web.plans.queries.plans import last_change
from caicach.web.plans.queries.sight import visible_tasks
from caicach.web.plans.views.answers import drafted, form_answer, tree_of, tried, tried_at_once
from caicach.web.plans.views.plan import plan_in_sight


def task_in_sight(request: SignedInRequest, pk: int) -> Task:
    """Return the task if the person may see it; else 404."""
    return get_object_or_404(visible_tasks(request.user).prefetch_related("co_owners"), pk=pk)


@allowed("plans.view")
@require_safe
def task_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who does what by when, and how each turn went."""
    task = task_in_sight(request, pk)
    may_change = task.plan.is_open and request.user.has_perm("plans.change", task)
    context = {
        "task": task,
        "plan": task.plan,
        "tree": tree_of(request),
        "today": today(),
        "turns": list(task.turns.all()[:200]),
        "unclear": what_is_unclear(task),
        "may_change": may_change,
        "may_update": task.plan.is_open and request.user.has_perm("plans.update_task", task),
    }
    return render(request, "plans/task.html", context)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def task_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new task of a plan."""
    plan = plan_in_sight(request, pk)
    request.actor.require("plans.change", plan)
    key = f"plans.task:new-{pk}"
    initial, offered = drafted(request, key, TaskForm)
    first = {"owner": plan.agency_id, "starts_on": ""}
    form = _form(request, Task(plan=plan), plan, first | initial)
    if request.method == "POST" and form.is_valid():
        made: list[Task] = []
        if tried(
            form, lambda: made.append(add_task(request.actor, plan=plan, values=form.values()))
        ):
            drop_draft(request.user, key=key)
            return _saved(request, made[0], _("Đã thêm nhiệm vụ."))
    context = offered | {"title": _("Thêm nhiệm vụ"), "plan": plan}
    return form_answer(request, form, context, "plans/task_form.html")


def _form(request: SignedInRequest, task: Task, plan: Plan, initial: dict[str, Any]) -> TaskForm:
    return TaskForm(
        request.POST or None, instance=task, plan=plan, tree=tree_of(request), initial=initial
    )


def _saved(request: SignedInRequest, task: Task, said: str) -> HttpResponse:
    """Say that it is saved, and what of the five clears is still missing."""
    messages.success(request, said)
    missing = what_is_unclear(task)
    if missing:
        messages.warning(request, _("Còn chưa %(missing)s.") % {"missing": ", ".join(missing)})
    return redirect("plans:task", task.pk)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def task_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A task changed; two people's changes are merged field by field."""
    task = task_in_sight(request, pk)
    request.actor.require("plans.change", task)
    key = f"plans.task:{pk}"
    initial, offered = drafted(request, key, TaskForm)
    form = _form(request, task, task.plan, initial)
    if request.method == "POST":
        clashes = form.reconcile()
        if clashes:
            return conflict_answer(request, form, clashes, last_change("task", pk))
        if form.is_valid() and tried(form, lambda: _change(request, form)):
            drop_draft(request.user, key=key)
            return _saved(request, form.instance, _("Đã lưu nhiệm vụ."))
    context = offered | {"title": _("Sửa nhiệm vụ"), "plan": task.plan, "about": task}
    return form_answer(request, form, context, "plans/task_form.html")


def _change(request: SignedInRequest, form: TaskForm) -> None:
    task, seen = form.instance, form.seen_version
    change_task(request.actor, task=task, values=form.values(), seen=seen)


@allowed("plans.change")
@require_POST
def task_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a task out of a draft."""
    task = task_in_sight(request, pk)
    plan = task.plan
    is_done = tried_at_once(
        request, lambda: remove_task(request.actor, task=task), _("Đã bỏ nhiệm vụ.")
    )
    return redirect("plans:tasks", plan.pk) if is_done else redirect("plans:task", pk)
