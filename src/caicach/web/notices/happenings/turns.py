"""What happens to a turn of a task, told."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.look.templatetags.look import day
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.links import turn_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.plans.models import Turn

KINDS = {
    "submitted": Kind.TASK_SUBMITTED,
    "returned": Kind.TASK_RETURNED,
    "done": Kind.TASK_ACCEPTED,
}


def tell_of_turn(event: Event, readers: Readers) -> Iterator[tuple[Sequence[Person], Telling]]:
    """Yield who is told what of an event about a turn."""
    turns = Turn.objects.select_related("task__plan__agency", "task__owner")
    turn = turns.prefetch_related("task__co_owners").filter(pk=event.subject_key).first()
    if turn is None:
        return
    what = event.verb.rpartition("_")[2]
    people = (
        readers.above(turn.task.owner.code)
        if what == "submitted"
        else readers.answering(doers(turn))
    )
    yield (
        people,
        Telling(
            KINDS.get(what, Kind.TASK_CHANGED),
            f"event:{event.number}",
            partial(_words, what, turn, readers, event.reason),
            turn_address(turn),
            (event.subject_kind, event.subject_key),
            turn.due_on,
        ),
    )


def doers(turn: Turn) -> list[str]:
    """Return the codes of the agencies that have to do it."""
    return [turn.task.owner.code, *(each.code for each in turn.task.co_owners.all())]


def _words(what: str, turn: Turn, readers: Readers, reason: str) -> tuple[str, str]:
    values = {
        "task": str(turn.task),
        "agency": readers.name(turn.task.owner.code),
        "due": day(turn.due_on),
        "reason": reason,
    }
    titles = {
        "submitted": _("%(agency)s gửi kết quả nhiệm vụ %(task)s"),
        "returned": _("Kết quả nhiệm vụ %(task)s bị trả lại"),
        "done": _("Kết quả nhiệm vụ %(task)s được chấp nhận"),
        "cancelled": _("Thôi thực hiện nhiệm vụ %(task)s, kỳ hạn %(due)s"),
        "postponed": _("Nhiệm vụ %(task)s được lùi hạn đến %(due)s"),
        "open": _("Nhiệm vụ %(task)s được mở lại, hạn %(due)s"),
    }
    body = _("Lý do: %(reason)s") % values if reason else ""
    if what == "returned":
        body += " " + _("Sửa rồi gửi lại; hạn %(due)s không đổi.") % values
    return titles[what] % values, body.strip()
