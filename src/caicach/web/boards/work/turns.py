"""Turns of tasks as things to do: one's own, and those that wait to be accepted."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.core.agencies import DayTree
from caicach.web.boards.work.item import Item, Urgency, Waiting, state_words, urgency_of
from caicach.web.notices.calendar_feed import own_turns
from caicach.web.plans.models import Plan, Turn

AHEAD = timedelta(days=7)
MOST = 1_000
UNDONE = (Turn.State.OPEN, Turn.State.RETURNED)
OVER = (Turn.State.DONE, Turn.State.CANCELLED)


def turns_to_do(codes: Collection[str], today: date) -> list[Turn]:
    """Return the turns of these agencies that are late, returned, due in a week, or sent.

    What is not wanted is named, so that SQLite goes by the few tasks, not by all turns of a state.
    """
    later = Q(state=Turn.State.OPEN, due_on__gt=today + AHEAD)
    rows = own_turns(list(codes)).exclude(state__in=OVER).exclude(later)
    rows = rows.select_related("task__plan")
    return list(rows.order_by("due_on", "pk")[:MOST])


def item_of(turn: Turn, today: date) -> Item:
    """Return an undone turn as a thing to do."""
    is_returned = turn.state == Turn.State.RETURNED
    return Item(
        urgency=urgency_of(turn.due_on, today, is_returned=is_returned),
        title=str(turn.task),
        context=turn.task.plan.title,
        due_on=turn.due_on,
        state=state_words(turn.due_on, today, is_returned=is_returned),
        why=_why(turn),
        action=_("Sửa và gửi lại") if is_returned else _("Cập nhật"),
        address=reverse("plans:turn", args=[turn.pk]),
    )


def waiting_of(turn: Turn) -> Waiting:
    """Return a turn that was sent and not yet accepted."""
    sent = turn.submitted_at
    since = timezone.localtime(sent).date() if sent else None
    return Waiting(str(turn.task), _("cơ quan thường trực xem kết quả"), since, _page(turn))


def turns_to_accept(codes: Collection[str] | None, most: int) -> list[Any]:
    """Return the turns that were sent by these agencies, or by all, the oldest first.

    Each has `total`, how many there are beyond `most`, counted in the same query.
    """
    rows = Turn.objects.filter(state=Turn.State.SUBMITTED, task__plan__state=Plan.State.IN_FORCE)
    if codes is not None:
        rows = rows.filter(task__owner__code__in=codes)
    rows = rows.select_related("task__owner").annotate(total=Window(Count("pk")))
    return list(rows.order_by("submitted_at", "pk")[:most])


def item_to_accept(turn: Turn, tree: DayTree) -> Item:
    """Return a turn as something to look at and decide."""
    code = turn.task.owner.code
    owner = tree.agency(code).name.vi if code in tree else code
    sent = turn.submitted_at
    day = timezone.localtime(sent).strftime("%d/%m/%Y") if sent else ""
    return Item(
        urgency=Urgency.WAITING_FOR_ME,
        title=str(turn.task),
        context=owner,
        due_on=turn.due_on,
        state=_("Chờ xem kết quả"),
        why=_("%(owner)s gửi ngày %(day)s. Chấp nhận, hoặc trả lại kèm lý do.")
        % {"owner": owner, "day": day},
        action=_("Xem kết quả"),
        address=_page(turn),
    )


def _page(turn: Turn) -> str:
    return reverse("plans:turn", args=[turn.pk])


def _why(turn: Turn) -> str:
    if turn.state == Turn.State.RETURNED:
        return _("Lý do trả lại: %(reason)s") % {"reason": turn.reason}
    if turn.task.deliverable:
        values = {"deliverable": turn.task.deliverable}
        return _("Chưa có sản phẩm: %(deliverable)s. Gửi kết quả hoặc xin lùi hạn.") % values
    return _("Chưa gửi kết quả. Gửi kèm sản phẩm, hoặc xin lùi hạn kèm lý do.")
