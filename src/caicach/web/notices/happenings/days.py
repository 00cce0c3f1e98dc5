"""Deadlines told: 7, 3 and 1 days before they come, and on the first day after them."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.web.look.templatetags.look import day
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.happenings.links import turn_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.happenings.turns import doers
from caicach.web.notices.kinds import Kind
from caicach.web.notices.queries import local
from caicach.web.plans.models import Plan, Turn

STEPS = (1, 3, 7)
"""Days before the deadline; each step is told once, the nearest one that was reached."""
LATEST = timedelta(days=14)
"""A deadline missed longer ago is no news, whenever this installation began."""
UNDONE = (Turn.State.OPEN, Turn.State.RETURNED)


def tell_of_days(now: datetime) -> int:
    """Tell of all deadlines of the day; return how many were told of. May be repeated."""
    today = local(now).date()
    readers = Readers(today)
    count = 0
    for turn in near(today).iterator(chunk_size=500):
        late = turn.due_on < today
        codes = doers(turn)
        people = readers.answering(codes) if late else readers.doing(codes)
        notify(people, _telling(turn, today), now)
        count += 1
    return count


def near(today: date) -> QuerySet[Turn]:
    """Return the turns not done that are due within the steps, or were due not long ago."""
    first, last = today - LATEST, today + timedelta(days=max(STEPS))
    return (
        Turn.objects.filter(
            state__in=UNDONE,
            due_on__range=(first, last),
            task__plan__state=Plan.State.IN_FORCE,
        )
        .select_related("task__plan", "task__owner")
        .prefetch_related("task__co_owners")
        .order_by("due_on", "pk")
    )


def step_of(due_on: date, today: date) -> int | None:
    """Return the step that has been reached: 1, 3 or 7 days before; None after the deadline."""
    left = (due_on - today).days
    return next((step for step in STEPS if 0 <= left <= step), None)


def _telling(turn: Turn, today: date) -> Telling:
    step = step_of(turn.due_on, today)
    what = "late" if step is None else f"due-{step}"
    return Telling(
        Kind.TASK_OVERDUE if step is None else Kind.TASK_DUE,
        f"turn:{turn.pk}:{turn.due_on}:{what}",
        partial(_words, turn, (turn.due_on - today).days),
        turn_address(turn),
        ("plans.turn", str(turn.pk)),
        turn.due_on,
    )


def _words(turn: Turn, left: int) -> tuple[str, str]:
    values = {"task": str(turn.task), "due": day(turn.due_on), "n": left}
    body = _("Hạn %(due)s. Gửi kết quả kèm sản phẩm, hoặc xin lùi hạn kèm lý do.") % values
    if left < 0:
        return _("Quá hạn: nhiệm vụ %(task)s") % values, body
    if left == 0:
        return _("Hôm nay là hạn của nhiệm vụ %(task)s") % values, body
    title = ngettext("Còn %(n)d ngày: nhiệm vụ %(task)s", "Còn %(n)d ngày: nhiệm vụ %(task)s", left)
    return title % values, body
